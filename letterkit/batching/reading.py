"""Opens tables of any kind and cuts them into pieces of whole rows, never holding one whole."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import IO, BinaryIO, Self

import msgspec

from letterkit.batching.delimited import Lines, with_newlines
from letterkit.batching.encodings import (
    SAMPLE,
    as_utf8,
    guessed_delimiter,
    guessed_encoding,
    known_encoding,
)
from letterkit.batching.errors import TableError
from letterkit.domain.noun import Noun
from letterkit.domain.text import plain
from letterkit.errors import LetterkitError
from letterkit.errors.files import UnreadableFileError
from letterkit.errors.usage import MissingExtraError

STDIN = "-"
ENDINGS = (".csv", ".tsv", ".txt", ".jsonl", ".ndjson", ".xlsx", ".xlsm", ".xls", ".ods",
           ".parquet")  # fmt: skip
"""Of the files that are taken from a folder."""

_BLOCK = 262_144
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_PARQUET = b"PAR1"


class Wishes(Noun, frozen=True, kw_only=True):
    """What the user says about the tables; what is left out is guessed."""

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


class Piece(Noun, frozen=True, kw_only=True):
    """Some whole rows of a table, not yet read."""

    kind: str
    """As in `Shard`."""
    first_row: int
    rows: int
    """Empty ones count."""
    content: bytes
    read: int
    """How far the table has been read with this piece, out of `Table.size`."""


class Table:
    """An open table. Use it as a context manager, and its pieces once."""

    def __init__(self, name: str, wishes: Wishes) -> None:
        """`name` is a path, or "-" for standard input.

        Raises:
            UnreadableFileError, TableError: it cannot be opened, or holds no row.
        """
        self.name = "<stdin>" if name == STDIN else name
        self.columns: tuple[str, ...] = ()
        """Empty for JSON lines, where each row names its own."""
        self.delimiter = ","
        self.guessed = ""
        """The encoding, where it is a guess that should be told."""
        self.size = 0
        """In what `Piece.read` counts; 0 where nobody knows."""
        self._stack = ExitStack()
        try:
            self._pieces = self._opened(name, wishes)
            first = next(self._pieces, None)
            if first is None:
                raise TableError("no-rows")
            self._pieces = chain((first,), self._pieces)
        except LetterkitError as error:
            self._stack.close()
            raise error.in_file(self.name) from None
        except BaseException:
            self._stack.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def pieces(self) -> Iterator[Piece]:
        """Yield the table from its first row to its last.

        Raises:
            TableError: it cannot be read further.
        """
        try:
            yield from self._pieces
        except LetterkitError as error:
            raise error.in_file(self.name) from None

    def _opened(self, name: str, wishes: Wishes) -> Iterator[Piece]:
        file = sys.stdin.buffer if name == STDIN else self._stack.enter_context(_open(name))
        head = file.read(SAMPLE)
        if not head.strip():
            raise TableError("empty")
        if head.startswith(_WORKBOOKS) or head.startswith(_PARQUET):
            kind = "parquet" if head.startswith(_PARQUET) else "workbook"
            path = self._spooled(head, file) if name == STDIN else name
            return self._of_child(kind, path, wishes.sheet)
        if name != STDIN:
            self.size = Path(name).stat().st_size
        return self._of_text(head, file, wishes)

    def _spooled(self, head: bytes, file: BinaryIO) -> str:
        """Return a file with all of standard input: workbooks are not read from first to last."""
        copy = self._stack.enter_context(tempfile.NamedTemporaryFile())  # noqa: SIM115 - on the stack
        copy.write(head)
        while block := file.read(_BLOCK):
            copy.write(block)
        copy.flush()
        return copy.name

    def _of_text(self, head: bytes, file: BinaryIO, wishes: Wishes) -> Iterator[Piece]:
        sample = head
        if wishes.encoding:
            encoding = known_encoding(wishes.encoding)
        else:
            sample = _telling_sample(head, file)
            encoding, is_guess = guessed_encoding(sample)
            self.guessed = encoding if is_guess else ""
        text = head.decode(encoding, "replace").lstrip("\ufeff")
        blocks = with_newlines(self._blocks(head, file, encoding))
        if text.lstrip().startswith("{"):
            return self._objects(Lines(blocks), first_row=1)
        if text.lstrip().startswith("["):
            raise TableError("json-list")
        row, before = 1, ""
        if text.startswith("sep="):
            # Excel's own way to name the delimiter.
            row, before = 2, text[4:5]
        self.delimiter = wishes.delimiter or before or guessed_delimiter(text)
        lines = Lines(blocks, self.delimiter)
        if before:
            lines.line()
        return self._delimited(lines, first_row=row)

    def _blocks(self, head: bytes, file: BinaryIO, encoding: str) -> Iterator[bytes]:
        self._read = 0

        def raw() -> Iterator[bytes]:
            block = head
            while block:
                self._read += len(block)
                yield block
                block = file.read(_BLOCK)

        if encoding == "utf-8":
            return raw()
        if encoding == "utf-8-sig":
            blocks = raw()
            return chain((next(blocks).removeprefix(b"\xef\xbb\xbf"),), blocks)
        return as_utf8(raw(), encoding)

    def _objects(self, lines: Lines, *, first_row: int) -> Iterator[Piece]:
        for content, rows in lines.pieces():
            yield Piece(kind="objects", first_row=first_row, rows=rows, content=content,
                        read=self._read)  # fmt: skip
            first_row += rows

    def _delimited(self, lines: Lines, *, first_row: int) -> Iterator[Piece]:
        self.columns = _named(_header(lines))
        lines.width = len(self.columns)
        first_row += 1
        for content, rows in lines.pieces():
            kind = "lines"
            if b'"' in content:
                content, rows = _cut(lines, content)
                kind = "cells"
            yield Piece(kind=kind, first_row=first_row, rows=rows, content=content,
                        read=self._read)  # fmt: skip
            first_row += rows

    def _of_child(self, kind: str, path: str, sheet: str) -> Iterator[Piece]:
        command = [sys.executable, "-m", "letterkit.batching.table_process", kind, path, sheet]
        child = self._stack.enter_context(
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
        )
        self._stack.callback(child.kill)
        if child.stdout is None:
            raise TableError("broken")
        lines = Lines(_from_child(child.stdout))
        first_row, self.size = msgspec.json.decode(lines.line() or b"[1,0]")
        header = lines.line()
        if header is None:
            raise TableError("empty")
        self.columns = _named(msgspec.json.decode(header))
        first_row += 1
        for content, rows in lines.pieces():
            yield Piece(kind="cells", first_row=first_row, rows=rows, content=content,
                        read=first_row + rows)  # fmt: skip
            first_row += rows


def tables_named(inputs: Sequence[str]) -> list[str]:
    """Return the tables that paths stand for, those of a folder by name.

    Raises:
        UnreadableFileError, TableError: there is no such file, or no table in a folder.
    """
    names: list[str] = []
    for given in inputs:
        if given == STDIN or not Path(given).is_dir():
            names.append(given)
            continue
        inside = [str(path) for path in sorted(Path(given).iterdir()) if _is_table(path)]
        if not inside:
            raise TableError("no-tables").in_file(given)
        names += inside
    return names


def _is_table(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and path.name[0] not in ".~" and path.is_file()


def _open(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except FileNotFoundError as error:
        raise UnreadableFileError("missing") from error
    except PermissionError as error:
        raise UnreadableFileError("denied") from error
    except (OSError, ValueError) as error:
        detail = str(getattr(error, "strerror", error))
        raise UnreadableFileError("failed", detail=detail) from error


def _telling_sample(head: bytes, file: BinaryIO) -> bytes:
    """Return the first block that holds more than ASCII: before it, any encoding would do."""
    if not head.isascii() or not file.seekable():
        return head
    sample = head
    while sample and sample.isascii():
        sample = file.read(_BLOCK)
    file.seek(len(head))
    return sample or head


def _named(cells: object) -> tuple[str, ...]:
    """Return the names of a header.

    Raises:
        TableError: it names nothing, or two columns alike.
    """
    if not isinstance(cells, list):
        raise TableError("no-header")
    names = [plain(str(cell or "")) for cell in cells]
    while names and not names[-1]:
        names.pop()
    if all(not name or name.isdecimal() for name in names):
        raise TableError("no-header")
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise TableError("duplicate", ", ".join(twice))
    return tuple(name or f"#{number}" for number, name in enumerate(names, start=1))


def _header(lines: Lines) -> object:
    """Return the cells of the first row that has any."""
    while (line := lines.line()) is not None:
        ahead = [line]
        row, used = lines.row(ahead, 0)
        lines.give_back(ahead[used:])
        if line.strip():
            return msgspec.json.decode(row)
    raise TableError("empty")


def _cut(lines: Lines, content: bytes) -> tuple[bytes, int]:
    """Return the rows of a piece in which there are quotation marks, as JSON."""
    inside = content.split(b"\n")
    at, end = 0, len(inside)
    cut = []
    while at < end:
        row, used = lines.row(inside, at)
        cut.append(row)
        at += used
    lines.give_back(inside[at:])
    return b"\n".join(cut), len(cut)


def _from_child(output: IO[bytes]) -> Iterator[bytes]:
    """Yield a child's lines up to its last word.

    Raises:
        TableError: it said what is wrong, or died before its last word.
    """
    for line in output:
        if line.startswith(b"{"):
            said = msgspec.json.decode(line)
            if not said:
                return
            names, _, known = (plain(part) for part in said["names"].partition("\n"))
            if said["error"] == "extra":
                raise MissingExtraError(names)
            raise TableError(said["error"], names, known=known)
        yield line
    raise TableError("too-big")
