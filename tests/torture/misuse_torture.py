"""Every command with every hostile value and in every situation; Ctrl-C at any moment."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import Command
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

MOMENTS = 200
NOBODY = "54321"
"""A user whom the system does not know, and who has no home."""


@pytest.fixture
def files(tmp_path: Path, letterkit: Command, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.chdir(tmp_path)
    case, table = tmp_path / "case.toml", tmp_path / "table.jsonl"
    case.write_text(letterkit("example").out)
    table.write_text(letterkit("example", "--json").out.replace("\n", "") + "\n")
    return case, table


def test_every_hostile_value_of_every_option(files: tuple[Path, Path], letterkit: Command) -> None:
    faults = {}
    for option in options():
        for value in HOSTILE:
            line = misused(option, value, *files)
            said = letterkit(*line)
            if fault := fault_in(said.exit_code, said.out, said.err):
                faults[tuple(line)] = fault
    print(f"{len(options())} options x {len(HOSTILE)} values: {len(faults)} faults")
    assert not faults


def test_every_command_in_every_situation(files: tuple[Path, Path], tmp_path: Path) -> None:
    faults = {}
    for path in commands():
        for name, situation in SITUATIONS.items():
            done = answer_in([*path, *needed_by(path, *files)], situation, tmp_path)
            if fault := fault_in(done.returncode, done.stdout, done.stderr):
                faults[path, name] = fault
    print(f"{len(commands())} commands x {len(SITUATIONS)} situations: {len(faults)} faults")
    assert not faults


def test_ctrl_c_at_two_hundred_moments(files: tuple[Path, Path], tmp_path: Path) -> None:
    case, table = map(str, files)
    lines = [["draft", case, "--beside"], ["plan", case], ["cases", "list"], ["guide", "tricks"],
             ["template", "check", case, table]]  # fmt: skip
    answers = [
        answer_to_ctrl_c(lines[number % len(lines)], seconds, tmp_path)
        for number, seconds in enumerate(moments(MOMENTS, longest=0.3, seed=4))
    ]
    loud = [answer for answer in answers if answer[0] not in (0, 130) or "Trace" in answer[1]]
    print(f"{MOMENTS} times: {sum(code == 130 for code, _ in answers)} in time, {len(loud)} loud")
    assert not loud


@pytest.fixture
def strangers_folder() -> Iterator[Path]:
    if os.geteuid():
        pytest.skip("only root may become somebody else")
    folder = Path("/tmp") / f"letterkit-{os.getpid()}"  # noqa: S108 - pytest's own is closed to others
    folder.mkdir(mode=0o755)
    yield folder
    subprocess.run(["rm", "-rf", str(folder)], check=True)


@pytest.mark.parametrize("home", ["unknown", "not theirs"])
def test_a_stranger_without_a_home_or_with_one_that_cannot_be_written(
    home: str, files: tuple[Path, Path], strangers_folder: Path
) -> None:
    case, table = (strangers_folder / each.name for each in files)
    case.write_bytes(files[0].read_bytes())
    table.write_bytes(files[1].read_bytes())
    variables = [] if home == "unknown" else [f"HOME={strangers_folder}"]
    faults = {}
    for path in commands():
        line = [
            "setpriv", f"--reuid={NOBODY}", "--clear-groups", "env", "-i", *variables,
            sys.executable, "-m", "letterkit", *path, *needed_by(path, case, table),
        ]  # fmt: skip
        done = subprocess.run(line, cwd=strangers_folder, capture_output=True, text=True)
        if fault := fault_in(done.returncode, done.stdout, done.stderr):
            faults[path] = fault
    assert not faults
