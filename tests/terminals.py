"""A real terminal: tmux, in a server of its own."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

PATIENCE = 20.0


class Tmux:
    """One terminal of a private tmux server."""

    def __init__(self, tmux: str, socket: Path, command: str, *, width: int, height: int) -> None:
        self._tmux = [tmux, "-S", str(socket), "-f", "/dev/null"]
        self._call(
            "start-server",
            ";",
            "set",
            "-s",
            "set-clipboard",
            "on",
            ";",
            "new-session",
            "-d",
            "-x",
            str(width),
            "-y",
            str(height),
            "-s",
            "t",
            command,
        )

    def type(self, line: str) -> None:
        self._call("send-keys", "-t", "t", "-l", line)
        self._call("send-keys", "-t", "t", "Enter")

    def press(self, key: str) -> None:
        self._call("send-keys", "-t", "t", key)

    def screen(self) -> str:
        return self._call("capture-pane", "-p", "-J", "-S", "-400", "-t", "t")

    def wait_for(self, words: str) -> str:
        return self.wait_until(lambda screen: words in screen, repr(words))

    def wait_until(self, is_so: Callable[[str], bool], what: str) -> str:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            screen = self.screen()
            if is_so(screen):
                return screen
            time.sleep(0.05)
        pytest.fail(f"never {what}:\n{self.screen()}")

    def write(self, text: str) -> None:
        """Type text without Enter."""
        self._call("send-keys", "-t", "t", "-l", text)

    def paste(self, text: str) -> None:
        self._call("set-buffer", "-b", "given", text)
        self._call("paste-buffer", "-p", "-b", "given", "-t", "t")

    def copied(self) -> str:
        """Return what the program has put on the terminal's clipboard (OSC 52)."""
        return self._call("show-buffer")

    def resize(self, width: int, height: int) -> None:
        self._call("resize-window", "-t", "t", "-x", str(width), "-y", str(height))

    def raw(self) -> str:
        """Return the screen with its escape sequences."""
        return self._call("capture-pane", "-p", "-e", "-t", "t")

    def process(self) -> int:
        """Return the id of the process that runs in it."""
        shell = self._call("list-panes", "-F", "#{pane_pid}").strip()
        found = subprocess.run(
            ["pgrep", "-P", shell], capture_output=True, text=True, check=True
        ).stdout.split()
        return int(found[0])

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

    def open_terminal(
        *arguments: str, command: str = "", width: int = 80, height: int = 24
    ) -> Tmux:
        """Open one for letterkit with these arguments, or for another command."""
        letterkit = shlex.join([sys.executable, "-m", "letterkit", *arguments])
        line = f"{command or letterkit}; echo EXIT=$?; sleep 60"
        # A socket's path may not be long, and a test's own folder is.
        socket = Path(mkdtemp(prefix="lk")) / "socket"
        opened.append(Tmux(tool("tmux"), socket, line, width=width, height=height))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.close()
