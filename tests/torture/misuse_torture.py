"""Every command with every hostile value and in every situation; Ctrl-C at any moment."""

import os
import subprocess
import sys
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


def test_every_command_where_the_home_cannot_be_written(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    # Root may write everywhere, unless this is taken from it.
    humble = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    whole = {"HOME": str(home), "PATH": os.environ["PATH"]}
    faults = {}
    for path in commands():
        line = [*humble, sys.executable, "-m", "letterkit", *path, *needed_by(path, *files)]
        done = subprocess.run(line, cwd=tmp_path, env=whole, capture_output=True, text=True)
        if fault := fault_in(done.returncode, done.stdout, done.stderr):
            faults[path] = fault
    assert not faults
    assert not list(home.iterdir())
