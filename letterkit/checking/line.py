"""One line of a letter, taken apart.

Most lines of letters are the same from case to case, so what was found in a line is kept: in a
batch, looking it up again costs a fraction of finding it again.
"""

import re
from functools import lru_cache

from letterkit.domain.text import is_latin
from letterkit.rendering.formats import ENGLISH_MONTHS

MONTHS = "|".join(ENGLISH_MONTHS)
EDGES = "\"'“”„«».,;:!?()[]-"
"""What stands around a word and is no part of it."""

_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]*\s+(?=[\"“(]?[A-Z0-9])")
_DIGITS = re.compile(r"\d+")
_DATE = re.compile(rf"(\d{{1,2}}) ({MONTHS}) (\d{{4}})")
_EXHIBIT = re.compile(r"\b(?:Photo|Video|Screenshot|Document|Exhibit) \d+\b")
_ORDER_NUMBER = re.compile(r"\border\b[^.\n]{0,20}?\d(?:[ -]?\d){7,}", re.IGNORECASE)
_REPLY_DAY = re.compile(rf"\b(?:by|before|until) (?:today|.{{0,12}}(?:{MONTHS}))|\btoday\b", re.I)
# What no answer holds: the numbers of exhibits, the day by which an answer is asked for, and how
# many days have passed.
_OWN_NUMBERS = re.compile(
    rf"\b(?:Photo|Video|Screenshot|Document) \d+\b|\b(?:by|before|until) \d+ (?:{MONTHS}) \d{{4}}"
    r"|\b\d+ days? ha(?:s|ve) passed\b"
)
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
    "first message", "you answered", "you wrote", "you promised", "you asked", "you refused",
    "you offered", "you ask me", "you ask for", "you answer that", "you offer a",
    "seller answered", "seller wrote", "seller promised", "seller asked", "seller refused",
    "seller offered",
)  # fmt: skip
_NEXT_STEP = (
    "open a dispute", "start a dispute", "file a dispute", "to decide", "escalat", "step in",
    "chargeback", "my bank", "i will ask",
)  # fmt: skip


class Line:
    """What one line says; made by `line_of`."""

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self.text = text
        self.own_words = _QUOTED.sub('""', text)
        """The line without what stands in quotation marks."""
        self.is_item = text.startswith("- ")
        self.sentences = () if _is_greeting(lower) else _sentences_in(text)
        self.lengths = tuple(len(sentence.split()) for sentence in self.sentences)
        """Words of each sentence."""
        self.names_order = _ORDER_NUMBER.search(text) is not None
        self.states_problem = tuple(_has(_PROBLEM, each.lower()) for each in self.sentences)
        self.has_digits = tuple(_DIGITS.search(each) is not None for each in self.sentences)
        self.asks = any(_asks(sentence.lower()) for sentence in self.sentences)
        self.tells_contact = _has(_CONTACT, lower)
        self.names_next_step = _has(_NEXT_STEP, lower)
        self.names_reply_day = _REPLY_DAY.search(text) is not None
        self.names_dispute = "dispute" in lower
        self.exhibits = tuple(_EXHIBIT.findall(text))
        self.day = _leading_day(text)
        """Year, month and day that a list item begins with, or None."""
        self.numbers = runs_of_digits(_OWN_NUMBERS.sub("", self.own_words).replace(",", ""))
        """Runs of digits that only an answer can explain."""


@lru_cache(maxsize=8192)
def line_of(text: str) -> Line:
    """Return a line taken apart."""
    return Line(text)


def runs_of_digits(text: str) -> frozenset[str]:
    """Return the runs of digits in a text, without leading zeros."""
    return frozenset(run.lstrip("0") or "0" for run in _DIGITS.findall(text))


def without_own_numbers(text: str) -> str:
    """Return a text without the numbers that no answer holds."""
    return _OWN_NUMBERS.sub("", text)


def has_foreign_letters(word: str) -> bool:
    return not is_latin(word)


def _sentences_in(text: str) -> tuple[str, ...]:
    stripped = text.strip().removeprefix("- ")
    return tuple(_SENTENCE_END.split(stripped)) if stripped else ()


def _is_greeting(lower: str) -> bool:
    words = lower.replace(",", " ").split()
    return 0 < len(words) <= 5 and words[0] in _GREETINGS


def _leading_day(text: str) -> tuple[int, int, int] | None:
    match = _DATE.match(text, 2) if text.startswith("- ") else None
    if match is None:
        return None
    return int(match[3]), ENGLISH_MONTHS.index(match[2]), int(match[1])


def _asks(lower: str) -> bool:
    return _has(_ASKING, lower) and _has(_ASKED, lower)


def _has(phrases: tuple[str, ...], lower: str) -> bool:
    return any(phrase in lower for phrase in phrases)
