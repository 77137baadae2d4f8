"""Looks messages up in a compiled catalog, one by one as they are asked for.

`gettext.GNUTranslations` reads all of a catalog first, which takes longer than most commands need
for everything else. Compilers sort a catalog's messages, so each is found by halving.
Format: GNU gettext manual, "The Format of GNU MO Files".
"""

import struct
from collections.abc import Callable
from gettext import NullTranslations, c2py
from pathlib import Path

_MAGIC = 0x950412DE
_BETWEEN = b"\0"
"""Stands between singular and plural, and between the plural forms."""


class MoFile(NullTranslations):
    """The translations in a little-endian MO file.

    Raises:
        OSError: the file cannot be read, or is no MO file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._content = path.read_bytes()
        magic, _, self._count, self._sources, self._translations = struct.unpack_from(
            "<5I", self._content.ljust(20, _BETWEEN)
        )
        if magic != _MAGIC:
            raise OSError(0, "Bad magic number", str(path))
        self._known: dict[str, str] = {}
        self._plural_of: Callable[[int], int] | None = None

    def gettext(self, message: str) -> str:
        known = self._known.get(message)
        if known is None:
            found = self._found(message.encode())
            # Of a message with a plural, the first form is what is wanted here.
            known = message if found is None else found.split(_BETWEEN)[0].decode()
            self._known[message] = known
        return known

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        found = self._found(_BETWEEN.join((msgid1.encode(), msgid2.encode())))
        if found is None:
            return msgid1 if n == 1 else msgid2
        return found.split(_BETWEEN)[self._plural(n)].decode()

    def _plural(self, n: int) -> int:
        if self._plural_of is None:
            header = (self._found(b"") or b"").decode()
            rule = header.partition("plural=")[2].partition(";")[0] or "n != 1"
            self._plural_of = c2py(rule)
        return self._plural_of(n)

    def _found(self, message: bytes) -> bytes | None:
        """Return the translation of a message; it begins with its singular."""
        low, high = 0, self._count
        while low < high:
            middle = (low + high) // 2
            source = self._text(self._sources, middle)
            if source == message or source.startswith(message + _BETWEEN):
                return self._text(self._translations, middle)
            if source < message:
                low = middle + 1
            else:
                high = middle
        return None

    def _text(self, table: int, place: int) -> bytes:
        length, start = struct.unpack_from("<2I", self._content, table + 8 * place)
        return self._content[start : start + length]
