"""What a line of a letter says, whatever its numbers.

Most lines of letters are the same from case to case, but for their numbers. So what a line says is
kept by its phrasing, in which every digit is a 1: in a batch, looking it up again costs a fraction
of finding it again.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_letters, digits
from typing import AnyStr

from letterkit.rendering.formats import ENGLISH_MONTHS

MONTHS = "|".join(ENGLISH_MONTHS)

_ONES = bytes.maketrans(b"023456789", b"1" * 9)
_SHAPES = bytes.maketrans(
    ascii_letters.encode() + digits.encode(), b"a" * 26 + b"A" * 26 + b"1" * 10
)
_QUOTED = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”)]*\s+(?=[\"“(]?[A-Z0-9])")
_SUM = re.compile(r"\b[A-Z]{3} \d[\d,]*(?:\.\d+)?|\b\d[\d,]*(?:\.\d+)? [A-Z]{3}\b")
_ORDER_NUMBER = re.compile(r"\border\b[^.\n]{0,20}?\d(?:[ -]?\d){7,}", re.IGNORECASE)
_REPLY_DAY = re.compile(rf"\b(?:by|before|until) (?:today|.{{0,12}}(?:{MONTHS.lower()}))|\btoday\b")
_REPLY_MARKS = ("by ", "before ", "until ", "today")
_QUOTES = ('"', "“", "«")
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
    """A line in which every digit may be a 1; `phrasing_of` makes it from the line itself."""

    __slots__ = ("lengths", "own_words", "says", "sentences", "shape", "sums", "words")

    def __init__(self, text: str) -> None:
        lower = text.lower()
        self.own_words = own = own_words(text)
        self.shape = own.encode().translate(_SHAPES) if own.isascii() else b""
        self.sentences = () if _is_greeting(lower) else sentences_in(text)
        self.lengths = [len(sentence.split()) for sentence in self.sentences]
        """Words of each sentence."""
        self.words = sum(self.lengths)
        may_have_sums = self.may_have(b"AAA 1", b"1 AAA")
        self.sums = [match.span() for match in _SUM.finditer(own)] if may_have_sums else []
        """Where each sum with its currency begins and ends, in the line's own words."""
        self.says = frozenset(_said(text, lower, self.sentences))
        """What a letter has to say somewhere, by the names that `_said` gives it."""

    def may_have(self, *shapes: bytes) -> bool:
        """Whether a pattern is worth a search that finds only what has one of these shapes.

        In a shape, letters are a or A and digits 1.
        """
        return not self.shape or has_any(shapes, self.shape)


def phrasing_of(line: str) -> Phrasing:
    """Return the phrasing of a line, whatever its numbers."""
    # Half surrogates, which no screen shows, are words like any other.
    ones = line.encode("utf-8", "surrogatepass").translate(_ONES)
    return _phrasing(ones.decode("utf-8", "surrogatepass"))


_phrasing = lru_cache(maxsize=8192)(Phrasing)


@lru_cache(maxsize=8192)
def states_problem(sentence: str) -> bool:
    """Whether a sentence says what is wrong."""
    return has_any(_PROBLEM, sentence.lower())


def has_any(phrases: tuple[AnyStr, ...], text: AnyStr) -> bool:
    # A loop takes half the time of any().
    for phrase in phrases:  # noqa: SIM110
        if phrase in text:
            return True
    return False


def own_words(text: str) -> str:
    """Return a text without what stands in quotation marks."""
    return _QUOTED.sub('""', text) if has_any(_QUOTES, text) else text


def sentences_in(text: str) -> tuple[str, ...]:
    """Return the sentences of a line."""
    stripped = text.strip().removeprefix("- ")
    return tuple(_SENTENCE_END.split(stripped)) if stripped else ()


def _said(text: str, lower: str, sentences: tuple[str, ...]) -> Iterator[str]:
    if has_any(_ASKING, lower) and any(map(_asks, sentences)):
        yield "what is asked for"
    if has_any(_CONTACT, lower):
        yield "contact"
    if has_any(_NEXT_STEP, lower):
        yield "next step"
    if has_any(_REPLY_MARKS, lower) and _REPLY_DAY.search(lower):
        yield "day for reply"
    if "dispute" in lower:
        yield "dispute"
    if "order" in lower and _ORDER_NUMBER.search(text):
        yield "order number"


def _is_greeting(lower: str) -> bool:
    words = lower.replace(",", " ").split(None, 5)
    return 0 < len(words) <= 5 and words[0] in _GREETINGS


def _asks(sentence: str) -> bool:
    lower = sentence.lower()
    return has_any(_ASKING, lower) and has_any(_ASKED, lower)
