"""One line of a letter, taken apart.

Most lines of letters are the same from case to case, but for their numbers. So what a line says is
kept by its phrasing, in which every digit is a 1: in a batch, looking it up again costs a fraction
of finding it again.
"""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache

from letterkit.domain.text import is_latin
from letterkit.rendering.formats import ENGLISH_MONTHS

MONTHS = "|".join(ENGLISH_MONTHS)
EDGES = "\"'“”„«».,;:!?()[]-"
"""What stands around a word and is no part of it."""

_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]*\s+(?=[\"“(]?[A-Z0-9])")
_DIGITS = re.compile(r"\d+")
_ONES = str.maketrans("023456789", "111111111")
_DATE = re.compile(rf"(\d{{1,2}}) ({MONTHS}) (\d{{4}})")
_ANSWER_BY = re.compile(rf"\b(?:answer|reply|respond) by (\d{{1,2}}) ({MONTHS}) (\d{{4}})")
_EXHIBIT = re.compile(r"\b(?:Photo|Video|Screenshot|Document|Exhibit) \d+\b")
_ORDER_NUMBER = re.compile(r"\border\b[^.\n]{0,20}?\d(?:[ -]?\d){7,}", re.IGNORECASE)
_REPLY_DAY = re.compile(rf"\b(?:by|before|until) (?:today|.{{0,12}}(?:{MONTHS.lower()}))|\btoday\b")
_QUOTES = ('"', "“", "«")
_EXHIBITS = ("Photo ", "Video ", "Screenshot ", "Document ", "Exhibit ")
_COUNTED_DAYS = (*_EXHIBITS, "by ", "before ", "until ", " passed", "% of")
# What no answer holds: the numbers of exhibits, the day by which an answer is asked for, and how
# many days have passed.
_OWN_NUMBERS = re.compile(
    rf"\b(?:Photo|Video|Screenshot|Document) \d+\b|\b(?:by|before|until) \d+ (?:{MONTHS}) \d{{4}}"
    r"|\b\d+ days? ha(?:s|ve) passed\b|\b\d+% of the price\b"
)
_SUM = re.compile(r"\b([A-Z]{3}) (\d[\d,]*(?:\.\d+)?)|\b(\d[\d,]*(?:\.\d+)?) ([A-Z]{3})\b")
_GREETINGS = ("hello", "hi", "dear")

_PROBLEM = (
    "not received", "didn't receive", "did not receive", "not been received",
    "not been delivered", "not delivered", "not arrived",
    "never came", "never arrived", "never received", "has not come", "did not come",
    "not as described", "not genuine", "not the item", "not in it", "not work", "defect",
    "damage", "broken", "wrong", "missing", "fake", "counterfeit", "empty", "held by customs",
    "returned to", "sent back to", "quantity is short", "late", "no refund", "blocked",
    "the money has not", "at my own cost", "i cannot",
)  # fmt: skip
_ASKING = ("please", "i ask", "i request", "could you", "would you")
_ASKED = (
    "refund", "send", "give", "extend", "replace", "return", "pay", "reopen", "review", "unblock",
    "start a chargeback", "help me", "take this step",
)  # fmt: skip
_CONTACT = (
    "i asked", "i wrote", "i told", "i contacted", "i sent", "i informed", "i reported",
    "first message", "i have not written to",
    "you answered", "you wrote", "you promised", "you asked", "you refused",
    "you offered", "you ask me", "you ask for", "you answer that", "you offer a",
    "seller answered", "seller wrote", "seller promised", "seller asked", "seller refused",
    "seller offered",
)  # fmt: skip
_NEXT_STEP = (
    "open a dispute", "start a dispute", "file a dispute", "to decide", "escalat", "step in",
    "chargeback", "my bank", "i will ask",
)  # fmt: skip


class Phrasing:
    """What a line says whatever its numbers; made by `phrasing_of`."""

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self.own_words = _own_words(text)
        self.lower = lower
        self.sentences = () if _is_greeting(lower) else sentences_in(text)
        self.lengths = tuple(len(sentence.split()) for sentence in self.sentences)
        """Words of each sentence."""
        self.states_problem = tuple(_has(_PROBLEM, each.lower()) for each in self.sentences)
        self.has_digits = tuple("1" in sentence for sentence in self.sentences)
        self.asks = any(_asks(sentence.lower()) for sentence in self.sentences)
        self.tells_contact = _has(_CONTACT, lower)
        self.names_next_step = _has(_NEXT_STEP, lower)
        self.names_reply_day = _REPLY_DAY.search(lower) is not None
        self.names_dispute = "dispute" in lower
        self.names_exhibits = _has(_EXHIBITS, text)
        self.names_order = _ORDER_NUMBER.search(text) is not None


@lru_cache(maxsize=8192)
def phrasing_of(text: str) -> Phrasing:
    """Return the phrasing of a line in which every digit is a 1."""
    return Phrasing(text)


class Line:
    """One line of a letter; made by `line_of`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.phrasing = phrasing_of(text.translate(_ONES))
        self.own_words = _own_words(text)
        """The line without what stands in quotation marks."""
        self.numbers = runs_of_digits(without_own_numbers(self.own_words).replace(",", ""))
        """Runs of digits that only an answer can explain."""
        self.exhibits = tuple(_EXHIBIT.findall(text)) if self.phrasing.names_exhibits else ()

    @property
    def is_item(self) -> bool:
        return self.text.startswith("- ")

    @cached_property
    def day(self) -> tuple[int, int, int] | None:
        """Year, month and day that a list item begins with."""
        match = _DATE.match(self.text, 2) if self.is_item else None
        if match is None:
            return None
        return int(match[3]), ENGLISH_MONTHS.index(match[2]), int(match[1])

    @cached_property
    def reply_days(self) -> tuple[date, ...]:
        """The days by which it asks for an answer."""
        return tuple(_days_in(self.own_words)) if self.phrasing.names_reply_day else ()

    @cached_property
    def sums(self) -> tuple[tuple[str, Decimal, str], ...]:
        """Each sum as it stands there, its amount and its currency."""
        return tuple(_sums_in(self.own_words))


@lru_cache(maxsize=8192)
def line_of(text: str) -> Line:
    """Return a line taken apart."""
    return Line(text)


def runs_of_digits(text: str) -> frozenset[str]:
    """Return the runs of digits in a text, without leading zeros."""
    return frozenset(run.lstrip("0") or "0" for run in _DIGITS.findall(text))


def without_own_numbers(text: str) -> str:
    """Return a text without the numbers that no answer holds."""
    return _OWN_NUMBERS.sub("", text) if _has(_COUNTED_DAYS, text) else text


def has_foreign_letters(word: str) -> bool:
    return not is_latin(word)


def _days_in(text: str) -> Iterator[date]:
    for match in _ANSWER_BY.finditer(text):
        try:
            yield date(int(match[3]), ENGLISH_MONTHS.index(match[2]) + 1, int(match[1]))
        except ValueError:
            continue


def _sums_in(text: str) -> Iterator[tuple[str, Decimal, str]]:
    for match in _SUM.finditer(text):
        amount = (match[2] or match[3]).replace(",", "")
        yield match[0], Decimal(amount), match[1] or match[4]


def sentences_in(text: str) -> tuple[str, ...]:
    """Return the sentences of a line."""
    stripped = text.strip().removeprefix("- ")
    return tuple(_SENTENCE_END.split(stripped)) if stripped else ()


def _own_words(text: str) -> str:
    return _QUOTED.sub('""', text) if _has(_QUOTES, text) else text


def _is_greeting(lower: str) -> bool:
    words = lower.replace(",", " ").split()
    return 0 < len(words) <= 5 and words[0] in _GREETINGS


def _asks(lower: str) -> bool:
    return _has(_ASKING, lower) and _has(_ASKED, lower)


def _has(phrases: tuple[str, ...], lower: str) -> bool:
    # A loop takes half the time of any().
    for phrase in phrases:  # noqa: SIM110
        if phrase in lower:
            return True
    return False
