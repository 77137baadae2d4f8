"""Rows that cannot become letters: each alone is refused, with row, column, reason, what to do."""

import csv
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from letterkit.cli import run
from letterkit.domain.catalog import Catalog
from tests.batches import (
    DAY,
    as_csv,
    case_rows,
    content_of,
    letterkit,
    texts_written,
    write_sheet,
    write_table,
)

BAD_CELLS = {
    "no such problem": ("problem", "not-recieved", "problem", "There is no problem called"),
    "missing answer": ("order.item", "", "order.item", "order.item: What did you buy?"),
    "day to come": ("order.ordered", "2027-01-01", "order.ordered", "has not come yet"),
    "no such day": ("order.ordered", "2026-02-30", "order.ordered", "cannot be used"),
    "excel day": ("order.ordered", "46000", "order.ordered", "probably 2025-12-09"),
    "unclear day": ("order.ordered", "03/04/2026", "order.ordered", "which number is the day"),
    "sum without currency": ("order.paid", "24.90", "order.paid", "the sum and the currency"),
    "lost digits": ("order.number", "8,12346E+15", "order.number", "has lost digits"),
    "formula": ("order.item", "=SUM(A1:A9)", "order.item", "holds a formula"),
    "formula error": ("order.item", "#REF!", "order.item", "formula in this cell failed"),
    "damaged text": ("order.item", "Nau\ufffdhniki", "order.item", "got lost before"),
    "nul": ("order.item", "Head\0phones", "order.item", "a NUL character"),
    "10 MB cell": ("order.item", "x" * 10_000_000, "order.item", "too long: more than 100000"),
}


def batch(*arguments: str | Path) -> int:
    return run(["batch", *map(str, arguments), *DAY, "--workers", "1"])


def refused_in(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(20_000_000)
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("fault", BAD_CELLS)
def test_a_bad_cell_refuses_its_row_alone(fault: str, tmp_path: Path, catalog: Catalog) -> None:
    column, value, told_column, reason = BAD_CELLS[fault]
    rows = case_rows(catalog, 3)
    rows[1][column] = value
    table = write_table(tmp_path / "cases.csv", rows)
    out, refused = tmp_path / "out.jsonl", tmp_path / "refused.csv"
    assert batch(table, "--out", out, "--refused", refused) == 1
    assert len(texts_written(out)) == 2
    (told,) = refused_in(refused)
    assert (told["row"], told["column"]) == ("3", told_column)
    assert reason in told["reason"]
    assert len(told["reason"]) < 1500
    assert told["order.tracking"] == rows[1]["order.tracking"]


BAD_LINES = {
    "more cells than columns": (b"not-received,1,2,3,4", "", "more cells than the header"),
    "quote never closed": (b'not-received,"open,1', "", "never closed"),
    "another encoding": ("not-received,1,Наушники".encode("cp1251"), "", "another encoding"),
}


@pytest.mark.parametrize("fault", BAD_LINES)
@pytest.mark.parametrize("quoted", [True, False])
def test_a_bad_line_refuses_itself_and_not_the_next(
    fault: str, quoted: bool, tmp_path: Path
) -> None:
    line, column, reason = BAD_LINES[fault]
    good = "not-received,{},Наушники".format
    template = tmp_path / "letter.txt"
    template.write_text("{{ number }} {{ item }}")
    lines = [b"problem,number,item", good(1).encode(), line, good(2).encode(), good(3).encode()]
    if quoted:
        lines[3] = 'not-received,2,"Науш\nники"'.encode()
    table = tmp_path / "cases.csv"
    table.write_bytes(b"\r\n".join(lines))
    out, refused = tmp_path / "out.jsonl", tmp_path / "refused.csv"
    assert batch(table, "--template", template, "--out", out, "--refused", refused) == 1
    assert [text.partition(" ")[0] for text in texts_written(out)] == ["1", "2", "3"]
    (told,) = refused_in(refused)
    assert (told["row"], told["column"]) == ("3", column)
    assert reason in told["reason"]


def test_lines_that_are_no_json_are_refused_one_by_one(tmp_path: Path, catalog: Catalog) -> None:
    good = json.dumps(case_rows(catalog, 1)[0])
    table = tmp_path / "cases.jsonl"
    table.write_bytes(b"\n".join([good.encode(), b'{"problem": ', b"", b"[1]", b'{"a":"\xff"}']))
    out, refused = tmp_path / "out.jsonl", tmp_path / "refused.jsonl"
    assert batch(table, "--out", out, "--refused", refused) == 1
    assert len(texts_written(out)) == 1
    told = [json.loads(line) for line in refused.read_text().splitlines()]
    assert [each["row"] for each in told] == [2, 4, 5]
    assert "another encoding" in told[2]["reason"]


def test_the_refused_file_is_a_valid_input_and_mended_rows_go_on_from_there(
    tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 5)
    rows[1]["order.item"] = "=SUM(A1)"
    rows[3]["order.number"] = "+7 900"
    rows[4]["problem"] = "nonsense"
    table = write_table(tmp_path / "cases.csv", rows)
    out, refused = tmp_path / "out.csv", tmp_path / "refused.csv"
    assert batch(table, "--out", out, "--refused", refused) == 1
    assert "=SUM" not in [line[:4] for line in refused.read_text().split(",")]
    kept = content_of(out), content_of(refused)

    assert batch(refused, "--out", out, "--refused", refused, "--resume") == 0
    assert (content_of(out), content_of(refused)) == kept

    mended = refused_in(refused)
    mended[0]["order.item"], mended[1]["problem"] = "Headphones", "defective"
    again = tmp_path / "mended.csv"
    again.write_text(as_csv(mended), encoding="utf-8")
    batch(again, "--out", out, "--resume")
    assert len(texts_written(out)) >= 4


@pytest.mark.parametrize("language", ["ru", "it", "ko", "ka"])
def test_a_reason_is_given_in_the_language_asked_for(
    language: str, tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 1)
    rows[0]["order.item"] = "=SUM(A1)"
    table = write_table(tmp_path / "cases.csv", rows)
    refused = tmp_path / "refused.csv"
    batch(table, "--out", tmp_path / "out.csv", "--refused", refused, "--lang", language)
    reason = refused_in(refused)[0]["reason"]
    assert "=SUM(A1)" in reason
    assert "formula, not" not in reason


def test_fail_fast_stops_and_its_last_line_is_the_command_that_goes_on(
    tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 4)
    rows[2]["problem"] = "nonsense"
    table = write_table(tmp_path / "my cases.csv", rows)
    out = tmp_path / "out.jsonl"
    stopped = letterkit("batch", table, "--out", out, "--fail-fast", *DAY)
    assert stopped.returncode == 1
    assert not out.exists()
    assert "row 4, problem: " in stopped.stderr
    rows[2]["problem"] = "defective"
    write_table(table, rows)
    command = stopped.stderr.splitlines()[-1]
    assert command.endswith("--resume")
    assert subprocess.run(command, shell=True, capture_output=True).returncode == 0
    assert len(texts_written(out)) == 4


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx"])
def test_no_output_holds_a_formula(kind: str, tmp_path: Path) -> None:
    template = tmp_path / "letter.txt"
    template.write_text("{{ text }}")
    table = tmp_path / "rows.jsonl"
    hostile = ["=cmd|' /C calc'!A0", "+1", "-1+1", "@SUM(1)", "\t=1", "=HYPERLINK(1)"]
    table.write_text("".join(json.dumps({"text": text}) + "\n" for text in hostile))
    out = tmp_path / f"out.{kind}"
    assert batch(table, "--template", template, "--out", out) == 0
    if kind == "xlsx":
        assert b"<f>" not in zipfile.ZipFile(out).read("xl/worksheets/sheet1.xml")
        assert texts_written(out)[0] == hostile[0]
    else:
        assert not [text for text in texts_written(out) if text.startswith(tuple("=+-@\t\r"))]


def test_numbers_in_a_workbook_keep_every_digit_or_are_refused(tmp_path: Path) -> None:
    template = tmp_path / "letter.txt"
    template.write_text("{{ number }}")
    numbers = [8123456789012345.0, 81234567890123, 8123456789012340.0, 8.1e19, "8" * 20, 24.5]
    table = write_sheet(tmp_path / "a.xlsx", [["number"], *([each] for each in numbers)])
    out = tmp_path / "out.jsonl"
    assert batch(table, "--template", template, "--out", out) == 1
    assert texts_written(out) == ["8123456789012345", "81234567890123", "8" * 20, "24.5"]


def test_a_mail_merge_stops_at_the_first_bad_row(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text(
        "TO: {{email}}\nSUBJECT: x\nFROM: a@example.org\nATTACHMENT: {{file}}\n\nDear {{name}}\n"
    )
    (tmp_path / "c.conf").write_text("[smtp_server]\nhost = localhost\nport = 25\n")
    (tmp_path / "ok.txt").write_text("ok")
    rows = ["a@example.org,A,ok.txt", "b@example.org,B,none.txt", "c@example.org,C,ok.txt"]
    (tmp_path / "d.csv").write_text("email,name,file\n" + "\n".join(rows) + "\n")
    command = [
        str(Path(sys.executable).with_name("mailmerge")),
        "--no-limit",
        "--template",
        "t.txt",
        "--database",
        "d.csv",
        "--config",
        "c.conf",
        "--output-format",
        "text",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 1
    assert "Dear A" in done.stdout
    assert "Dear C" not in done.stdout
