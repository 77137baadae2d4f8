"""Italian articles before a day that begins with a vowel: "l'8 maggio", "dell'11 maggio"."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

_BEFORE_FIELD = re.compile(r"\b([Ii]l|[Dd]el|[Aa]l|[Dd]al|[Nn]el|[Ss]ul) (%\((\w+)\)s)")
_OTTO_OR_UNDICI = re.compile(r"(8|11) [a-z]")
_ALONE = {"il": "l'", "Il": "L'"}


class Fields(Protocol):
    """What stands in the named fields of a message."""

    def __getitem__(self, name: str, /) -> Any: ...


def elided(message: str, values: Fields, language: str) -> str:
    """Return a message whose Italian articles suit the days that its fields are filled with.

    Raises:
        KeyError: `values` lacks a field that stands after an article.
    """
    if language != "it" or not _has_article(message):
        return message
    return _BEFORE_FIELD.sub(_suiting(values), message)


@lru_cache(maxsize=1024)
def _has_article(message: str) -> bool:
    return _BEFORE_FIELD.search(message) is not None


def _suiting(values: Fields) -> Callable[[re.Match[str]], str]:
    def before(found: re.Match[str]) -> str:
        article, field, name = found.groups()
        if not _OTTO_OR_UNDICI.match(str(values[name])):
            return found[0]
        return _ALONE.get(article, f"{article}l'") + field

    return before
