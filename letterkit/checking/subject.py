"""The letter under examination, and what is known about it."""

from collections.abc import Iterator
from functools import cached_property
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
        self.lines = [line_of(line) for line in self.text.split("\n")]

    @cached_property
    def problem(self) -> Problem | None:
        return self.catalog.problems.get(self.case.problem) if self.case else None

    @cached_property
    def letter(self) -> Letter | None:
        return self.catalog.letters.get(self.case.letter or "") if self.case else None

    @property
    def is_for_platform(self) -> bool:
        return self.letter is not None and self.letter.audience == "platform"

    def may_have(self, part: str) -> bool:
        """Whether it is a letter with a part of this name; an unknown one is."""
        return self.letter is None or any(each.name == part for each in self.letter.parts)
