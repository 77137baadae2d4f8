"""What is asked for here and why, and which keys work."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.voice import Voice
from letterkit.tui.keys import Keys
from letterkit.tui.lines import LaidOut, Line
from letterkit.tui.spoken import SpokenModal


class _Help(LaidOut):
    def __init__(
        self, paragraphs: list[str], keys: list[tuple[str, str]], voice: Voice, *, id: str
    ) -> None:
        super().__init__(id=id)
        self._paragraphs = paragraphs
        self._named_keys = keys
        self._voice = voice

    def lines_in(self, width: int) -> Iterator[Line]:
        for text in self._paragraphs:
            yield from (((row, ""),) for row in paragraph(text, width).split("\n"))
            yield ()
        yield ((self._voice.say(N_("Keys")), "heading"),)
        column = max(len(key) for key, _ in self._named_keys) + 2
        for key, does in self._named_keys:
            yield ((f"{key:<{column}}", "good"), (does, ""))


class HelpScreen(SpokenModal[None]):
    """Paragraphs on what has the focus, then the keys with what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1", "dismiss", N_("Close"), priority=True),
    ]

    DEFAULT_CSS = """
    HelpScreen #box { height: 90%; padding: 0; }
    """

    def __init__(self, paragraphs: list[str], keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._paragraphs = paragraphs
        self._named_keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield _Help(self._paragraphs, self._named_keys, self.voice, id="help")
            yield Keys()

    def on_mount(self) -> None:
        self.query_one(_Help).focus()
