"""`letterkit batch`: what goes in comes out as letters, whatever the formats and the workers."""

import csv
import io
import json
import os
import pty
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from letterkit.cli import run
from letterkit.domain.catalog import Catalog
from tests.batches import (
    DAY,
    INPUTS,
    LETTERKIT,
    OUTPUTS,
    as_csv,
    case_rows,
    content_of,
    texts_written,
    write_table,
)
from tests.builders import a_draft


@pytest.fixture
def table(tmp_path: Path, catalog: Catalog) -> Path:
    return write_table(tmp_path / "cases.jsonl", case_rows(catalog, 12))


def batch(*arguments: str | Path) -> int:
    return run(["batch", *map(str, arguments), *DAY])


@pytest.mark.parametrize("kind", INPUTS)
def test_every_input_format_gives_the_letters_of_the_cases(
    kind: str, tmp_path: Path, catalog: Catalog
) -> None:
    table = write_table(tmp_path / f"cases.{kind}", case_rows(catalog, 6))
    assert batch(table, "--out", tmp_path / "out.jsonl") == 0
    texts = texts_written(tmp_path / "out.jsonl")
    assert len(texts) == 6
    expected = a_draft(
        catalog, problem="wrong-tracking", order__number="8123456789012346",
        order__item="Cuffie «è»",
    )  # fmt: skip
    assert texts[1] == expected.text


@pytest.mark.parametrize("kind", OUTPUTS)
def test_every_output_holds_all_letters_and_the_same_bytes_whatever_the_workers(
    kind: str, tmp_path: Path, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letterkit.batching.delimited.PIECE", 2000)
    table = write_table(tmp_path / "cases.jsonl", case_rows(catalog, 12))
    outs = []
    for workers in ("1", "2"):
        out = tmp_path / workers / f"letters.{kind}".removesuffix(".folder")
        out.parent.mkdir()
        assert batch(table, "--out", out, "--workers", workers) == 0
        outs.append(out)
    assert content_of(outs[0]) == content_of(outs[1])
    texts = texts_written(outs[0])
    assert len(texts) == 12
    for number, text in enumerate(texts):
        assert f"Order {8123456789012345 + number}" in text


def test_standard_input_and_output_are_read_and_written(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(as_csv(case_rows(catalog, 3)).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert batch("-", "--out", "-", "--workers", "1") == 0
    lines = capsysbinary.readouterr().out.splitlines()
    assert [json.loads(line)["row"] for line in lines] == [2, 3, 4]


def test_a_folder_and_several_files_are_read_by_name(tmp_path: Path, catalog: Catalog) -> None:
    rows = case_rows(catalog, 4)
    folder = tmp_path / "in"
    folder.mkdir()
    write_table(folder / "b.csv", rows[2:])
    write_table(folder / "a.jsonl", rows[:2])
    (folder / "notes.md").write_text("no table")
    out = tmp_path / "out.jsonl"
    assert batch(folder, "--out", out) == 0
    letters = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(Path(each["file"]).name, each["row"]) for each in letters] == [
        ("a.jsonl", 1), ("a.jsonl", 2), ("b.csv", 2), ("b.csv", 3),
    ]  # fmt: skip


def test_limit_and_offset_choose_rows_across_files(tmp_path: Path, catalog: Catalog) -> None:
    rows = case_rows(catalog, 6)
    one = write_table(tmp_path / "1.csv", rows[:3])
    two = write_table(tmp_path / "2.csv", rows[3:])
    out = tmp_path / "out.jsonl"
    assert batch(one, two, "--out", out, "--offset", "2", "--limit", "3") == 0
    numbers = [json.loads(line)["number"] for line in out.read_text().splitlines()]
    assert numbers == [row["order.number"] for row in rows[2:5]]


def test_each_row_can_have_its_own_letter_and_language_beside(
    tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 2)
    rows[0]["letter"] = "ask-seller"
    table = write_table(tmp_path / "cases.csv", rows)
    out = tmp_path / "out.jsonl"
    assert batch(table, "--out", out, "--beside", "--form") == 0
    one, two = [json.loads(line) for line in out.read_text().splitlines()]
    assert (one["letter"], two["letter"]) == ("ask-seller", "open-dispute")
    assert (one["language"], two["language"]) == ("ru", "it")
    assert "Заказ" in one["beside"]
    assert "Did you receive your goods?: " in two["form"]


def test_a_kept_column_stands_beside_the_letter(tmp_path: Path, catalog: Catalog) -> None:
    rows = [{**row, "email": f"{row['language']}@example.org"} for row in case_rows(catalog, 2)]
    table = write_table(tmp_path / "cases.csv", rows)
    assert batch(table, "--out", tmp_path / "out.csv", "--keep", "email") == 0
    with (tmp_path / "out.csv").open(newline="") as file:
        assert [row["email"] for row in csv.DictReader(file)] == [
            "ru@example.org",
            "it@example.org",
        ]


def test_a_dry_run_checks_all_rows_shows_letters_and_writes_nothing(
    tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(tmp_path.iterdir())
    assert batch(table, "--dry-run") == 0
    said = capsys.readouterr()
    assert said.out.count("I have not received this order.") == 2
    assert "Rows: 12. Letters: 12. Refused: 0." in said.err
    assert sorted(tmp_path.iterdir()) == before


def test_the_summary_names_the_days_that_come_first(
    tmp_path: Path, catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = case_rows(catalog, 3)
    rows[2]["order.protection_ends"] = "2026-11-23"
    table = write_table(tmp_path / "cases.csv", rows)
    assert batch(table, "--out", tmp_path / "out.jsonl", "--json") == 0
    summary = json.loads(capsys.readouterr().out)
    assert summary["letters"] == 3
    assert summary["by_letter"] == {"open-dispute": 3}
    assert summary["soonest"][0] == {
        "day": "2026-11-23", "row": 4, "file": "", "number": "8123456789012347",
    }  # fmt: skip


def test_quiet_says_nothing(
    tmp_path: Path, table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert batch(table, "--out", tmp_path / "out.jsonl", "--quiet") == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_what_is_written_is_for_its_owner_alone(tmp_path: Path, table: Path) -> None:
    for name in ("letters", "letters.jsonl", "letters.xlsx", "letters.zip", "letters.parquet"):
        assert batch(table, "--out", tmp_path / name, "--workers", "1") == 0
    written = [path for path in tmp_path.rglob("letters*") if path != table]
    assert len(written) == 10
    for path in [*written, *(tmp_path / "letters").iterdir()]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_progress_line_is_told_where_nobody_sees_a_bar(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("letterkit.cli.batch_progress.SECONDS_APART", 0.0)
    assert batch(table, "--out", tmp_path / "out.jsonl") == 0
    assert "100%  Rows: 12. Each second: " in capsys.readouterr().err


def test_a_terminal_sees_a_bar_with_rate_and_time_left(tmp_path: Path, table: Path) -> None:
    mine, theirs = pty.openpty()
    command = [LETTERKIT, "batch", str(table), "--out", str(tmp_path / "out.jsonl"), *DAY]
    process = subprocess.Popen(command, stderr=theirs)
    os.close(theirs)
    said = b""
    # At its end a terminal raises, or gives nothing more.
    with suppress(OSError):
        while part := os.read(mine, 65_536):
            said += part
    os.close(mine)
    assert process.wait() == 0
    assert b"Rows: 12. Each second: " in said
    assert b"100%" in said
    assert b":00" in said


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("{order.item}", "../../etc/passwd", "etc-passwd.txt"),
        ("{order.item}", "CON", "_CON.txt"),
        ("{order.item}", "a\\b:c*?", "a-b-c.txt"),
        ("{order.item}", ". .", "letter.txt"),
        ("{order.item}", "\u202egpj.exe", "gpj.exe.txt"),
        ("{order.item}", "é" * 300, "é" * 90 + ".txt"),
        ("{order.number}-{letter}", "", "8123456789012345-open-dispute.txt"),
    ],
)
def test_no_row_can_choose_a_harmful_file_name(
    pattern: str, value: str, expected: str, tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 1)
    rows[0]["order.item"] = value or rows[0]["order.item"]
    table = write_table(tmp_path / "cases.jsonl", rows)
    out = tmp_path / "out"
    assert batch(table, "--out", out, "--name", pattern) == 0
    assert [path.name for path in out.iterdir()] == [expected]
    assert len(expected.encode()) <= 200


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_names_that_a_file_system_may_take_for_the_same_are_numbered(
    kind: str, tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 4)
    names = ("Straße", "STRASSE", "straße", "Stra\u00dfe")
    for row, name in zip(rows, names, strict=True):
        row["order.item"] = name
    table = write_table(tmp_path / "cases.jsonl", rows)
    out = tmp_path / f"out.{kind}".removesuffix(".folder")
    assert batch(table, "--out", out, "--name", "{order.item}") == 0
    if kind == "zip":
        import zipfile

        found = zipfile.ZipFile(out).namelist()
    else:
        found = [path.name for path in out.iterdir()]
    assert sorted(found) == ["STRASSE-2.txt", "Straße-4.txt", "Straße.txt", "straße-3.txt"]
