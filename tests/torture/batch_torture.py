"""Batches of 100,000 rows: every format into every other, killed 50 times, one row in 100 bad."""

import itertools
import random
import resource
import subprocess
import time
from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from tests.batches import (
    INPUTS,
    LETTERKIT,
    OUTPUTS,
    Rows,
    case_rows,
    content_of,
    flat,
    texts_written,
    write_table,
)
from tests.benchmarks import people
from tests.test_batch_refusals import BAD_CELLS
from tests.test_batch_resuming import killed_and_resumed

COUNT = 100_000
KILLS = 50
DAY = ("--today", "2026-11-22")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    (folder / "letter.txt").write_text(people.LETTER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def rows() -> Rows:
    return [flat(row) for row in people.rows(COUNT)]


def batch(table: Path, out: Path, *options: str | Path, codes: tuple[int, ...] = (0,)) -> float:
    """Run a batch of the template beside the table and return its seconds."""
    start = time.monotonic()
    command = [LETTERKIT, "batch", str(table), "--out", str(out), "--quiet", *DAY,
               "--template", str(table.parent / "letter.txt"), *map(str, options)]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode in codes, done.stderr
    return time.monotonic() - start


def named(folder: Path, name: str, kind: str) -> Path:
    return folder / f"{name}.{kind}".removesuffix(".folder")


def are_same(one: Path, other: Path) -> bool:
    """Whether two outputs hold the same bytes, whatever they are called."""
    if one.is_dir():
        return content_of(one) == content_of(other)
    return one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("source", INPUTS)
def test_every_input_of_100000_rows_goes_to_every_output_twice_with_the_same_bytes(
    source: str, folder: Path, rows: Rows, tmp_path: Path
) -> None:
    table = write_table(folder / f"rows.{source}", rows)
    texts: dict[str, str] = {}
    for kind in OUTPUTS:
        first, second = named(tmp_path, "one", kind), named(tmp_path, "two", kind)
        batch(table, first, "--workers", "2")
        batch(table, second, "--workers", "1")
        assert are_same(first, second), kind
        written = texts_written(first)
        assert len(written) == COUNT
        texts.setdefault("first", written[0].rstrip("\n"))
        assert written[0].rstrip("\n") == texts["first"], kind
        subprocess.run(["rm", "-rf", str(first), str(second)], check=True)


@pytest.mark.parametrize("kind", OUTPUTS)
def test_a_batch_killed_50_times_gives_the_same_bytes(
    kind: str, folder: Path, rows: Rows, tmp_path: Path
) -> None:
    table = write_table(folder / "killed.jsonl", rows[:20_000])
    whole, torn = named(tmp_path, "whole", kind), named(tmp_path, "torn", kind)
    seconds = batch(table, whole, "--workers", "2")
    command = [LETTERKIT, "batch", str(table), "--out", str(torn), "--quiet", "--resume",
               "--template", str(folder / "letter.txt"), "--workers", "2", *DAY]  # fmt: skip
    chance = random.Random(50)  # noqa: S311 - moments, not secrets
    kills = 0
    while kills < KILLS:
        was_running = killed_and_resumed(command, chance.uniform(0.2, seconds / 2))
        kills += was_running
        if not was_running:
            # It has come to its end: begin anew.
            subprocess.run(f"rm -rf {torn} {torn}.*", shell=True, check=True)
    assert subprocess.run(command).returncode == 0
    assert are_same(torn, whole)


def test_one_bad_row_in_100_costs_no_more_than_a_tenth_and_is_told(
    catalog: Catalog, tmp_path: Path
) -> None:
    good = case_rows(catalog, COUNT)
    bad = [dict(row) for row in good]
    kinds = itertools.cycle(fault for fault in BAD_CELLS if fault != "10 MB cell")
    for row in bad[::100]:
        column, value, *_ = BAD_CELLS[next(kinds)]
        row[column] = value
    tables = [write_table(tmp_path / f"{name}.csv", rows)
              for name, rows in (("good", good), ("bad", bad))]  # fmt: skip
    seconds = []
    for table in tables:
        before = _cpu_of_children()
        command = [LETTERKIT, "batch", str(table), "--out", str(table.with_suffix(".jsonl")),
                   "--quiet", "--refused", str(tmp_path / "refused.csv"), *DAY]  # fmt: skip
        subprocess.run(command, check=False)
        seconds.append(_cpu_of_children() - before)
    print(f"CPU time: good {seconds[0]:.1f} s, one in 100 bad {seconds[1]:.1f} s")
    assert seconds[1] <= 1.1 * seconds[0]
    assert len(texts_written(tmp_path / "bad.jsonl")) == COUNT - COUNT // 100


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_100000_rows_of_which_one_in_100_is_bad_are_all_accounted_for(
    folder: Path, rows: Rows, tmp_path: Path
) -> None:
    faults = ("=SUM(A1)", "#REF!", "8,12346E+15", "Nau\ufffd", "Head\0phones", "")
    bad = [dict(row) for row in rows]
    for number, row in enumerate(bad[::100]):
        row["item"] = faults[number % len(faults)]
    table = write_table(folder / "bad.csv", bad)
    out, refused = tmp_path / "out.jsonl", tmp_path / "refused.csv"
    batch(table, out, "--refused", refused, codes=(1,))
    assert len(texts_written(out)) == COUNT - COUNT // 100
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    batch(table, out, "--refused", refused, "--resume")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before
    (tmp_path / "letter.txt").write_text(people.LETTER, encoding="utf-8")
    batch(refused, tmp_path / "again.jsonl", "--refused", tmp_path / "again.csv", codes=(1,))
    assert not (tmp_path / "again.jsonl").exists()
    assert len((tmp_path / "again.csv").read_text(encoding="utf-8-sig").splitlines()) > 1
