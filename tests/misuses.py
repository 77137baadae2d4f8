"""Every command of letterkit, called as nobody should call it, and what it may answer then."""

import argparse
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import NamedTuple

from letterkit.cli.arguments import parser_for
from tests.harmful import CONTROLS

EXIT_CODES = {0, 1, 2, 3, 4, 5, 6, 7, 8, 130, 143}
"""Those that are written down, without 70: a mistake of letterkit itself."""
LASTING = {("serve",)}
"""Commands that go on until somebody ends them."""
NOT_GIVEN = {"--cluster", "--workers"}
"""Options that start processes; tests of batches misuse them."""

HOSTILE = (
    "\x1b[2J\x9b31m\x1b]52;c;eA==\x07", "", "-1", "../../etc/passwd", "\u202egpj.exe", "x" * 5_000,
    "%(name)s%s{0}", "\udcff", "=cmd|' /C calc'!A0", "1e999", "\n\n", "/", "NaN", "٣",
    "\ud7ff", "0001-01-01", "0", "99999999999999999999", "-", "--", "@x", "[/]", "C:\\x",
)  # fmt: skip

Path_ = tuple[str, ...]


class Option(NamedTuple):
    """Something that a command takes a value for: "--limit", or "" for what has no name."""

    command: Path_
    name: str

    def __str__(self) -> str:
        return " ".join((*self.command, self.name or "…"))


def commands() -> dict[Path_, argparse.ArgumentParser]:
    """Return every command that can be carried out, by its words."""
    return dict(_leaves(parser_for(str), ()))


def _leaves(
    parser: argparse.ArgumentParser, path: Path_
) -> Iterator[tuple[Path_, argparse.ArgumentParser]]:
    inside = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]  # noqa: SLF001 - no public way
    if not inside and path not in LASTING:
        yield path, parser
    for group in inside:
        for name, child in group.choices.items():
            yield from _leaves(child, (*path, name))


def options() -> list[Option]:
    """Return everything that takes a value."""
    found = []
    for path, parser in commands().items():
        for action in parser._actions:  # noqa: SLF001 - no public way
            name = action.option_strings[-1] if action.option_strings else ""
            if action.nargs != 0 and name not in NOT_GIVEN:
                found.append(Option(path, name))
    return found


def needed_by(path: Path_, case: Path, table: Path) -> list[str]:
    """Return what a command cannot do without."""
    files = {"case": case, "text": case, "file": case, "files": case, "inputs": table}
    words = {"what": "problems" if path == ("list",) else "check", "ids": "bcdfgh"}
    given = []
    for action in commands()[path]._actions:  # noqa: SLF001 - no public way
        if not action.option_strings and action.nargs != "?":
            given.append(str(files.get(action.dest) or words.get(action.dest, "x")))
    return given


def misused(option: Option, value: str, case: Path, table: Path) -> list[str]:
    """Return a command line in which an option has a value that it should not have."""
    needed = needed_by(option.command, case, table)
    if option.name:
        return [*option.command, *needed, option.name, value]
    return [*option.command, value, *needed[1:]]


def fault_in(exit_code: int, out: str, err: str) -> str:
    """Return what is wrong with how letterkit has answered; empty if nothing is."""
    if exit_code not in EXIT_CODES:
        return f"exit code {exit_code}: {err}"
    if "Traceback" in out + err:
        return f"a traceback: {err}"
    if found := CONTROLS.search(out + err):
        return f"{found[0]!r} was printed"
    return ""


class Situation(NamedTuple):
    """What a shell does around a command."""

    before: str = ""
    after: str = ""
    environment: Mapping[str, str] = MappingProxyType({})


SITUATIONS = {
    "reader gone": Situation(after="| true"),
    "head": Situation(after="| head -n 1"),
    "both into a reader that is gone": Situation(after="2>&1 | true"),
    "no output": Situation(after=">&-"),
    "no errors": Situation(after="2>&-"),
    "no input": Situation(after="<&-"),
    "full output": Situation(after=">/dev/full"),
    "full errors": Situation(after="2>/dev/full"),
    "C locale": Situation(environment={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}),
    "no such locale": Situation(environment={"LC_ALL": "xx_YY.KOI8-R", "LANGUAGE": "xx"}),
    "home that is not there": Situation(
        environment={"HOME": "/no/such", "XDG_DATA_HOME": "/no/such/d", "XDG_CONFIG_HOME": "/no/c"}
    ),
    "home that is a device": Situation(
        environment={"XDG_DATA_HOME": "/dev/null", "XDG_CONFIG_HOME": "/dev/null"}
    ),
    "no room": Situation(before="ulimit -f 0; "),
    "no terminal": Situation(environment={"TERM": "", "COLUMNS": "0", "LINES": "-1"}),
}


def shell_line(line: list[str], situation: Situation) -> str:
    command = shlex.join([sys.executable, "-m", "letterkit", *line])
    return f"set -o pipefail; {situation.before}{command} {situation.after}"


def answer_in(
    line: list[str], situation: Situation, folder: Path
) -> "subprocess.CompletedProcess[str]":
    """Carry out a command line in a situation; its exit code is letterkit's own."""
    return subprocess.run(
        ["bash", "-c", shell_line(line, situation)],
        cwd=folder, env={**os.environ, **situation.environment}, capture_output=True, text=True,
        errors="backslashreplace", timeout=60,
    )  # fmt: skip


_BEGUN = (
    "import os, sys, _signal; from letterkit.__main__ import main; "
    "_signal.pthread_sigmask(_signal.SIG_BLOCK, [_signal.SIGINT]); "
    "sys.argv[0] = 'letterkit'; os.write(1, b'.'); sys.exit(main())"
)
"""letterkit, which tells when it begins; the moment before that is Python's own."""


def answer_to_ctrl_c(line: list[str], seconds: float, folder: Path) -> tuple[int, str]:
    """Press Ctrl-C so long after letterkit has begun; return exit code and complaint."""
    process = subprocess.Popen(
        [sys.executable, "-c", _BEGUN, *line],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.read(1)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    complaint = process.communicate(timeout=60)[1]
    return process.returncode, complaint


def moments(count: int, *, longest: float, seed: int) -> list[float]:
    chance = Random(seed)  # noqa: S311 - moments, not secrets
    return [chance.uniform(0, longest) for _ in range(count)]
