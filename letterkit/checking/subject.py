"""The letter under examination, and what is known about it."""

from collections.abc import Iterator
from typing import Any

from letterkit.checking.line import line_of
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Letter
from letterkit.domain.problem import Problem

Found = Iterator[tuple[int, dict[str, Any]]]
"""Lines, counted from 1 or 0 for the whole text, with facts for the sentence of the check."""


class Subject:
    """A letter's text, and the case it was written for, if that is known."""

    def __init__(
        self, text: str, catalog: Catalog, *, case: Case | None, limit: int | None
    ) -> None:
        self.text = text.strip()
        self.catalog = catalog
        self.case = case
        self.limit = limit
        self.lines = list(map(line_of, self.text.split("\n")))
        self.phrasings = [line.phrasing for line in self.lines]
        self.says = frozenset[str]().union(*[phrasing.says for phrasing in self.phrasings])
        """What the letter says anywhere, by the names of `Phrasing.says`."""
        self.problem: Problem | None = catalog.problems.get(case.problem) if case else None
        self.letter: Letter | None = catalog.letters.get(case.letter or "") if case else None
        self.is_for_platform = self.letter is not None and self.letter.audience == "platform"

    def may_have(self, part: str) -> bool:
        """Whether it is a letter with a part of this name; an unknown one is."""
        return self.letter is None or any(each.name == part for each in self.letter.parts)
