"""Makes tables for tests and reads back what became of them."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import load_workbook

from letterkit.domain.catalog import Catalog
from tests.builders import case_data

LETTERKIT = str(Path(sys.executable).with_name("letterkit"))
DAY = ("--today", "2026-11-22")
INPUTS = ("csv", "tsv", "jsonl", "xlsx", "parquet")
OUTPUTS = ("jsonl", "csv", "tsv", "xlsx", "parquet", "zip", "folder")
PROBLEMS = ("not-received", "wrong-tracking", "defective")
LANGUAGES = ("ru", "it", "ko", "ka")
ITEMS = ("Наушники", "Cuffie «è»", "헤드폰", "ყურსასმენი")

Rows = list[dict[str, str]]


def case_rows(catalog: Catalog, count: int, **changes: Any) -> Rows:
    """Return complete cases as rows of a table, with dotted names for columns."""
    return [_case_row(catalog, number, changes) for number in range(count)]


def _case_row(catalog: Catalog, number: int, changes: dict[str, Any]) -> dict[str, str]:
    data = case_data(
        catalog,
        problem=PROBLEMS[number % 3],
        language=LANGUAGES[number % 4],
        order__number=str(8123456789012345 + number),
        order__item=ITEMS[number % 4],
        **changes,
    )
    return flat(data)


def flat(data: Any, name: str = "") -> dict[str, str]:
    """Return nested data by dotted names, the rows of a list counted from 1."""
    if isinstance(data, dict):
        inside = [(f"{name}.{key}".lstrip("."), value) for key, value in data.items()]
    elif isinstance(data, list) and data and isinstance(data[0], dict):
        inside = [(f"{name}.{number}", value) for number, value in enumerate(data, start=1)]
    elif isinstance(data, list):
        return {name: "; ".join(data)}
    elif isinstance(data, bool):
        return {name: "true" if data else "false"}
    else:
        return {name: str(data)}
    return {key: text for part, value in inside for key, text in flat(value, part).items()}


def columns_of(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


def write_table(path: Path, rows: Rows) -> Path:
    """Write rows in the format that the path's ending names."""
    kind = path.suffix.removeprefix(".")
    columns = columns_of(rows)
    if kind == "jsonl":
        lines = (json.dumps(row, ensure_ascii=False) for row in rows)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    elif kind == "xlsx":
        write_sheet(path, [columns, *([row.get(name, "") for name in columns] for row in rows)])
    elif kind == "parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        arrays = {name: [row.get(name) for row in rows] for name in columns}
        pq.write_table(pa.table(arrays), path, row_group_size=200)
    else:
        path.write_bytes(as_csv(rows, "\t" if kind == "tsv" else ",").encode())
    return path


def as_csv(rows: Rows, delimiter: str = ",") -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns_of(rows), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_sheet(path: Path, rows: Iterable[Iterable[Any]]) -> Path:
    """Write a workbook: text as text, numbers, dates and formulas as what they are."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, cells in enumerate(rows):
            for number, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(at, number, cell, day)
                elif isinstance(cell, str) and cell.startswith("=="):
                    sheet.write_formula(at, number, cell[1:])
                elif isinstance(cell, str):
                    sheet.write_string(at, number, cell)
                else:
                    sheet.write(at, number, cell)
    return path


def texts_written(path: Path) -> list[str]:
    """Return the letters in an output of any kind, in its order."""
    if path.is_dir():
        return [each.read_text() for each in sorted(path.iterdir(), key=_by_number)]
    kind = path.suffix
    if kind == ".jsonl":
        return [json.loads(line)["text"] for line in path.read_text().splitlines()]
    if kind in (".csv", ".tsv"):
        with path.open(newline="") as file:
            return [row["text"] for row in csv.DictReader(file, delimiter=_delimiter(kind))]
    if kind == ".zip":
        with zipfile.ZipFile(path) as archive:
            return [archive.read(name).decode() for name in archive.namelist()]
    if kind == ".xlsx":
        header, *rows = load_workbook(path).get_sheet_by_index(0).to_python()
        return [str(row[header.index("text")]) for row in rows]
    import pyarrow.parquet as pq

    return [str(text) for text in pq.read_table(path).column("text").to_pylist()]


def _delimiter(kind: str) -> str:
    return "\t" if kind == ".tsv" else ","


def _by_number(path: Path) -> int:
    return int(path.name.partition("-")[0].partition(".")[0])


def content_of(path: Path) -> dict[str, bytes]:
    """Return all bytes of an output, by file."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


def letterkit(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the program as its user does."""
    return subprocess.run(
        [LETTERKIT, *map(str, arguments)], capture_output=True, text=True, check=False, **options
    )
