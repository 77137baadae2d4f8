"""Cuts delimited text into pieces that end with a row, whatever stands in quotation marks."""

import csv
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from letterkit.batching.errors import TableError

ROWS = 500
"""Rows of a piece, at most."""
PIECE = 1_048_576
"""Bytes after which a piece ends with its row."""
LINE_LIMIT = 67_108_864
"""Bytes of a line; longer ones are no table."""
_QUOTED_LINES = 200
_QUOTED_BYTES = 1_048_576
"""How much one cell in quotation marks may hold before its end is taken for missing."""

# Cells are bounded by the reader of rows, who can refuse one alone.
csv.field_size_limit(LINE_LIMIT)


def lines_of(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines without their ends; a file with carriage returns alone is understood."""
    rest = b""
    is_mac = None
    for block in blocks:
        if is_mac is None and (b"\n" in block or b"\r" in block):
            is_mac = b"\n" not in block and block.count(b"\r") > 1
        data = rest + (block.replace(b"\r", b"\n") if is_mac else block)
        lines = data.split(b"\n")
        rest = lines.pop()
        if len(rest) > LINE_LIMIT:
            raise TableError("line", str(LINE_LIMIT))
        yield from lines
    if rest:
        yield rest


class Lines:
    """The lines of a table, taken in groups; in delimited text a row may go over several."""

    def __init__(self, lines: Iterator[bytes], delimiter: str = ",") -> None:
        self._lines = lines
        self._delimiter = delimiter
        self._waiting: list[bytes] = []
        self.width = 0
        """Of the header; what is cut otherwise is taken for an open quotation mark."""

    def groups(self) -> Iterator[list[bytes]]:
        """Yield groups of lines; what `row` has read ahead comes first."""
        while True:
            ahead, self._waiting = self._waiting, []
            group = [*ahead, *islice(self._lines, ROWS - len(ahead))]
            if not group:
                return
            size = 0
            for at, line in enumerate(group):
                size += len(line)
                if size > PIECE and at:
                    self._waiting = group[at:]
                    group = group[:at]
                    break
            yield group

    def row(self, group: list[bytes], at: int) -> tuple[bytes, int]:
        """Return the row that begins at a line as JSON, and how many lines it takes.

        `group` grows by what has to be read ahead.
        """
        first = group[at]
        try:
            cells, used = self._cells(group, at)
        except UnicodeDecodeError:
            return _refused(first, "encoding"), 1
        except _OpenQuoteError:
            return _refused(first, "quote"), 1
        if used > 1 and self.width and len(cells) != self.width:
            return _refused(first, "quote"), 1
        return msgspec.json.encode(cells), used

    def _cells(self, group: list[bytes], at: int) -> tuple[list[str], int]:
        reader = csv.reader(self._texts(group, at), delimiter=self._delimiter)
        return next(reader, []), max(reader.line_num, 1)

    def _texts(self, group: list[bytes], at: int) -> Iterator[str]:
        size = 0
        for number in range(_QUOTED_LINES):
            if at + number == len(group):
                more = self._waiting.pop(0) if self._waiting else next(self._lines, None)
                if more is None:
                    break
                group.append(more)
            line = group[at + number]
            size += len(line)
            if number and size > _QUOTED_BYTES:
                break
            yield line.decode("utf-8") + "\n"
        raise _OpenQuoteError

    def give_back(self, lines: list[bytes]) -> None:
        """Return lines that were read ahead and not used."""
        self._waiting = [*lines, *self._waiting]


class _OpenQuoteError(Exception):
    """The text ends before the quotation mark is closed."""


def _refused(line: bytes, why: str) -> bytes:
    raw = line.rstrip(b"\r").decode("utf-8", "backslashreplace")
    return msgspec.json.encode({"why": why, "raw": raw})
