"""Every command called wrongly, and around it everything a shell can do: a line, never a traceback.

The long form, every command in every situation and with every value, stands in tests/torture.
"""

import os
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path

import pytest

from tests.commands import Command, Said
from tests.misuses import (
    HOSTILE,
    SITUATIONS,
    answer_in,
    answer_to_ctrl_c,
    commands,
    fault_in,
    misused,
    moments,
    needed_by,
    options,
)

NAIVE = "import sys; print(open(sys.argv[1]).read())"
"""A program as it is first written."""


@pytest.fixture
def case(tmp_path: Path, letterkit: Command, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "case.toml"
    path.write_text(letterkit("example").out)
    return path


@pytest.fixture
def table(tmp_path: Path, letterkit: Command) -> Path:
    path = tmp_path / "table.jsonl"
    path.write_text(letterkit("example", "--json").out.replace("\n", "") + "\n")
    return path


def fault_of(said: Said) -> str:
    return fault_in(said.exit_code, said.out, said.err)


def test_a_hostile_value_of_any_option_is_told_and_never_printed_raw(
    case: Path, table: Path, letterkit: Command
) -> None:
    values = cycle(HOSTILE)
    for option in options():
        # What once tripped some, and another one in turn.
        for value in (HOSTILE[0], "", "/", "\udcff", next(values)):
            line = misused(option, value, case, table)
            assert not (fault := fault_of(letterkit(*line))), f"{line}: {fault}"


def test_a_device_is_written_into_and_stays_what_it_is(
    case: Path, table: Path, letterkit: Command, tmp_path: Path
) -> None:
    # As root, a command that puts a file in its place would take it from the whole computer.
    device = tmp_path / "device"
    device.symlink_to(os.devnull)
    for option in options():
        line = misused(option, str(device), case, table)
        assert not (fault := fault_of(letterkit(*line))), f"{line}: {fault}"
        assert device.is_symlink(), line
        assert device.is_char_device(), line


def test_a_command_without_what_it_needs_or_with_more_is_wrong(
    case: Path, table: Path, letterkit: Command
) -> None:
    for path in commands():
        needed = needed_by(path, case, table)
        for line in ([*path, *needed, "--no-such-option"], [*path, *needed, *"abcdef", "--bad"]):
            said = letterkit(*line)
            assert said.exit_code == 2, line
            assert len(said.err.splitlines()) == 1, said.err
        if needed and path not in {("cases", "export"), ("cases", "delete")}:
            assert letterkit(*path).exit_code == 2, path


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"a = [" * 300, b"\x1b[2J = \x9b", b"{"])
def test_a_file_that_is_not_what_it_should_be_is_told(
    content: bytes, case: Path, letterkit: Command
) -> None:
    case.write_bytes(content)
    for path in commands():
        said = letterkit(*path, *needed_by(path, case, case))
        assert not (fault := fault_of(said)), f"{path}: {fault}"


def test_no_command_trips_over_what_a_shell_does_around_it(
    case: Path, table: Path, tmp_path: Path
) -> None:
    situations = cycle(SITUATIONS)
    runs = [([*path, *needed_by(path, case, table)], next(situations)) for path in commands()]
    with ThreadPoolExecutor(4) as at_once:
        answers = at_once.map(lambda run: answer_in(run[0], SITUATIONS[run[1]], tmp_path), runs)
        for run, done in zip(runs, answers, strict=True):
            fault = fault_in(done.returncode, done.stdout, done.stderr)
            assert not fault, f"{run}: {fault}"


def test_a_program_as_it_is_first_written_trips(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile"
    hostile.write_text(f"{HOSTILE[0]}\n" * 100_000)
    for file, after in ((hostile, "| true"), (hostile, ""), (Path("none"), "")):
        line = f"set -o pipefail; {shlex.join([sys.executable, '-c', NAIVE, str(file)])} {after}"
        done = subprocess.run(["bash", "-c", line], capture_output=True, text=True)
        assert fault_in(done.returncode, done.stdout, done.stderr), line


def test_ctrl_c_ends_a_command_at_any_moment_without_a_word(case: Path, tmp_path: Path) -> None:
    line = ["draft", str(case), "--beside"]
    for seconds in moments(10, longest=0.2, seed=3):
        exit_code, complaint = answer_to_ctrl_c(line, seconds, tmp_path)
        assert exit_code == 0 or (exit_code, complaint) == (130, "")


def test_without_a_home_every_command_answers(
    case: Path, table: Path, letterkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    lines = [[*path, *needed_by(path, case, table)] for path in commands()]
    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    for line in lines:
        assert not (fault := fault_of(letterkit(*line))), f"{line}: {fault}"


def test_a_mistake_of_letterkit_itself_is_two_lines_and_a_report_that_quotes_nobody(
    case: Path, letterkit: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def mistaken(*_: object, **__: object) -> None:
        raise RuntimeError("Anna Rossi, via Roma 1")

    monkeypatch.setattr("letterkit.cli.draft.draft", mistaken)
    said = letterkit("draft", str(case))
    assert (said.exit_code, said.out) == (70, "")
    assert len(said.err.splitlines()) == 2
    (report,) = (tmp_path / "data" / "letterkit" / "reports").iterdir()
    assert "RuntimeError" in report.read_text()
    assert "Anna" not in said.err + report.read_text()
    assert report.stat().st_mode & 0o777 == 0o600
