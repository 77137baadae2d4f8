"""letterkit in a real terminal: a person types, and a letter stands on the screen."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from letterkit.domain.catalog import Catalog
from tests.builders import LANGUAGES
from tests.test_prompts import WHOLE

PATIENCE = 20.0
FIRST = "Where did you buy it?"


class Tmux:
    """One terminal of a private tmux server."""

    def __init__(self, tmux: str, socket: Path, command: str, *, width: int, height: int) -> None:
        self._tmux = [tmux, "-S", str(socket), "-f", "/dev/null"]
        self._call("new-session", "-d", "-x", str(width), "-y", str(height), "-s", "t", command)

    def type(self, line: str) -> None:
        self._call("send-keys", "-t", "t", "-l", line)
        self._call("send-keys", "-t", "t", "Enter")

    def press(self, key: str) -> None:
        self._call("send-keys", "-t", "t", key)

    def screen(self) -> str:
        return self._call("capture-pane", "-p", "-J", "-S", "-400", "-t", "t")

    def wait_for(self, words: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            screen = self.screen()
            if words in screen:
                return screen
            time.sleep(0.05)
        pytest.fail(f"{words!r} never came up:\n{self.screen()}")

    def close(self) -> None:
        subprocess.run([*self._tmux, "kill-server"], check=False)

    def _call(self, *arguments: str) -> str:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            [*self._tmux, *arguments], capture_output=True, text=True, env=environment, check=True
        )
        return done.stdout


@pytest.fixture
def terminal(tool: Callable[[str], str]) -> Iterator[Callable[..., Tmux]]:
    opened: list[Tmux] = []

    def open_terminal(*arguments: str, width: int = 80, height: int = 24) -> Tmux:
        command = [sys.executable, "-m", "letterkit", *arguments]
        line = f"{shlex.join(command)}; echo EXIT=$?; sleep 60"
        # A socket's path may not be long, and a test's own folder is.
        socket = Path(mkdtemp(prefix="lk")) / "socket"
        opened.append(Tmux(tool("tmux"), socket, line, width=width, height=height))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
def test_a_conversation_ends_in_a_letter(
    language: str, width: int, height: int, terminal: Callable[..., Tmux], catalog: Catalog
) -> None:
    screen = terminal("--lang", language, width=width, height=height)
    screen.wait_for(catalog.languages[language].gettext(FIRST))
    for line in WHOLE:
        screen.type(line)
    shown = screen.wait_for("EXIT=0")
    assert "Order 8190 3327 4102 66" in shown
    assert "6896 1122 0345" in shown
    assert "Please Upload Attachments" in shown
    assert catalog.languages[language].gettext("What to do now") in shown
    assert "Traceback" not in shown


def test_the_language_is_offered_in_its_own_name(terminal: Callable[..., Tmux]) -> None:
    screen = terminal()
    shown = screen.wait_for("[1]")
    for name in ("English", "italiano", "ქართული", "한국어", "русский"):
        assert name in shown


def test_a_conversation_broken_off_keeps_the_case(
    terminal: Callable[..., Tmux], tmp_path: Path
) -> None:
    screen = terminal("--lang", "en")
    screen.wait_for(FIRST)
    for line in WHOLE[:5]:
        screen.type(line)
    screen.wait_for("How much did you pay")
    screen.press("C-c")
    screen.wait_for("EXIT=130")
    kept = list((tmp_path / "data" / "letterkit" / "cases").glob("*.toml"))
    assert len(kept) == 1
    assert 'item = "mini PC"' in kept[0].read_text()
    assert kept[0].stat().st_mode & 0o777 == 0o600


def test_a_conversation_goes_on_where_nothing_can_be_saved(
    terminal: Callable[..., Tmux], tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    screen = terminal("--lang", "en", width=120, height=40)
    screen.wait_for(FIRST)
    for line in WHOLE:
        screen.type(line)
    shown = screen.wait_for("EXIT=0")
    assert shown.count("The case is not kept.") == 1
    assert "Order 8190 3327 4102 66" in shown
    assert "Traceback" not in shown
