"""The page about batches: every command and every piece of Python in it works."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from tests.batches import LETTERKIT, case_rows, write_table

PAGE = (Path(__file__).parent.parent / "docs" / "batch.md").read_text(encoding="utf-8")
COMMANDS = [
    line.partition("#")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("letterkit ") and "--cluster" not in line
]
TEMPLATE = re.findall(r"```\n(Dear .*?)```", PAGE, re.DOTALL)[0]
PYTHON = re.findall(r"```python\n(import letterkit.*?)```", PAGE, re.DOTALL)
MAP = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)[0]


@pytest.fixture
def folder(tmp_path: Path, catalog: Catalog) -> Path:
    rows = case_rows(catalog, 4)
    write_table(tmp_path / "cases.csv", rows)
    orders = [{"Номер заказа": row.pop("order.number"), **row} for row in rows]
    write_table(tmp_path / "orders.csv", orders)
    people = {"name": "Anna", "tracking": "LP1", "last_seen": "2026-11-01", "paid": "5.00 EUR",
              "evidence.1.label": "photo", "email": "a@example.org"}  # fmt: skip
    write_table(tmp_path / "people.csv", [people])
    (tmp_path / "letter.txt").write_text(TEMPLATE, encoding="utf-8")
    return tmp_path


def test_every_command_of_the_page_works_in_order(folder: Path) -> None:
    assert len(COMMANDS) >= 6
    for command in COMMANDS:
        line = command.replace("letterkit ", f"{LETTERKIT} ", 1)
        done = subprocess.run(line, shell=True, capture_output=True, text=True, cwd=folder)
        assert done.returncode == 0, f"{command}\n{done.stderr}"


def test_the_map_of_the_page_is_understood(folder: Path, catalog: Catalog) -> None:
    rows = case_rows(catalog, 1)
    for row in rows:
        row |= {"Номер заказа": row.pop("order.number"), "Телефон": "1", "Причина": "не дошло"}
        del row["problem"]
    write_table(folder / "mine.csv", rows)
    (folder / "mine.toml").write_text(MAP, encoding="utf-8")
    command = [LETTERKIT, "batch", "mine.csv", "--columns", "mine.toml", "--out", "mine.jsonl"]
    assert subprocess.run(command, cwd=folder).returncode == 0


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_of_the_page_works(code: str, folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "Order 8123456789012345" in done.stdout
