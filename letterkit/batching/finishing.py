"""Makes workbooks, Parquet files and archives of letters, each with the same bytes every time."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from letterkit.batching.errors import NotForSheetsError
from letterkit.batching.job import Job, Letter
from letterkit.batching.names import TakenNames
from letterkit.batching.tables import cells_of, columns_written
from letterkit.errors.usage import MissingExtraError

SHEET_ROWS = 1_048_576
SHEET_CELL = 32_767
"""Characters that a cell of a workbook holds."""
_PARQUET_ROWS = 5_000
_THEN = datetime(1980, 1, 1, tzinfo=UTC)
"""The day that an archive can name at the earliest: files do not tell when they were made."""
_RULE = "\n\n----------\n\n"


def text_of(letter: Letter) -> str:
    """Return what stands in a letter's own file."""
    parts = (letter.text, letter.beside, letter.form, letter.follow_up)
    return _RULE.join(part.rstrip("\n") for part in parts if part) + "\n"


def write_workbook(letters: Iterator[Letter], path: Path, job: Job) -> None:
    """Write a sheet of letters; every cell is text, so that nothing in it is ever a formula.

    Raises:
        NotForSheetsError: a letter is longer than a cell, or there are more than a sheet holds.
    """
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "tmpdir": str(path.parent)}  # fmt: skip
    columns = columns_written(job)
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _THEN})
        sheet = book.add_worksheet()
        for at, name in enumerate(columns):
            sheet.write_string(0, at, name)
        for number, letter in enumerate(letters, start=1):
            cells = cells_of(letter, columns)
            if number >= SHEET_ROWS or any(len(cell) > SHEET_CELL for cell in cells):
                raise NotForSheetsError(row=letter.row)
            for at, cell in enumerate(cells):
                sheet.write_string(number, at, cell)


def write_parquet(letters: Iterator[Letter], path: Path, job: Job) -> None:
    """Write a Parquet file; `row` is a number, everything else text.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingExtraError("parquet") from error

    columns = columns_written(job)
    schema = pa.schema(
        [pa.field(name, pa.int64() if name == "row" else pa.string()) for name in columns]
    )
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(letters, _PARQUET_ROWS)):
            rows: list[Any] = [cells_of(letter, columns) for letter in group]
            for row in rows:
                row[0] = int(row[0])
            arrays = [
                pa.array(values, field.type)
                for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def write_archive(letters: Iterator[Letter], path: Path, job: Job) -> None:  # noqa: ARG001 - like its siblings
    """Write a zip archive with a text file for each letter."""
    import zipfile

    taken = TakenNames()
    with zipfile.ZipFile(path, "w", compression=zipfile.ZIP_DEFLATED) as archive:
        for letter in letters:
            entry = zipfile.ZipInfo(taken.take(letter.name, ".txt"))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, text_of(letter).encode("utf-8", "backslashreplace"))


FINISHERS: Mapping[str, Callable[[Iterator[Letter], Path, Job], None]] = {
    "xlsx": write_workbook,
    "parquet": write_parquet,
    "zip": write_archive,
}
