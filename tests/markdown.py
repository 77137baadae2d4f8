"""Pages of the documentation as what a reader takes them for: steps to carry out in their order.

A line before a block says what the block is:

    <!-- file: PATH -->          its text goes into a new file
    <!-- change: PATH -->        it is a diff, to be applied to that file
    <!-- picture: COMMAND -->    it is what the command prints
    <!-- elsewhere: WHERE -->    it is carried out by something else than the tests

Without such a line, `sh` is run line by line, `python` as a script, and all `pycon` of a page as
one conversation.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
)

PATIENCE = 60
"""Seconds for one command."""

_BLOCK = re.compile(r"(?:^<!-- (\w+): ([^\n]*?) -->\n)?^```(\w*)\n(.*?)^```$", re.M | re.S)
_COPIED = ("letterkit", "templates", "locales", "tests", "docs", ".ci")


class Block:
    """One fenced block with what is said before it."""

    def __init__(self, match: re.Match[str]) -> None:
        self.is_a, self.detail = match[1] or "", match[2] or ""
        self.language, self.text = match[3], match[4]
        self.span = match.span(4)

    @property
    def commands(self) -> list[str]:
        """The lines of a shell block without their comments."""
        lines = (line.partition(" #")[0].strip() for line in self.text.splitlines())
        return [line for line in lines if line and not line.startswith("#")]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str) -> Iterator[Block]:
    for match in _BLOCK.finditer(text):
        yield Block(match)


def copy_of_project(folder: Path) -> Path:
    """Return a copy of all that is needed to work on letterkit; its commands are those in use."""
    copy = folder / "project"
    for name in _COPIED:
        copytree(ROOT / name, copy / name, ignore=ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file() and path.name != ".git":
            (copy / path.name).write_bytes(path.read_bytes())
    (copy / ".venv").mkdir()
    (copy / ".venv" / "bin").symlink_to(BIN)
    # As after `make`: what was set up is newer than what it was set up from.
    for age, name in enumerate(
        (".venv/ready", "requirements.lock", "pyproject.toml", "hatch_build.py")
    ):
        (copy / name).touch()
        os.utime(copy / name, (9 - age, 9 - age))
    return copy


class Reader:
    """Somebody who carries out a page to the letter, in a folder and a home of their own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        self.environment = {
            **kept,
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "PYTHONPATH": str(folder),
            "HOME": str(home),
            "COLUMNS": "100",
        }

    def follow(self, text: str) -> None:
        """Do all that a page says; what does not work fails the test."""
        conversation = []
        for block in blocks(text):
            if block.is_a == "file":
                path = self.folder / self._at_home(block.detail)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            elif block.is_a == "change":
                self._change(self.folder / block.detail, block.text)
            elif block.is_a:
                continue
            elif block.language == "sh":
                for command in block.commands:
                    self.run(command)
            elif block.language == "python":
                self._carry_out([sys.executable, "-c", block.text], block.text)
            elif block.language == "pycon":
                conversation.append(block.text)
        if conversation:
            self._converse("\n".join(conversation))

    def run(self, command: str) -> str:
        """Carry out one line in the shell and return what it prints."""
        return self._carry_out(["bash", "-c", command], command)

    def _carry_out(self, command: list[str], shown: str) -> str:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE,
            cwd=self.folder, env=self.environment,
        )  # fmt: skip
        assert done.returncode == 0, f"{shown}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def _converse(self, text: str) -> None:
        said = self.folder / "conversation.txt"
        said.write_text(text, encoding="utf-8")
        self._carry_out([sys.executable, "-m", "doctest", "-o", "ELLIPSIS", str(said)], text)

    def _at_home(self, path: str) -> str:
        return path.replace("~", self.environment["HOME"], 1) if path.startswith("~") else path

    def _change(self, path: Path, diff: str) -> None:
        lines = diff.splitlines()
        old = "\n".join(line[1:] for line in lines if not line.startswith("+"))
        new = "\n".join(line[1:] for line in lines if not line.startswith("-"))
        text = path.read_text(encoding="utf-8")
        if text.count(old) != 1:
            pytest.fail(f"{path} holds this {text.count(old)} times:\n{old}")
        path.write_text(text.replace(old, new), encoding="utf-8")
