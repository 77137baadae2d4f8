"""A batch that is stopped goes on to the same bytes; one that is done does nothing."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from letterkit.cli import run
from letterkit.domain.catalog import Catalog
from tests.batches import (
    DAY,
    LETTERKIT,
    case_rows,
    content_of,
    letterkit,
    texts_written,
    write_table,
)

KILLS = 3
"""For each kind of output; `make torture` kills 50 times."""


def batch(*arguments: str | Path) -> int:
    return run(["batch", *map(str, arguments), *DAY, "--workers", "1"])


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory, catalog: Catalog) -> Path:
    rows = case_rows(catalog, 1500)
    for row in rows[::50]:
        row["problem"] = "nonsense"
    return write_table(tmp_path_factory.mktemp("in") / "cases.csv", rows)


def killed_and_resumed(command: list[str], seconds: float) -> bool:
    """Start a batch, kill it after a while; return whether it was still running."""
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(seconds)
    was_running = process.poll() is None
    process.kill()
    process.wait()
    return was_running


@pytest.mark.parametrize("kind", ["jsonl", "folder", "zip"])
def test_a_batch_killed_at_random_goes_on_to_the_same_bytes(
    kind: str, table: Path, tmp_path: Path
) -> None:
    def command(name: str) -> list[str]:
        out, refused = tmp_path / name / f"out.{kind}", tmp_path / name / "refused.csv"
        out.parent.mkdir(exist_ok=True)
        return [LETTERKIT, "batch", str(table), "--out", str(out).removesuffix(".folder"),
                "--refused", str(refused), "--quiet", *DAY]  # fmt: skip

    assert subprocess.run(command("whole")).returncode == 1
    chance = random.Random(8)  # noqa: S311 - moments, not secrets
    for _ in range(KILLS):
        killed_and_resumed([*command("torn"), "--resume"], chance.uniform(0.4, 1.0))
        partial = [path for path in (tmp_path / "torn").rglob("*.txt") if not path.read_bytes()]
        assert not partial
    assert subprocess.run([*command("torn"), "--resume"]).returncode in (0, 1)
    for name in (f"out.{kind}".removesuffix(".folder"), "refused.csv"):
        assert content_of(tmp_path / "torn" / name) == content_of(tmp_path / "whole" / name)
    assert not list((tmp_path / "torn").rglob("*unfinished*"))


NAIVE = (
    "import csv, json, sys, time\n"
    "with open(sys.argv[2], 'w') as out:\n"
    "    for row in csv.DictReader(open(sys.argv[1], newline='')):\n"
    "        out.write(json.dumps(row) + chr(10)); time.sleep(0.001)\n"
)
"""A batch as it is first written."""


def test_a_script_that_is_killed_leaves_half_a_file_under_its_name(
    table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    assert killed_and_resumed([sys.executable, "-c", NAIVE, str(table), str(out)], 0.5)
    assert len(out.read_text().splitlines()) < 1500


def test_workers_do_not_outlive_a_batch_that_is_killed(table: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out.jsonl")
    process = subprocess.Popen(
        [LETTERKIT, "batch", str(table), "--out", out, "--workers", "2", "--quiet"],
        start_new_session=True,
    )
    time.sleep(0.8)
    process.kill()
    process.wait()
    for _ in range(50):
        if not (left := members_of_session(process.pid)):
            break
        time.sleep(0.1)
    assert not left


def test_a_lost_worker_is_told_and_the_run_goes_on_afterwards(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        [LETTERKIT, "batch", str(table), "--out", str(out), "--workers", "2", *DAY],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    workers: list[str] = []
    while len(workers) < 2:
        workers = [pid for pid in members_of_session(process.pid) if pid != str(process.pid)]
    time.sleep(0.2)
    os.kill(int(workers[0]), signal.SIGKILL)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 8, said
    assert "A worker was lost." in said
    command = said.splitlines()[-1]
    assert subprocess.run(command, shell=True, capture_output=True).returncode in (0, 1)
    assert len(texts_written(out)) == 1470


def members_of_session(session: int) -> list[str]:
    """Return the processes that a program has started and not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(stat.parent.name)
    return found


@pytest.mark.parametrize(
    ("number", "exit_code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_batch_that_is_asked_to_stop_names_the_command_that_goes_on(
    number: int, exit_code: int, table: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    process = subprocess.Popen(
        [LETTERKIT, "batch", str(table), "--out", str(out), *DAY],
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    manifest = tmp_path / "out.jsonl.manifest"
    while not manifest.exists():
        time.sleep(0.02)
    os.killpg(process.pid, number) if number == signal.SIGINT else process.send_signal(number)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == exit_code, said
    assert "Traceback" not in said
    assert not out.exists()
    command = said.splitlines()[-1]
    assert command.endswith("--resume")
    assert subprocess.run(command, shell=True, capture_output=True).returncode in (0, 1)
    assert len(texts_written(out)) == 1470


@pytest.mark.parametrize("kind", ["jsonl", "csv", "xlsx", "zip", "folder"])
def test_a_batch_that_is_done_writes_nothing_when_it_is_run_again(
    kind: str, tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 4)
    rows[1]["problem"] = "nonsense"
    rows.append(rows[0])
    table = write_table(tmp_path / "cases.csv", rows)
    out = tmp_path / f"out.{kind}".removesuffix(".folder")
    asked = (table, "--out", out, "--refused", tmp_path / "refused.csv")
    assert batch(*asked) == 1
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*")}
    assert batch(*asked, "--resume") == 0
    after = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*")}
    assert after == before


@pytest.mark.parametrize("kind", ["jsonl", "csv", "folder"])
def test_rows_that_came_later_are_added_and_those_that_moved_are_not(
    kind: str, tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 6)
    table = write_table(tmp_path / "cases.csv", rows[:4])
    out = tmp_path / f"out.{kind}".removesuffix(".folder")
    assert batch(table, "--out", out, "--name", "{order.number}") == 0
    write_table(table, [rows[4], *reversed(rows[:4]), rows[5]])
    assert batch(table, "--out", out, "--name", "{order.number}", "--resume") == 0
    if kind == "folder":
        found = sorted(path.stem for path in out.iterdir())
    else:
        found = [text.split()[1].strip(",") for text in texts_written(out)]
    assert found == [row["order.number"] for row in rows]


def test_a_finished_workbook_is_not_added_to(
    tmp_path: Path, catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = case_rows(catalog, 3)
    table = write_table(tmp_path / "cases.csv", rows[:2])
    out = tmp_path / "out.xlsx"
    assert batch(table, "--out", out) == 0
    before = content_of(out)
    write_table(table, rows)
    assert batch(table, "--out", out, "--resume") == 2
    assert "cannot be added to" in capsys.readouterr().err
    assert content_of(out) == before


def test_other_options_do_not_go_on_with_what_was_begun(
    tmp_path: Path, catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write_table(tmp_path / "cases.csv", case_rows(catalog, 2))
    out = tmp_path / "out.jsonl"
    assert batch(table, "--out", out) == 0
    assert batch(table, "--out", out, "--resume", "--beside") == 2
    assert "begun with other options" in capsys.readouterr().err


def test_a_batch_goes_on_with_the_day_on_which_it_was_begun(
    tmp_path: Path, catalog: Catalog
) -> None:
    rows = case_rows(catalog, 2)
    table = write_table(tmp_path / "cases.csv", rows[:1])
    out = tmp_path / "out.jsonl"
    assert batch(table, "--out", out) == 0
    write_table(table, rows)
    assert letterkit("batch", table, "--out", out, "--resume").returncode == 0
    assert all("70 days have passed" in text for text in texts_written(out)[:1])
    first, second = [json.loads(line) for line in out.read_text().splitlines()]
    assert "27 November 2026" in first["text"]
    assert "27 November 2026" in second["text"]


def test_the_half_written_last_line_of_a_manifest_is_cut(tmp_path: Path, catalog: Catalog) -> None:
    table = write_table(tmp_path / "cases.csv", case_rows(catalog, 2))
    out, manifest = tmp_path / "out.jsonl", tmp_path / "out.jsonl.manifest"
    assert batch(table, "--out", out) == 0
    whole = manifest.read_bytes()
    manifest.write_bytes(whole + b'{"out": 12')
    assert batch(table, "--out", out, "--resume") == 0
    assert manifest.read_bytes() == whole


def test_an_unfinished_output_that_lost_bytes_is_not_gone_on_with(
    tmp_path: Path, catalog: Catalog, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write_table(tmp_path / "cases.csv", case_rows(catalog, 2))
    out = tmp_path / "out.jsonl"
    assert batch(table, "--out", out) == 0
    out.rename(tmp_path / "out.jsonl.unfinished")
    os.truncate(tmp_path / "out.jsonl.unfinished", 10)
    assert batch(table, "--out", out, "--resume") == 2
    assert "has been changed" in capsys.readouterr().err
