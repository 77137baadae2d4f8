"""Checks a finished letter, letterkit's own or the buyer's: what would weaken it, line by line."""

from functools import lru_cache
from typing import Any

from letterkit.checking.checks import CHECKS
from letterkit.checking.phrasing import Phrasing
from letterkit.checking.subject import Subject
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Flaw


def check(
    text: str, catalog: Catalog, *, case: Case | None = None, limit: int | None = None
) -> tuple[Flaw, ...]:
    """Return what is wrong with an English letter, the gravest first.

    With `case`, the letter is also held against what the buyer has answered; `limit` is what the
    form's field takes, in UTF-16 units.
    """
    subject = Subject(text, catalog, case=case, limit=limit)
    found = []
    # In most letters no line has a flaw.
    if any(map(_found_in, subject.phrasings)):
        found = [
            (place, number, facts)
            for number, line in enumerate(subject.lines, start=1)
            if _found_in(line.phrasing)
            # Something is there: find it once more, with the line's own numbers.
            for place, facts in _found_in(Phrasing(line.text))
        ]
    for place, look in _OF_TEXT if case is None else _OF_TEXT_AND_CASE:
        for number, facts in look(subject):
            found.append((place, number, facts))
    if not found:
        return ()
    # In the order of the checklist, the gravest first.
    found.sort(key=lambda each: (not CHECKS[each[0]].is_grave, each[0], each[1]))
    return tuple(_flaw(*each) for each in found)


_IN_LINE = [(place, each.in_line) for place, each in enumerate(CHECKS) if each.in_line]
_OF_TEXT_AND_CASE = [(place, each.look) for place, each in enumerate(CHECKS) if each.look]
_OF_TEXT = [(place, look) for place, look in _OF_TEXT_AND_CASE if not CHECKS[place].needs_case]


@lru_cache(maxsize=8192)
def _found_in(phrasing: Phrasing) -> tuple[tuple[int, dict[str, Any]], ...]:
    """Return what the checks of single lines find, each with its place in the checklist."""
    return tuple((place, facts) for place, look in _IN_LINE for facts in look(phrasing))


def _flaw(place: int, number: int, facts: dict[str, Any]) -> Flaw:
    entry = CHECKS[place]
    return Flaw(
        item=entry.item,
        is_grave=entry.is_grave,
        line=number,
        sentence=entry.sentence,
        hint=entry.hint,
        facts=facts,
    )
