"""The page about going line by line: what it says to type is understood."""

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from letterkit.answering.typed import read_typed
from tests.lines import CTRL_D, Line

PAGE = (Path(__file__).parent.parent / "docs" / "plain.md").read_text(encoding="utf-8")
COMMANDS = [
    each for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for each in block.splitlines()
]


def test_every_command_of_the_page_works_in_order(
    line: Callable[..., Line],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(COMMANDS) == 3
    for command in COMMANDS:
        if "--plain" in command:
            talk = line("--lang", "en", *shlex.split(command)[1:])
            talk.wait_for_question()
            talk.press(CTRL_D)
            assert talk.to_the_end() == 0, talk.said
        else:
            ready = command.replace("letterkit", f"{sys.executable} -m letterkit", 1)
            subprocess.run(ready, shell=True, check=True)


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("date", ("30.11.2026", "2026-11-30")),
        ("money", ("24.90 USD", "$24.90", "24,90 евро")),
    ],
)
def test_the_examples_of_the_page_are_understood(kind: str, column: tuple[str, ...]) -> None:
    for typed in column:
        assert f"`{typed}`" in PAGE
        read_typed(kind, typed, language="ru")
