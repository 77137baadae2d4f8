"""What to do, by when, and what is still missing."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType

from letterkit.answering.sketch import Sketch
from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.plan_text import plan_sections
from letterkit.presenting.voice import Voice
from letterkit.tui.lines import LaidOut, Line

WIDEST = 100
"""Cells; longer lines are hard to read."""


class PlanView(LaidOut):
    """The plan, after what is wrong with the answers and before what the checker finds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.save_days", N_("Save the days as a calendar (.ics)"))
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._shown: tuple[Sketch, Voice] | None = None

    def show(self, sketch: Sketch, voice: Voice) -> None:
        self._shown = sketch, voice
        self.lay_out()

    def lines_in(self, width: int) -> Iterable[Line]:
        return _all_lines(*self._shown, min(WIDEST, width)) if self._shown else ()


def _all_lines(sketch: Sketch, voice: Voice, width: int) -> Iterator[Line]:
    if sketch.case is None:
        text = voice.say(N_("Say what went wrong, and the plan appears here."))
        yield from _lines(text, width, "dim")
        return
    if sketch.plan is not None:
        for title, lines in plan_sections(sketch.plan, voice):
            yield ((title, "heading"),)
            for line in lines:
                yield from _lines(line, width, "", indent=2)
            yield ()
    yield from _flaws(sketch, voice, width)


def _flaws(sketch: Sketch, voice: Voice, width: int) -> Iterator[Line]:
    if sketch.draft is None or sketch.missing:
        return
    yield ((voice.say(N_("Checks of the letter")), "heading"),)
    if not sketch.draft.flaws:
        yield from _lines(voice.say(N_("Nothing to mend.")), width, "good", indent=2)
    for flaw in sketch.draft.flaws:
        style = "late" if flaw.is_grave else "gap"
        yield from _lines(f"- {flaw.told(voice.say)}", width, style, indent=2)
        yield from _lines(flaw.advice(voice.say), width, "", indent=4)


def _lines(text: str, width: int, style: str, *, indent: int = 0) -> Iterator[Line]:
    for row in paragraph(text, width, indent=indent).split("\n"):
        yield ((row, style),)
