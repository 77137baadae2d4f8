"""Tables as people have them: encodings, delimiters, headers, workbooks; files that are none."""

import json
import os
import subprocess
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from letterkit.batching.delimited import Lines, with_newlines
from letterkit.cli import run
from letterkit.domain.catalog import Catalog
from tests.batches import (
    DAY,
    LETTERKIT,
    as_csv,
    case_rows,
    letterkit,
    texts_written,
    write_sheet,
    write_table,
)
from tests.bombs import parquet_of_huge_cells, sheet_to_the_edge


def batch(*arguments: str | Path) -> int:
    return run(["batch", *map(str, arguments), *DAY, "--workers", "1"])


AS_EXCEL_SAVES = {
    "Russia": ("cp1251", ";", "Наушники беспроводные, чёрные"),
    "Italy": ("cp1252", ";", "Cuffie è già così però"),
    "Korea": ("cp949", ",", "무선 헤드폰 이어폰 검은색"),
    "Georgia, Unicode text": ("utf-16", "\t", "ყურსასმენი"),
    "Georgia, CSV UTF-8": ("utf-8-sig", ";", "ყურსასმენი"),
    "a program": ("utf-8", "|", "ყურსასმენი"),
}


@pytest.mark.parametrize("country", AS_EXCEL_SAVES)
def test_a_table_is_read_as_excel_saves_it_there(
    country: str, tmp_path: Path, catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    encoding, delimiter, item = AS_EXCEL_SAVES[country]
    rows = [{**row, "order.item": item} for row in case_rows(catalog, 8)]
    table = tmp_path / "cases.csv"
    table.write_bytes(as_csv(rows, delimiter).encode(encoding))
    out = tmp_path / "out.jsonl"
    assert batch(table, "--out", out) == 0
    assert all(item in text for text in texts_written(out))
    is_told = "is read as" in capsys.readouterr().err
    assert is_told == (not encoding.startswith("utf"))


def test_encoding_and_delimiter_can_be_said(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("{{ a }}|{{ b }}")
    table = tmp_path / "rows.csv"
    table.write_bytes("a;b,c\nщ;1,2\n".encode("koi8-r"))
    out = tmp_path / "out.jsonl"
    options = ("--encoding", "koi8-r", "--delimiter", ";", "--template", tmp_path / "letter.txt")
    assert batch(table, "--out", out, *options, "--set", "b=2") == 0
    assert texts_written(out) == ["щ|2"]


def test_the_line_in_which_excel_names_the_delimiter_is_no_header(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("{{ a }}-{{ b }}")
    table = tmp_path / "rows.csv"
    table.write_text('sep=|\na|b\n"1|2"|3\n')
    out = tmp_path / "out.jsonl"
    assert batch(table, "--out", out, "--template", tmp_path / "letter.txt") == 0
    assert [json.loads(line) for line in out.read_text().splitlines()] == [
        {"row": 3, "text": "1|2-3"}
    ]


def test_lines_that_end_as_on_old_macs_are_lines() -> None:
    assert b"".join(with_newlines([b"a,b\r1,2\r", b"3,4"])) == b"a,b\n1,2\n3,4"


def test_days_are_understood_as_each_country_writes_them(tmp_path: Path, catalog: Catalog) -> None:
    rows = case_rows(catalog, 5)
    ways = ("13.09.2026", "2026. 9. 13.", "2026/09/13", "13/09/2026", "2026-09-13 00:00:00")
    for row, way in zip(rows, ways, strict=True):
        row["order.ordered"] = way
    out = tmp_path / "out.jsonl"
    assert batch(write_table(tmp_path / "cases.csv", rows), "--out", out) == 0
    assert all("ordered on 13 September 2026" in text for text in texts_written(out))


def test_days_and_numbers_of_a_workbook_are_read_as_what_they_are(
    tmp_path: Path, catalog: Catalog
) -> None:
    (row,) = case_rows(catalog, 1)
    cells = [*row.values()]
    names = [*row]
    cells[names.index("order.ordered")] = date(2026, 9, 13)  # type: ignore[call-overload] # a cell
    cells[names.index("order.number")] = 81234567890123  # type: ignore[call-overload] # a cell
    table = write_sheet(tmp_path / "cases.xlsx", [names, cells])
    out = tmp_path / "out.jsonl"
    assert batch(table, "--out", out) == 0
    assert "Order 81234567890123," in texts_written(out)[0]


def test_a_map_names_columns_values_and_what_cells_mean(tmp_path: Path, catalog: Catalog) -> None:
    (row,) = case_rows(catalog, 1)
    row["Номер заказа"] = row.pop("order.number")
    row["Оплачено"] = "1.024,90"
    row["Дата"] = "03/04/2026"
    row["Что случилось"] = "не дошло"
    for name in ("order.paid", "order.ordered", "problem"):
        del row[name]
    columns = tmp_path / "map.toml"
    columns.write_text(
        'dates = "day/month/year"\ncurrency = "EUR"\n[columns]\n"Номер заказа" = "order.number"\n'
        '"Оплачено" = "order.paid"\n"Дата" = "order.ordered"\n"Что случилось" = "problem"\n'
        '[cells.problem]\n"не дошло" = "not-received"\n'
    )
    table = write_table(tmp_path / "cases.csv", [row])
    out = tmp_path / "out.jsonl"
    assert batch(table, "--out", out, "--columns", columns) == 0
    assert "EUR 1,024.90, ordered on 3 April 2026" in texts_written(out)[0]


HEADERS = {
    "ru": ("Номер заказа", "Товар", "Дата заказа", "Трек-номер"),
    "it": ("Numero ordine", "Articolo", "Data ordine", "Codice di tracciamento"),
    "ko": ("주문번호", "상품명", "주문일", "운송장번호"),
    "ka": ("შეკვეთის ნომერი", "ნივთი", "შეკვეთის თარიღი", "თრექინგ კოდი"),
    "en": ("Order number", "Item", "Order date", "Tracking number"),
}


@pytest.mark.parametrize("language", HEADERS)
def test_a_map_is_proposed_from_headers_in_each_language(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(",".join([*HEADERS[language], "???"]) + "\n1,2,3,4,5\n", encoding="utf-8")
    assert run(["batch", str(table), "--columns-draft", "--lang", language]) == 0
    proposed = tomllib.loads(capsys.readouterr().out)
    names = ("order.number", "order.item", "order.ordered", "order.tracking")
    assert proposed["columns"] == dict(zip(HEADERS[language], names, strict=True))
    assert proposed["ignore"] == ["???"]


@pytest.mark.parametrize(
    ("header", "language"),
    [("Что случилось", "ru"), ("Che cosa è successo", "it"), ("무슨 일", "ko"),
     ("რა მოხდა", "ka"), ("What happened", "en")],
)  # fmt: skip
def test_what_the_app_asks_is_known_as_a_header(
    header: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{header},№\n1,2\n", encoding="utf-8")
    assert run(["batch", str(table), "--columns-draft", "--lang", language]) == 0
    assert tomllib.loads(capsys.readouterr().out)["columns"][header] == "problem"


@pytest.mark.parametrize("name", ["AliExpress", "aliexpress", " ALIEXPRESS "])
def test_a_marketplace_is_known_by_the_name_that_people_write(
    name: str, catalog: Catalog, tmp_path: Path
) -> None:
    rows = [{**row, "marketplace": name} for row in case_rows(catalog, 2)]
    table = write_table(tmp_path / "t.csv", rows)
    assert batch(table, "--out", tmp_path / "letters.jsonl") == 0


def _empty_sheet(path: Path) -> None:
    write_sheet(path, [])


UNUSABLE: dict[str, tuple[str, bytes | Callable[[Path], None] | None, int, str]] = {
    "missing": ("t.csv", None, 3, "There is no such file."),
    "empty": ("t.csv", b"", 4, "This file is empty."),
    "blank": ("t.csv", b" \r\n\r\n", 4, "This file is empty."),
    "header only": ("t.csv", b"problem,order.number\r\n", 4, "a header and no rows"),
    "two columns alike": ("t.csv", b"problem,problem\n1,2\n", 4, "the same name: problem."),
    "foreign columns": ("t.csv", b"problem,phone\n1,2\n", 4, "not known: phone."),
    "no problem": ("t.csv", b"order.number\n1\n", 4, "missing: problem."),
    "no header": ("t.csv", b"1,2\n3,4\n", 4, "has to name its columns"),
    "one JSON list": ("t.jsonl", b'[{"problem": "x"}]', 4, "one JSON list"),
    "not a workbook": ("t.xlsx", b"PK\x03\x04 and no more", 4, "damaged"),
    "not Parquet": ("t.parquet", b"PAR1 and no more", 4, "damaged"),
    "sheet without end": ("t.xlsx", sheet_to_the_edge, 4, "more memory or time"),
    "huge cells": ("t.parquet", parquet_of_huge_cells, 4, "more memory or time"),
    "empty sheet": ("t.xlsx", _empty_sheet, 4, "empty"),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNUSABLE)
def test_a_file_that_is_no_table_is_told_in_one_line_and_leaves_nothing(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, content, exit_code, told = UNUSABLE[kind]
    table = tmp_path / name
    if callable(content):
        content(table)
    elif content is not None:
        table.write_bytes(content)
    assert batch(table, "--out", tmp_path / "out.jsonl") == exit_code
    first, *hint = capsys.readouterr().err.splitlines()
    assert first.startswith(f"letterkit: {table}: ")
    assert told in first
    assert len(hint) <= 1
    assert not list(tmp_path.glob("out*"))


MISUSES = {
    "no place": ((), 2, "Say where the letters go"),
    "unknown letter": (("--out", "o.csv", "--letter", "refnd"), 4, "no letter called"),
    "unknown name": (("--out", "o.csv", "--set", "order.nmber=1"), 4, "is not known here"),
    "no value": (("--out", "o.csv", "--set", "problem"), 2, "which value stands where"),
    "no number": (("--out", "o.csv", "--limit", "ten"), 2, "not a whole number"),
    "no encoding": (("--out", "o.csv", "--encoding", "utf-99"), 4, "no encoding called"),
    "refused as Word": (("--out", "o.csv", "--refused", "r.docx"), 2, "cannot be written as"),
    "two minds": (("--out", "o.csv", "--dry-run", "--resume"), 2, "cannot be used together"),
    "no such name": (("--out", "o", "--name", "{order.nmber}"), 4, "is not known here"),
    "no folder": (("--out", "no/such/o.csv"), 3, "cannot be written"),
    "below a file": (("--out", "t.csv/o"), 3, "cannot be written"),
    "no scheduler": (("--out", "o.csv", "--cluster", "tcp://127.0.0.1:9"), 3, "Nobody answers"),
    "no template": (("--out", "o.csv", "--template", "no.txt"), 3, "no such file"),
    "hostile template": (("--out", "o.csv", "--template", "bad.txt"), 4, "not allowed"),
}


@pytest.mark.parametrize("misuse", MISUSES)
def test_a_misuse_is_told_in_one_line(
    misuse: str, tmp_path: Path, catalog: Catalog, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    arguments, exit_code, told = MISUSES[misuse]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("letterkit.batching.delimited.PIECE", 1000)
    monkeypatch.setattr("letterkit.batching.running.CLUSTER_TIMEOUT", "1s")
    (tmp_path / "bad.txt").write_text("{{ 'a' * 10**9 }}")
    write_table(tmp_path / "t.csv", case_rows(catalog, 6))
    before = sorted(tmp_path.iterdir())
    assert run(["batch", "t.csv", *arguments, *DAY]) == exit_code
    said = capsys.readouterr().err
    assert told in said.splitlines()[0]
    assert "Traceback" not in said
    if misuse != "no scheduler":
        assert sorted(tmp_path.iterdir()) == before


def test_an_output_that_exists_is_never_written_over(tmp_path: Path, catalog: Catalog) -> None:
    table = write_table(tmp_path / "cases.csv", case_rows(catalog, 2))
    mine = tmp_path / "refused.csv"
    mine.write_text("mine")
    done = letterkit("batch", table, "--out", tmp_path / "o.csv", "--refused", mine)
    assert (done.returncode, mine.read_text()) == (2, "mine")
    assert not (tmp_path / "o.csv").exists()
    for name in ("out.jsonl", "out.xlsx", "out"):
        out = tmp_path / name
        if name == "out":
            out.mkdir()
            (out / "mine.txt").write_text("mine")
        else:
            out.write_text("mine")
        done = letterkit("batch", table, "--out", out)
        assert done.returncode == 2
        assert "is there already" in done.stderr
        assert "mine" in (out / "mine.txt" if out.is_dir() else out).read_text()


def test_a_full_disk_is_told_loses_nothing_and_names_the_command_that_goes_on(
    tmp_path: Path, catalog: Catalog
) -> None:
    table = write_table(tmp_path / "cases.jsonl", case_rows(catalog, 1200))
    out = tmp_path / "out.jsonl"
    # What a full disk does to a file, for one process: it cannot grow beyond so many blocks.
    limited = (
        f"ulimit -f 700; exec {LETTERKIT} batch {table} --out {out} --workers 1 {' '.join(DAY)}"
    )
    done = subprocess.run(["bash", "-c", limited], capture_output=True, text=True)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert f"{out} cannot be written: " in done.stderr
    assert not out.exists()
    command = done.stderr.splitlines()[-1]
    assert subprocess.run(command, shell=True, capture_output=True).returncode == 0
    assert len(texts_written(out)) == 1200


def test_a_reader_that_has_had_enough_ends_the_run_quietly(
    tmp_path: Path, catalog: Catalog
) -> None:
    table = write_table(tmp_path / "cases.jsonl", case_rows(catalog, 600))
    line = f"{LETTERKIT} batch {table} --out - --quiet | head -n 1"
    done = subprocess.run(line, shell=True, capture_output=True, text=True, env={**os.environ})
    assert done.stderr == ""
    assert json.loads(done.stdout)["row"] == 1


@pytest.mark.parametrize("size", [1, 7, 100])
@pytest.mark.parametrize("opens", range(6))
def test_an_open_quotation_mark_refuses_one_line_wherever_the_pieces_are_cut(
    opens: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letterkit.batching.delimited.PIECE", size)
    lines = [b"%d,x" % number for number in range(6)]
    lines[opens] = b'"open,x'
    read = Lines([b"\n".join(lines)], ",")
    read.width = 2
    rows = []
    for piece, _ in read.pieces():
        inside = piece.split(b"\n")
        at, end = 0, len(inside)
        while at < end:
            row, used = read.row(inside, at)
            rows.append(row)
            at += used
        read.give_back(inside[at:])
    refused = [json.loads(row) for row in rows if row.startswith(b"{")]
    assert refused == [{"why": "quote", "raw": '"open,x'}]
    assert len(rows) == 6
