"""Reads a workbook or a Parquet file in a process of its own, with bounds on memory and time.

A workbook of 2 KB can ask for more memory than there is and take its reader down with it. So the
reader is a child: it prints the header, then each row, as JSON arrays, and says when it is done.

    python -m letterkit.batching.table_process workbook|parquet FILE [SHEET]
"""

import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec

MEMORY = 512 * 1024 * 1024
"""Bytes that the process may hold, itself and its libraries included."""
SECONDS = 20
"""Of CPU time, and one more for each MB of the file."""
EXACT = 2**53
"""From here on a spreadsheet's number may stand for several whole numbers."""
_ROUNDED = 10**15
"""Excel keeps 15 digits; of a longer number that ends in 0 nobody knows what it was."""

_Rows = Iterator[list[Any]]


def main(kind: str, path: str, sheet: str = "") -> int:
    """Print the rows and return an exit code."""
    # Ctrl-C is for the parent, which ends this process when it is done with it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        rows = _parquet(path) if kind == "parquet" else _workbook(path, sheet)
        _print_all(rows)
    except _SaidError as error:
        _say(*error.args)
    except MemoryError:
        _say("too-big", "")
    return 0


def _say(error: str, names: str) -> None:
    sys.stdout.buffer.write(msgspec.json.encode({"error": error, "names": names}) + b"\n")


class _SaidError(Exception):
    """Something to be told: a reason of TableError and what it names."""


def _print_all(rows: _Rows) -> None:
    encode = msgspec.json.Encoder(enc_hook=str, decimal_format="string").encode
    out = sys.stdout.buffer
    for row in rows:
        out.write(encode(row) + b"\n")
    out.write(b"{}\n")
    out.flush()


def _limit(path: str) -> None:
    """Bound the memory and the CPU time of this process."""
    try:
        import resource
    except ImportError:  # Windows has no such bounds
        return
    # The bound is on addresses, of which libraries reserve more than they fill.
    pages = Path("/proc/self/statm")
    numbers = pages.read_text().split() if pages.exists() else ("0", "0")
    reserved, filled = (int(number) * os.sysconf("SC_PAGE_SIZE") for number in numbers[:2])
    bound = reserved + MEMORY - filled
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    seconds = SECONDS + Path(path).stat().st_size // 1_000_000
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _workbook(path: str, sheet: str) -> _Rows:
    from python_calamine import CalamineError, PasswordError, load_workbook

    _limit(path)
    try:
        book = load_workbook(path)
        if sheet and sheet not in book.sheet_names:
            raise _SaidError("sheet", f"{sheet}\n{', '.join(book.sheet_names)}")
        table = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        yield [table.start[0] + 1 if table.start else 1, table.height]
        for row in table.iter_rows():
            yield [_of_spreadsheet(cell) for cell in row]
    except PasswordError as error:
        raise _SaidError("password", "") from error
    except CalamineError as error:
        raise _SaidError("broken", str(error)[:200]) from error


def _of_spreadsheet(cell: Any) -> Any:
    """Return a cell as text; a number that may have lost digits stays one, to be refused."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else cell


def _number(cell: float) -> Any:
    if cell != cell or cell in (float("inf"), float("-inf")):
        return str(cell)
    if cell != int(cell):
        return repr(cell)
    whole = int(cell)
    if abs(whole) >= EXACT or (abs(whole) >= _ROUNDED and whole % 10 == 0):
        return float(cell)
    return str(whole)


def _parquet(path: str) -> _Rows:
    # What libraries allocate ahead would count against the bound.
    os.environ["ARROW_DEFAULT_MEMORY_POOL"] = "system"
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise _SaidError("extra", "parquet") from error

    _limit(path)
    try:
        file = pq.ParquetFile(path, memory_map=False, pre_buffer=False)
        yield [1, file.metadata.num_rows + 1]
        yield list(file.schema_arrow.names)
        converters = [_of_type(field.type, pa) for field in file.schema_arrow]
        for batch in file.iter_batches(batch_size=500, use_threads=False):
            columns: Iterable[Any] = (
                map(convert, column.to_pylist()) if convert else column.to_pylist()
                for convert, column in zip(converters, batch.columns, strict=True)
            )
            yield from map(list, zip(*columns, strict=True))
    except pa.ArrowMemoryError as error:
        raise MemoryError from error
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise _SaidError("broken", str(error)[:200]) from error


def _of_type(kind: Any, pa: Any) -> Callable[[Any], Any] | None:
    """Return what makes text of a column's values; None where they can stay as they are."""
    types = pa.types
    if types.is_string(kind) or types.is_large_string(kind) or types.is_nested(kind):
        return None
    if types.is_floating(kind):
        return lambda value: None if value is None else _number(value)
    if types.is_boolean(kind) or types.is_timestamp(kind) or types.is_date(kind):
        return lambda value: None if value is None else _of_spreadsheet(value)
    return lambda value: None if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
