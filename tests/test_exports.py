"""Tables that letterkit has written, opened again: not one cell is a formula."""

import csv
import json
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from letterkit.cli import run
from letterkit.domain.text import plain
from tests.corpora import naughty_strings
from tests.harmful import FORMULAS

COLUMNS = ("a", "=1+1", "@b")
"""A table can have formulas in its header, too."""


def formulas_in(path: Path) -> int:
    """Return the number of cells that a spreadsheet would run."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]
        return sum(len(re.findall(rb"<f[ >/]", sheet)) for sheet in sheets)
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ",")
        return sum(cell.startswith(FORMULAS) for row in rows for cell in row)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    hostile = [text for text in naughty_strings() if plain(text)]
    rows = [dict.fromkeys(COLUMNS, text) for text in [*hostile, *FORMULAS]]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "letter.txt").write_text("{{ a }}")
    return path


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
def test_no_cell_of_an_output_or_of_refused_rows_is_a_formula(
    kind: str, table: Path, tmp_path: Path
) -> None:
    out = tmp_path / f"out.{kind}"
    asked = ["batch", table, "--template", tmp_path / "letter.txt", "--out", out, "--quiet",
             *(part for name in COLUMNS for part in ("--keep", name))]  # fmt: skip
    assert run([str(each) for each in asked]) in (0, 1)
    assert out.stat().st_size > 10_000
    assert formulas_in(out) == 0


def test_no_refused_row_is_a_formula(table: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in table.read_text().splitlines()]
    source, refused = tmp_path / "rows.csv", tmp_path / "refused.csv"
    with source.open("w", newline="", encoding="utf-8", errors="replace") as file:
        writer = csv.writer(file)
        writer.writerow(["problem", "order.item"])
        writer.writerows(["nonsense", row["a"].replace("\0", "")] for row in rows)
    asked = ["batch", source, "--out", tmp_path / "out.csv", "--refused", refused, "--quiet"]
    assert run([str(each) for each in asked]) == 1
    assert refused.stat().st_size > 10_000
    assert formulas_in(refused) == 0


def test_tables_as_scripts_write_them_are_caught(table: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in table.read_text().splitlines()]
    naive, sheet = tmp_path / "naive.csv", tmp_path / "naive.xlsx"
    with naive.open("w", newline="", encoding="utf-8", errors="replace") as file:
        csv.writer(file).writerows([row["a"]] for row in rows)
    with xlsxwriter.Workbook(str(sheet)) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write(number, 0, row["a"].encode("utf-8", "replace").decode())
    assert formulas_in(naive) > 10
    assert formulas_in(sheet) >= 2
