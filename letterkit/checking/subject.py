"""The letter under examination, taken apart."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Letter
from letterkit.domain.problem import Problem

Found = Iterator[tuple[int, dict[str, Any]]]
"""Lines, counted from 1 or 0 for the whole text, with facts for the sentence of the check."""

_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]*\s+(?=[\"“(]?[A-Z0-9])")
_GREETINGS = ("hello", "hi", "dear")


class Subject:
    """A letter's text, and the case it was written for, if that is known."""

    def __init__(
        self, text: str, catalog: Catalog, *, case: Case | None, limit: int | None
    ) -> None:
        self.text = text.strip()
        self.catalog = catalog
        self.case = case
        self.limit = limit

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    @cached_property
    def own_words(self) -> list[str]:
        """The lines without what stands in quotation marks."""
        return _QUOTED.sub('""', self.text).split("\n")

    @cached_property
    def sentences(self) -> list[tuple[int, str]]:
        """Each sentence with its line; a greeting is none."""
        return [
            (number, sentence)
            for number, line in enumerate(self.lines, start=1)
            if line.strip() and not _is_greeting(line)
            for sentence in _SENTENCE_END.split(line.strip().removeprefix("- "))
        ]

    @cached_property
    def problem(self) -> Problem | None:
        return self.catalog.problems.get(self.case.problem) if self.case else None

    @property
    def is_for_platform(self) -> bool:
        return self.letter is not None and self.letter.audience == "platform"

    @cached_property
    def letter(self) -> Letter | None:
        return self.catalog.letters.get(self.case.letter or "") if self.case else None


def _is_greeting(line: str) -> bool:
    words = line.lower().replace(",", " ").split()
    return len(words) <= 5 and words[0] in _GREETINGS
