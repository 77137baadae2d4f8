"""Cuts delimited text into pieces that end with a row, whatever stands in quotation marks."""

import csv
from collections.abc import Iterable, Iterator

import msgspec

from letterkit.batching.errors import TableError

ROWS = 500
"""Rows of a piece, more or less."""
PIECE = 524_288
"""Bytes of a piece, unless one row is longer."""
LINE_LIMIT = 67_108_864
"""Bytes of a line; longer ones are no table."""
_ROW_SIZE = 512
"""Bytes that rows are taken to have before the first are read."""
_QUOTED_LINES = 200
_QUOTED_BYTES = 1_048_576
"""How much one cell in quotation marks may hold before its end is taken for missing."""

# Cells are bounded by the reader of rows, who can refuse one alone.
csv.field_size_limit(LINE_LIMIT)


def with_newlines(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a text as it is; one whose lines end in carriage returns alone gets newlines."""
    is_old = None
    for block in blocks:
        if is_old is None and (b"\n" in block or b"\r" in block):
            is_old = b"\n" not in block and block.count(b"\r") > 1
        yield block.replace(b"\r", b"\n") if is_old else block


class Lines:
    """The lines of a table, taken in pieces; in delimited text a row may go over several."""

    def __init__(self, blocks: Iterable[bytes], delimiter: str = ",") -> None:
        self._blocks = iter(blocks)
        self._delimiter = delimiter
        self._rest = b""
        self._is_at_end = False
        self._row_size = _ROW_SIZE
        self.width = 0
        """Of the header; what is cut otherwise is taken for an open quotation mark."""

    def pieces(self) -> Iterator[tuple[bytes, int]]:
        """Yield whole lines, about `ROWS` of them, without the last newline, and their number.

        Raises:
            TableError: a line is too long.
        """
        while True:
            wanted = min(PIECE, self._row_size * ROWS)
            self._fill(wanted)
            if not self._rest:
                return
            end = self._rest.rfind(b"\n", 0, wanted) if len(self._rest) > wanted else -1
            if end < 0 and not (self._is_at_end and len(self._rest) <= wanted):
                end = self._end_of_line(wanted)
            piece = self._cut(end)
            count = piece.count(b"\n") + 1
            self._row_size = max(16, len(piece) // count)
            yield piece, count

    def line(self) -> bytes | None:
        """Return one line more, or None at the end."""
        self._fill(1)
        return self._cut(self._end_of_line(0)) if self._rest else None

    def give_back(self, lines: list[bytes]) -> None:
        """Return lines that were read ahead and not used."""
        if lines:
            self._rest = b"".join([line + b"\n" for line in lines]) + self._rest

    def _fill(self, wanted: int) -> None:
        if len(self._rest) > wanted or self._is_at_end:
            return
        parts, size = [self._rest], len(self._rest)
        while size <= wanted:
            block = next(self._blocks, None)
            if block is None:
                self._is_at_end = True
                break
            parts.append(block)
            size += len(block)
        self._rest = b"".join(parts)

    def _end_of_line(self, start: int) -> int:
        """Return where the line ends that reaches over `start`; -1 where the text does."""
        while (end := self._rest.find(b"\n", start)) < 0 and not self._is_at_end:
            if len(self._rest) > LINE_LIMIT:
                raise TableError("line", str(LINE_LIMIT))
            start = len(self._rest)
            self._fill(2 * start)
        return end

    def _cut(self, end: int) -> bytes:
        if end < 0:
            piece, self._rest = self._rest.removesuffix(b"\n"), b""
        else:
            piece, self._rest = self._rest[:end], self._rest[end + 1 :]
        return piece

    def row(self, lines: list[bytes], at: int) -> tuple[bytes, int]:
        """Return the row that begins at a line as JSON, and how many lines it takes.

        `lines` grows by what has to be read ahead.
        """
        first = lines[at]
        try:
            cells, used = self._cells(lines, at)
        except UnicodeDecodeError:
            return _refused(first, "encoding"), 1
        except (_OpenQuoteError, csv.Error):
            return _refused(first, "quote"), 1
        if used > 1 and self.width and len(cells) != self.width:
            return _refused(first, "quote"), 1
        return msgspec.json.encode(cells), used

    def _cells(self, lines: list[bytes], at: int) -> tuple[list[str], int]:
        reader = csv.reader(self._texts(lines, at), delimiter=self._delimiter)
        return next(reader, []), max(reader.line_num, 1)

    def _texts(self, lines: list[bytes], at: int) -> Iterator[str]:
        size = 0
        for number in range(_QUOTED_LINES):
            if at + number == len(lines):
                more = self.line()
                if more is None:
                    break
                lines.append(more)
            line = lines[at + number]
            size += len(line)
            if number and size > _QUOTED_BYTES:
                break
            yield line.decode("utf-8") + "\n"
        raise _OpenQuoteError


class _OpenQuoteError(Exception):
    """The text ends before the quotation mark is closed."""


def _refused(line: bytes, why: str) -> bytes:
    raw = line.rstrip(b"\r").decode("utf-8", "backslashreplace")
    return msgspec.json.encode({"why": why, "raw": raw})
