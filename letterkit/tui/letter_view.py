"""The letter as it is sent, beside the same letter in the buyer's language."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import zip_longest
from typing import ClassVar

from textual.binding import Binding, BindingType
from wcwidth import ljust

from letterkit.answering.sketch import GAP, Sketch
from letterkit.domain.letter import Draft
from letterkit.marking import N_
from letterkit.planning.doubts import UNREADABLE
from letterkit.presenting.columns import rows_of
from letterkit.presenting.voice import Voice
from letterkit.tui.lines import LaidOut, Line, Span

NARROWEST = 66
"""Cells under which the two languages stand one under the other."""
_BETWEEN = " │ "
_GAPS = re.compile(f"({re.escape(GAP)})")


class LetterView(LaidOut):
    """Pairs of paragraphs that begin on the same line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "screen.view('copy')", N_("Copy"))]

    def __init__(self, voice: Voice, *, id: str) -> None:
        super().__init__(id=id)
        self._voice = voice
        self._sketch: Sketch | None = None

    def show(self, sketch: Sketch, voice: Voice) -> None:
        self._sketch, self._voice = sketch, voice
        self.lay_out()

    def lines_in(self, width: int) -> Iterable[Line]:
        if self._sketch is None:
            return ()
        between = " | " if self.app.has_class("-ascii") else _BETWEEN
        return _all_lines(self._sketch, self._voice, width, between)


def _all_lines(sketch: Sketch, voice: Voice, width: int, between: str) -> Iterator[Line]:
    drafted = sketch.draft
    yield from _warnings(sketch, voice, width)
    if drafted is None:
        yield from _why_not(sketch, voice, width)
        return
    if sketch.missing:
        names = " · ".join(voice.say(question.ask) for question in sketch.missing)
        for row in rows_of(voice.say(N_("Still missing: %(answers)s"), answers=names), width):
            yield ((row, "gap"),)
        yield ()
    if drafted.language == drafted.to:
        for paragraph in drafted.paragraphs:
            yield from (_with_gaps(row) for row in _rows(paragraph.text, width))
            yield ()
    elif width >= NARROWEST:
        yield from _columns(drafted, voice, width, between)
    else:
        yield from _one_under_the_other(drafted, width)
    if drafted.left_out:
        said = N_("Left out for want of room; send it as a second message:")
        yield from (((row, "heading"),) for row in rows_of(voice.say(said), width))
        for paragraph in drafted.left_out:
            yield from (((row, ""),) for row in _rows(paragraph.text, width))


def _warnings(sketch: Sketch, voice: Voice, width: int) -> Iterator[Line]:
    """Say what changes everything where the buyer looks, not only in the plan."""
    if sketch.plan is None:
        return
    unreadable = [doubt for doubt in sketch.plan.doubts if doubt.id == UNREADABLE]
    for style, notices in (("late", sketch.plan.hard), ("gap", unreadable)):
        for notice in notices:
            yield from (((row, style),) for row in rows_of(voice.wording.notice(notice), width))
            yield ()


def _why_not(sketch: Sketch, voice: Voice, width: int) -> Iterator[Line]:
    """Say why there is no letter, and what to do about it."""
    if sketch.error is None:
        told = [voice.say(N_("Say what went wrong, and the letter appears here."))]
    else:
        told = [sketch.error.told(voice.say), sketch.error.advice(voice.say)]
    for text in told:
        yield from (((row, "gap" if sketch.error else "dim"),) for row in rows_of(text, width))


def _columns(drafted: Draft, voice: Voice, width: int, between: str) -> Iterator[Line]:
    column = (width - len(between)) // 2
    heads = voice.say(N_("To be sent")), voice.say(N_("What it says"))
    yield ((ljust(heads[0][:column], column), "heading"), (between, "dim"), (heads[1], "heading"))
    for paragraph in drafted.paragraphs:
        yield ((" " * column, ""), (between, "dim"))
        left, right = _rows(paragraph.text, column), _rows(paragraph.beside or "", column)
        for here, there in zip_longest(left, right, fillvalue=""):
            padded = _with_gaps(ljust(here, column))
            yield (*padded, (between, "dim"), *_with_gaps(there))


def _one_under_the_other(drafted: Draft, width: int) -> Iterator[Line]:
    for paragraph in drafted.paragraphs:
        yield from (_with_gaps(row) for row in _rows(paragraph.text, width))
        yield from (((f"  {row}", "dim"),) for row in _rows(paragraph.beside or "", width - 2))
        yield ()


@lru_cache(maxsize=512)
def _rows(text: str, width: int) -> tuple[str, ...]:
    """Return a paragraph in lines; at a keystroke all but one are the same as before."""
    return tuple(rows_of(text, width))


def _with_gaps(row: str) -> tuple[Span, ...]:
    if GAP not in row:
        return ((row, ""),)
    return tuple((part, "gap" if part == GAP else "") for part in _GAPS.split(row) if part)
