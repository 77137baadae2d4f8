"""The page about the app in a browser: what it says to start does start."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from letterkit.web.doors import GUESSES, SPAN
from letterkit.web.server import MOST_PAGES
from letterkit.web.visitors import GRACE, MOST_VISITORS
from tests.browsers import Served

PAGE = (Path(__file__).parent.parent / "docs" / "browser.md").read_text(encoding="utf-8")
COMMANDS = [
    line
    for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
    if "letterkit serve" in line
]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_page_serves_until_it_is_told_to_end(
    command: str, served: Callable[..., Served]
) -> None:
    variables, _, options = command.partition("letterkit serve")
    environment = dict(each.split("=", 1) for each in shlex.split(variables))
    server = served(*shlex.split(options), **environment)
    assert server.address.startswith("http")
    assert server.stop() == 0


def test_the_numbers_of_the_page_are_those_of_the_program() -> None:
    assert (GRACE, GUESSES, SPAN) == (600, 20, 60)
    assert (MOST_PAGES, MOST_VISITORS) == (50, 1_000)
    for said in ("ten minutes", "20 wrong passwords in a minute", "50 pages", "1,000 visitors"):
        assert said in PAGE.lower()
