"""Keeps facts out of a translator's hands: they travel as {0}, {1} and come back as they were.

Of the forms of placeholder that translators were given, only {0} survived all of them.
"""

import re
from collections.abc import Iterable, Sequence

from letterkit.domain.noun import Noun
from letterkit.domain.translation import Term

_MASK = re.compile(r"\{\s*(\d+)\s*\}")
_DIGITS = re.compile(r"\d+")
_UNITS = "USD|EUR|KRW|RUB|GEL|[$€₽₩₾]|руб\\.?|원|ლარი|kg|кг|კგ|mm|мм|cm|см"
_SPARED = re.compile(
    r"https?://[^\s)]+|www\.[^\s)]+|[^\s@]+@[^\s@]+\.\w+"
    # A token with a digit, its currency or unit included, and the full stop after it not.
    rf"|(?:[№#$€₽₩₾]\s?)?[\w+./:-]*\d(?:[\w.,/:+-]*\w)?%?(?:\s?(?:{_UNITS})(?!\w))?"
    r"|\{[^}]*\}"
)


class Masked(Noun, frozen=True, kw_only=True):
    text: str
    spared: tuple[str, ...]
    """What stands for {0}, {1} … when the text comes back."""


def masked(
    line: str, *, facts: Iterable[str], terms: Iterable[Term] = (), language: str = ""
) -> Masked:
    """Return a line in which facts, numbers, links and terms of the trade are masked.

    `facts` are spared as they are; a term comes back as its English id.
    """
    named = sorted({fact for fact in facts if fact}, key=len, reverse=True)
    patterns = [rf"(?<!\w){re.escape(fact)}" for fact in named] + [_SPARED.pattern]
    english: list[str] = []
    for term in terms:
        for word in term.words(language):
            ending = r"(?!\w)" if word.endswith(".") else r"\w*"
            patterns.append(rf"((?<!\w){re.escape(word.rstrip('.'))}{ending})")
            english.append(term.id)
    spared: list[str] = []

    def spare(match: re.Match[str]) -> str:
        # Only the words of terms are groups: what matched outside of them is a fact.
        spared.append(match[0] if match.lastindex is None else english[match.lastindex - 1])
        return f"{{{len(spared) - 1}}}"

    text = re.sub("|".join(patterns), spare, line, flags=re.IGNORECASE)
    return Masked(text=text, spared=tuple(spared))


def unmasked(text: str, spared: Sequence[str]) -> str | None:
    """Return the text with its facts back in place; None if a mask is lost, doubled or new."""
    found = [int(match[1]) for match in _MASK.finditer(text)]
    if sorted(found) != list(range(len(spared))):
        return None
    return _MASK.sub(lambda match: spared[int(match[1])], text)


def has_same_numbers(before: str, after: str) -> bool:
    """Whether both texts hold the same runs of digits, in whatever order."""
    return sorted(_DIGITS.findall(before)) == sorted(_DIGITS.findall(after))
