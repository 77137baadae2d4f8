"""One line of a letter, taken apart."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from letterkit.checking.phrasing import MONTHS, has_any, own_words, phrasing_of
from letterkit.rendering.formats import ENGLISH_MONTHS

_DIGITS = re.compile(r"\d+")
_ONLY_DIGITS = bytes(byte if byte in b"0123456789" else 32 for byte in range(256))
"""A table that leaves digits as they are and makes spaces of all else."""
_DATE = re.compile(rf"- (\d{{1,2}}) ({MONTHS}) (\d{{4}})")
_ANSWER_BY = re.compile(rf"\b(?:answer|reply|respond) by (\d{{1,2}}) ({MONTHS}) (\d{{4}})")
_EXHIBIT = re.compile(r"\b(?:Photo|Video|Screenshot|Document|Exhibit) \d+\b")
_EXHIBITS = ("Photo ", "Video ", "Screenshot ", "Document ", "Exhibit ")
_COUNTED_DAYS = (*_EXHIBITS, "by ", "before ", "until ", " passed", "% of")
# What no answer holds: the numbers of exhibits, the day by which an answer is asked for, and how
# many days have passed.
_OWN_NUMBERS = re.compile(
    rf"\b(?:Photo|Video|Screenshot|Document) \d+\b|\b(?:by|before|until) \d+ (?:{MONTHS}) \d{{4}}"
    r"|\b\d+ days? ha(?:s|ve) passed\b|\b\d+% of the price\b"
)


class Line:
    """One line of a letter; made by `line_of`."""

    __slots__ = ("day", "exhibits", "is_item", "numbers", "own_words", "phrasing", "reply_days",
                 "text")  # fmt: skip

    def __init__(self, text: str) -> None:
        self.text = text
        self.phrasing = phrasing_of(text)
        self.is_item = text.startswith("- ")
        self.own_words = own_words(text)
        """The line without what stands in quotation marks."""
        self.numbers = runs_of_digits(without_own_numbers(self.own_words).replace(",", ""))
        """Runs of digits that only an answer can explain."""
        self.exhibits = tuple(_EXHIBIT.findall(text)) if has_any(_EXHIBITS, text) else ()
        self.day = _day_of_item(text) if self.is_item else None
        """Year, month and day that a list item begins with."""
        names_day = "day for reply" in self.phrasing.says
        self.reply_days = tuple(_days_in(self.own_words)) if names_day else ()
        """The days by which it asks for an answer."""

    def sums(self) -> Iterator[tuple[str, Decimal, str]]:
        """Yield each sum as it stands there, its amount and its currency."""
        for start, end in self.phrasing.sums:
            found = self.own_words[start:end]
            first, second = found.split(" ")
            amount, currency = (second, first) if first.isalpha() else (first, second)
            yield found, Decimal(amount.replace(",", "")), currency


line_of = lru_cache(maxsize=8192)(Line)
"""Takes a line apart."""


def runs_of_digits(text: str) -> frozenset[str]:
    """Return the runs of digits in a text, without leading zeros."""
    return ascii_numbers(text.encode()) if text.isascii() else _bare(_DIGITS.findall(text))


def ascii_numbers(text: bytes) -> frozenset[str]:
    """Return the runs of digits in an encoded text, without leading zeros; others do not count."""
    return _bare(text.translate(_ONLY_DIGITS).decode().split())


def _bare(runs: list[str]) -> frozenset[str]:
    return frozenset([run.lstrip("0") or "0" if run[0] == "0" else run for run in runs])


def without_own_numbers(text: str) -> str:
    """Return a text without the numbers that no answer holds."""
    return _OWN_NUMBERS.sub("", text) if has_any(_COUNTED_DAYS, text) else text


def _day_of_item(text: str) -> tuple[int, int, int] | None:
    match = _DATE.match(text)
    return match and (int(match[3]), ENGLISH_MONTHS.index(match[2]), int(match[1]))


def _days_in(text: str) -> Iterator[date]:
    for match in _ANSWER_BY.finditer(text):
        try:
            yield date(int(match[3]), ENGLISH_MONTHS.index(match[2]) + 1, int(match[1]))
        except ValueError:
            continue
