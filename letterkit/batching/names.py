"""Names of files, made from what rows say: none leaves its folder, none belongs to Windows."""

import re
import unicodedata
from array import array
from collections.abc import Callable
from hashlib import blake2b

NAME_LIMIT = 180
"""Bytes of a name before its ending and a number against its like; a file system takes 255."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_UNFIT = re.compile(r'[\x00-\x20\x7f-\x9f/\\:*?"<>|\u00a0\u2000-\u200f\u2028-\u202f\u2060-\u206f]+')
_KEPT_BY_WINDOWS = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\.|$)", re.IGNORECASE
)


def fields_of(pattern: str) -> list[str]:
    """Return what a pattern such as "{order.number}-{letter}" asks for."""
    return _FIELD.findall(pattern)


def file_stem(pattern: str, value_of: Callable[[str], str]) -> str:
    """Return a name without ending; empty for an empty pattern."""
    if not pattern:
        return ""
    name = _FIELD.sub(lambda field: value_of(field[1]), pattern)
    name = _UNFIT.sub("-", unicodedata.normalize("NFC", name)).strip("-. ")
    name = name.encode("utf-8", "ignore")[:NAME_LIMIT].decode("utf-8", "ignore").rstrip("-. ")
    if _KEPT_BY_WINDOWS.match(name):
        name = f"_{name}"
    return name or "letter"


class TakenNames:
    """The names given so far, in 16 bytes each: a million fit where a set would take 100 MB."""

    def __init__(self) -> None:
        self._slots = array("Q", bytes(8 * 1024))
        self._count = 0

    def take(self, stem: str, ending: str) -> str:
        """Return `stem` with its ending, numbered if a name like it is given already."""
        number = 1
        name = f"{stem}{ending}"
        while not self._add(_hash_of(name)):
            number += 1
            name = f"{stem}-{number}{ending}"
        return name

    def remember(self, name: str) -> None:
        """Keep a name that was given in an earlier run."""
        self._add(_hash_of(name))

    def _add(self, hashed: int) -> bool:
        if 2 * self._count >= len(self._slots):
            self._grow()
        slots, mask = self._slots, len(self._slots) - 1
        at = hashed & mask
        while slots[at]:
            if slots[at] == hashed:
                return False
            at = (at + 1) & mask
        slots[at] = hashed
        self._count += 1
        return True

    def _grow(self) -> None:
        old = self._slots
        self._slots = array("Q", bytes(16 * len(old)))
        self._count = 0
        for hashed in old:
            if hashed:
                self._add(hashed)


def _hash_of(name: str) -> int:
    """Return a number that names share which a file system may take for the same; never 0."""
    same = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return int.from_bytes(blake2b(same.encode(), digest_size=8).digest()) | 1
