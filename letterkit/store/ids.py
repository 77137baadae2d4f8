"""The ids of kept cases: short, to be typed by hand."""

import re
from random import SystemRandom

_LETTERS = "bcdfghjkmnpqrstvwxz"
_SIGNS = _LETTERS + "23456789"
"""Without what looks like something else, and without vowels, which make words."""

_ID = re.compile(f"[{_LETTERS}][{_SIGNS}]{{5}}")


def new_id() -> str:
    """Return an id such as "k7m2p9"."""
    choice = SystemRandom().choice
    return choice(_LETTERS) + "".join(choice(_SIGNS) for _ in range(5))


def may_be_id(text: str) -> bool:
    """Whether a text has the form of an id, in small letters or capitals."""
    return _ID.fullmatch(text.casefold()) is not None
