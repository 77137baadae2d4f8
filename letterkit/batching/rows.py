"""Cuts a shard into rows: what each holds, what is wrong with it as text, and its key."""

import re
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

import msgspec

from letterkit.batching.errors import RowError
from letterkit.batching.job import REFUSED_COLUMNS, Shard

CELL_LIMIT = 100_000
"""Characters of a cell."""
KEY_SIZE = 8
"""Bytes of a row's key: two of a million rows meet with a chance of 1 in 37 million."""

# One passage over the whole shard: what no row needs to be looked at for alone.
_ODD = re.compile(rb"\0|\xef\xbf\xbd|\d[Ee]\+|=|'[-=+@\t\r]|#[A-Z]")
_LOST_DIGITS = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?[Ee]\+\d+\s*", re.ASCII)
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
_FORMULA = re.compile(r"=[\w(+@-]")
_FORMULA_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"))
DEFUSED = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet would run, one in Korean or Japanese too."""
_decode = msgspec.json.Decoder().decode


class Row(msgspec.Struct, kw_only=True):
    """One row as it was read."""

    number: int
    cells: tuple[str, ...] = ()
    """Of a table; text that could not be cut stands in the first."""
    data: Any = None
    """Of a table, its cells by position (text; of Parquet also lists); else the object."""
    size: int
    key: bytes
    text: str
    """All of it in one line; of a table, its cells a unit separator apart."""
    error: RowError | None = None


def rows_of(shard: Shard) -> Iterator[Row]:
    """Yield the rows of a shard that are not empty and not done already."""
    rows = _objects(shard) if shard.kind == "objects" else _table_rows(shard)
    if not shard.skip:
        return rows
    # Empty rows have no place in `skip`.
    return (row for row, done in zip(rows, shard.skip, strict=True) if not done)


def _objects(shard: Shard) -> Iterator[Row]:
    for number, line in enumerate(shard.content.split(b"\n"), start=shard.first_row):
        line = line.strip()
        if not line:
            continue
        try:
            text, error = line.decode("utf-8"), None
        except UnicodeDecodeError:
            text, error = line.decode("utf-8", "backslashreplace"), RowError("encoding")
        key = blake2b(line, digest_size=KEY_SIZE).digest()
        row = Row(number=number, size=len(line), key=key, text=text, error=error)
        if error is None:
            row.error = _decoded_into(row, line)
        yield row


def _decoded_into(row: Row, line: bytes) -> RowError | None:
    """Set what a line holds as the row's data, or return why it cannot be."""
    try:
        row.data = _decode(line)
    except (msgspec.DecodeError, RecursionError):
        return RowError("not-json")
    if type(row.data) is not dict:
        return RowError("not-json")
    return _long_value(row.data) if len(line) > CELL_LIMIT else None


def _long_value(data: dict[str, Any]) -> RowError | None:
    for name, value in data.items():
        if isinstance(value, str) and len(value) > CELL_LIMIT:
            return RowError("long", key=name, limit=CELL_LIMIT)
    return None


def _table_rows(shard: Shard) -> Iterator[Row]:
    columns = shard.columns
    own = [at for at, name in enumerate(columns) if name not in REFUSED_COLUMNS]
    names = [columns[at] for at in own]
    is_whole = len(own) == len(columns)
    in_order = sorted(range(len(names)), key=names.__getitem__)
    is_odd = _ODD.search(shard.content) is not None
    cut = _cut_lines(shard) if shard.kind == "lines" else _cut_cells(shard)
    for number, (cells, error) in enumerate(cut, start=shard.first_row):
        if error is None and len(cells) > len(columns):
            error = _surplus(cells, len(columns))
        if not is_whole and error is None:
            cells = [cells[at] for at in own if at < len(cells)]
        is_cut = error is None
        if is_cut:
            cells.extend([""] * (len(names) - len(cells)))
            if is_odd or shard.kind == "cells":
                error = _mended(cells, names)
        texts = [cell if type(cell) is str else _text(cell) for cell in cells]
        content = "\x1f".join(texts)
        if not content.strip("\x1f \t\r\n"):
            continue
        if error is None and len(content) > CELL_LIMIT:
            error = _long_cell(texts, names)
        # The order of columns, and empty ones, make no difference to what a row says.
        named = [f"{names[at]}\x1e{texts[at]}" for at in in_order if texts[at]] if is_cut else texts
        told = "\x1f".join(named)
        key = blake2b(told.encode("utf-8", "surrogatepass"), digest_size=KEY_SIZE).digest()
        row = Row(number=number, cells=tuple(texts), data=cells, size=4 * len(content),
                  key=key, text=content, error=error)  # fmt: skip
        yield row


def _cut_lines(shard: Shard) -> Iterator[tuple[list[Any], RowError | None]]:
    try:
        text = shard.content.decode("utf-8")
    except UnicodeDecodeError:
        text = shard.content.decode("utf-8", "surrogateescape")
        damaged = True
    else:
        damaged = False
    for line in text.split("\n"):
        # A field is bounded here, not by a setting that all readers of the process share.
        cells = line.rstrip("\r").split(shard.delimiter)
        error = None
        if damaged and not _is_encodable(line):
            cells = [cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
                     for cell in cells]  # fmt: skip
            error = RowError("encoding")
        yield cells, error


def _is_encodable(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _cut_cells(shard: Shard) -> Iterator[tuple[list[Any], RowError | None]]:
    for line in shard.content.split(b"\n"):
        decoded = _decode(line) if line else []
        if isinstance(decoded, dict):
            yield [decoded["raw"]], RowError(decoded["why"])
        else:
            yield decoded, None


def _surplus(cells: list[Any], width: int) -> RowError | None:
    if any(map(_text, cells[width:])):
        return RowError("cells")
    del cells[width:]
    return None


def _text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    return msgspec.json.encode(cell).decode()


def _mended(cells: list[Any], names: list[str]) -> RowError | None:
    """Undo what spreadsheets do to texts; return the first thing that cannot be undone."""
    first: RowError | None = None
    for at, cell in enumerate(cells):
        error = None
        if type(cell) is float:
            error = RowError("digits", given=repr(cell))
        elif type(cell) is str and cell:
            if cell[0] == "=" and (told := _TEXT_FORMULA.fullmatch(cell)):
                # The usual way to bring digits through Excel whole.
                cells[at] = told[1]
            elif cell[0] == "'" and cell[1:2] and cell[1] in DEFUSED:
                cells[at] = cell[1:]
            error = _error_in(cells[at])
        if error is not None and first is None:
            error.key = names[at]
            first = error
    return first


def _long_cell(texts: list[str], names: list[str]) -> RowError | None:
    for name, text in zip(names, texts, strict=False):
        if len(text) > CELL_LIMIT:
            return RowError("long", key=name, limit=CELL_LIMIT)
    return None


def _error_in(cell: str) -> RowError | None:
    if "\0" in cell:
        return RowError("nul")
    if "\ufffd" in cell:
        return RowError("damaged", given=cell)
    if _FORMULA.match(cell):
        return RowError("formula", given=cell)
    if cell in _FORMULA_ERRORS:
        return RowError("formula-error", given=cell)
    if "+" in cell and _LOST_DIGITS.fullmatch(cell):
        return RowError("digits", given=cell)
    return None
