"""Files made to exhaust whoever reads them: memory and time are bounded, the word is clear.

Beside each stands how much the same file costs a program that reads it as it is.
"""

import io
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import chain, repeat
from pathlib import Path

import pytest

from tests.batches import LETTERKIT, write_sheet
from tests.bombs import SHEET, parquet_of_huge_cells, parts_of, put_into, sheet_to_the_edge

MEMORY_MB = 512
"""Of whichever process holds most."""
SECONDS = 30
"""On a busy computer; 20 of them are CPU time of the child."""

_MEASURED = """
import os, resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], capture_output=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
sys.stdout.buffer.write(b"%d %d %.1f\\n" % (done.returncode, peak, time.monotonic() - start))
sys.stdout.buffer.write(done.stderr)
"""
NAIVE = {
    "xlsx": "from python_calamine import load_workbook as l; import sys; "
    "[list(map(str, row)) for row in l(sys.argv[1]).get_sheet_by_index(0).iter_rows()]",
    "parquet": "import pyarrow.parquet as p, sys; p.read_table(sys.argv[1]).to_pylist()",
    "csv": "import csv, sys; csv.field_size_limit(10**9); list(csv.reader(open(sys.argv[1])))",
    "jsonl": "import json, sys; [json.loads(line) for line in open(sys.argv[1])]",
}


def measured(command: list[str]) -> tuple[int, int, float, str]:
    """Return exit code, MB at the peak, seconds and complaint of a command and its children."""
    # A process of its own for each, whose children alone are counted.
    done = subprocess.run(
        ["bash", "-c", 'ulimit -v 3000000; exec "$@"', "-", sys.executable, "-c", _MEASURED,
         *command],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    figures, _, complaint = done.stdout.partition("\n")
    code, peak, seconds = figures.split()
    return int(code), int(peak), float(seconds), complaint


def huge_string(path: Path) -> None:
    """A workbook of half a MB that holds a string of 600 MB."""
    write_sheet(path, [["number"], ["MARK"]])
    name, part = next(each for each in parts_of(path).items() if b"MARK" in each[1])
    before, after = part.split(b"MARK")
    put_into(path, {name: chain([before], repeat(b"x" * 1_000_000, 600), [after])})


def many_rows(path: Path) -> None:
    """A workbook whose sheet repeats one row until it is 500 MB long."""
    write_sheet(path, [["number"], ["1"]])
    before, after = parts_of(path)[SHEET].split(b"</sheetData>")
    rows = repeat(b'<row r="2"><c r="A2"><v>1</v></c></row>' * 10_000, 1_200)
    put_into(path, {SHEET: chain([before], rows, [b"</sheetData>", after])})


def entities(path: Path) -> None:
    """A workbook whose XML asks for a billion laughs."""
    write_sheet(path, [["number"], ["1"]])
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'.encode()
    name = "xl/sharedStrings.xml"
    strings = re.sub(rb"(<\?xml[^>]*>)", rb"\1" + doctype, parts_of(path)[name])
    put_into(path, {name: (strings.replace(b"<t>number</t>", b"<t>&l11;</t>"),)})


def long_cell(path: Path) -> None:
    with path.open("w") as file:
        file.write('number\n"')
        for _ in range(300):
            file.write("x" * 1_000_000)
        file.write('"\n2\n')


def deep_json(path: Path) -> None:
    path.write_text('{"number": "1"}\n' + '{"number": ' + "[" * 5_000_000 + "\n")


def wide_json(path: Path) -> None:
    line = io.StringIO()
    json.dump({f"c{number}": "" for number in range(200_000)} | {"number": "1"}, line)
    path.write_text(line.getvalue() + "\n")


BOMBS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a sheet to the edge": ("xlsx", sheet_to_the_edge),
    "a string of 600 MB": ("xlsx", huge_string),
    "12 million rows": ("xlsx", many_rows),
    "a billion laughs": ("xlsx", entities),
    "Parquet cells of 50 MB": ("parquet", parquet_of_huge_cells),
    "a cell of 300 MB": ("csv", long_cell),
    "five million brackets": ("jsonl", deep_json),
    "200,000 columns": ("jsonl", wide_json),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_read_within_bounds_and_told(bomb: str, tmp_path: Path) -> None:
    kind, make = BOMBS[bomb]
    table, letter = tmp_path / f"bomb.{kind}", tmp_path / "letter.txt"
    make(table)
    letter.write_text("{{ number }}")
    command = [LETTERKIT, "batch", str(table), "--template", str(letter), "--workers", "1",
               "--out", str(tmp_path / "out.jsonl"), "--quiet"]  # fmt: skip
    code, peak, seconds, complaint = measured(command)
    naive = measured([sys.executable, "-c", NAIVE[kind], str(table)])
    print(
        f"{bomb}, {table.stat().st_size:,} bytes: exit {code}, {peak} MB, {seconds} s; "
        f"naive: exit {naive[0]}, {naive[1]} MB, {naive[2]} s; {complaint.splitlines()[:1]}"
    )
    assert code in (0, 1, 3, 4), complaint
    assert "Traceback" not in complaint
    assert peak <= MEMORY_MB
    assert seconds <= SECONDS


CASES = {
    "brackets": "a = " + "[" * 900_000,
    "digits": "a = " + "9" * 900_000,
    "quoted dots": '"a".' * 200_000 + "a = 1",
    "keys": "".join(f"a{number} = 1\n" for number in range(60_000)),
    "dots": ".".join("a" * 400_000) + " = 1",
    "text": f'problem = "{"x" * 990_000}"',
    "too big": "a" * 50_000_000,
    "json": '{"a": ' * 100_000,
    "contacts": 'problem = "defective"\n'
    + '[[contacts]]\non = 2026-11-01\nby = "buyer"\n' * 20_000,
}


@pytest.mark.parametrize("shape", CASES)
def test_a_case_file_made_to_exhaust_is_told_within_bounds(shape: str, tmp_path: Path) -> None:
    path = tmp_path / "case.toml"
    path.write_text(CASES[shape])
    start = time.monotonic()
    code, peak, seconds, complaint = measured([LETTERKIT, "draft", str(path)])
    print(f"{shape}: exit {code}, {peak} MB, {seconds} s ({time.monotonic() - start:.1f})")
    assert code in (3, 4, 5), complaint[:500]
    assert "Traceback" not in complaint
    assert len(complaint) < 5_000
    assert peak <= MEMORY_MB
    assert seconds <= SECONDS
