"""Which encoding and which delimiter a text table is in, as spreadsheets in four countries save it.

A byte order mark decides, then whether it is UTF-8, then chardet. Of a file in which most lines
with foreign letters are UTF-8, the others are refused one by one.
"""

import codecs
import csv
from collections.abc import Iterable, Iterator

from letterkit.batching.errors import TableError

DELIMITERS = (",", ";", "\t", "|")
SAMPLE = 262_144
"""Bytes by which encoding and delimiter are guessed."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ROWS_SCORED = 100


def known_encoding(name: str) -> str:
    """Return an encoding's proper name.

    Raises:
        TableError: there is none.
    """
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError) as error:
        raise TableError("encoding", name) from error
    if not info._is_text_encoding:  # noqa: SLF001 - codecs tells it nowhere else
        raise TableError("encoding", name)
    return info.name


def guessed_encoding(sample: bytes) -> tuple[str, bool]:
    """Return the encoding of a text, and whether that is a guess to be told."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name, False
    # JSON is UTF-8 by definition.
    if sample.lstrip().startswith(b"{") or _is_utf8(sample) or _is_mostly_utf8(sample):
        return "utf-8", False
    # Only a file that is no UTF-8 pays for the detector.
    import chardet

    guess = chardet.detect(sample)["encoding"]
    return known_encoding(guess or "cp1252"), True


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _is_mostly_utf8(sample: bytes) -> bool:
    foreign = [line for line in sample.split(b"\n")[:-1] if not line.isascii()]
    return 2 * sum(map(_is_utf8, foreign)) > len(foreign)


def guessed_delimiter(sample: str) -> str:
    """Return the delimiter by which most rows have as many cells as the first."""
    lines = sample.splitlines()[: _ROWS_SCORED + 1]
    return max(DELIMITERS, key=lambda delimiter: _score(lines, delimiter))


def _score(lines: list[str], delimiter: str) -> tuple[float, int]:
    rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    if not rows or len(rows[0]) == 1:
        return 0.0, 0
    width = len(rows[0])
    return sum(len(row) == width for row in rows) / len(rows), width


def as_utf8(blocks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield a text in any encoding as UTF-8; a byte that is none stays, to be refused with its row.

    Raises:
        TableError: it cannot be this encoding at all.
    """
    # UTF-16 and its like have no single bytes to keep.
    errors = "replace" if encoding.startswith("utf-") else "surrogateescape"
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    try:
        for block in blocks:
            yield decoder.decode(block).encode("utf-8", "surrogateescape")
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogateescape")
    except UnicodeError as error:
        raise TableError("not-encoding", encoding) from error
