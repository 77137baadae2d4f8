"""Guidance on one topic."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from letterkit.domain.guide import Guide
from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.source_text import sources_in_words
from letterkit.presenting.voice import Voice
from letterkit.rendering.guides import guide_in
from letterkit.tui.lines import LaidOut, Line
from letterkit.tui.plan_view import WIDEST


class GuideView(LaidOut):
    """One guide; which one is chosen elsewhere."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.view('guide')", N_("Another guide"))
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._shown: tuple[str, Voice] | None = None

    def show(self, topic: str, voice: Voice) -> None:
        if self._shown is None or self._shown[0] != topic:
            self.scroll_home(animate=False)
        self._shown = topic, voice
        self.lay_out()

    def lines_in(self, width: int) -> Iterable[Line]:
        if self._shown is None:
            return ()
        topic, voice = self._shown
        guide = guide_in(topic, voice.catalog, voice.language)
        return _all_lines(guide, voice, min(WIDEST, width))


def _all_lines(guide: Guide, voice: Voice, width: int) -> Iterator[Line]:
    yield ((guide.title, "heading"),)
    for block in guide.blocks:
        if block.kind != "item":
            yield ()
        text = f"- {block.text}" if block.kind == "item" else block.text
        style = "heading" if block.kind == "heading" else ""
        yield from (((row, style),) for row in paragraph(text, width).split("\n"))
    if guide.sources:
        yield ()
        yield ((voice.say(N_("Where the numbers come from")), "heading"),)
        for source in sources_in_words(guide, voice):
            yield from (((row, "dim"),) for row in paragraph(f"- {source}", width).split("\n"))
