"""A line that tells nothing about a screen: a pseudo terminal without a size, TERM=dumb."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

PATIENCE = 20.0
CTRL_C, CTRL_D = b"\x03", b"\x04"


class Line:
    """One letterkit at the other end of a line that tells it nothing about a screen."""

    def __init__(self, *arguments: str) -> None:
        self._end, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "dumb", "LC_ALL": "C.UTF-8"}
        for size in ("COLUMNS", "LINES"):
            environment.pop(size, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "letterkit", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=environment,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(theirs)
        self.said = ""
        self._answers = 0

    def wait_for(self, words: str) -> None:
        self._wait_until(lambda: words in unbroken(self.said), words)

    def wait_for_question(self) -> None:
        """Wait until one more question is asked than has been answered."""
        self._wait_until(lambda: self.said.count("\n> ") > self._answers, "a question")

    def _wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE
        while not is_so():
            if time.monotonic() > end or not self._hear():
                pytest.fail(f"{what!r} never came up:\n{self.said}")

    def type(self, *lines: str) -> None:
        """Answer one question after the other."""
        for line in lines:
            self.wait_for_question()
            self._answers += 1
            self.press(f"{line}\n".encode())

    def press(self, key: bytes) -> None:
        # What asks and what reads the answer are two steps of the other side.
        time.sleep(0.1)
        os.write(self._end, key)

    def to_the_end(self) -> int:
        """Listen to the end and return the exit code."""
        while self._hear():
            pass
        return self.process.wait(PATIENCE)

    def _hear(self) -> bool:
        """Listen for a while; False once the line is dead."""
        if not select.select([self._end], [], [], PATIENCE)[0]:
            return False
        try:
            heard = os.read(self._end, 65536)
        except OSError:
            return False
        self.said += heard.decode(errors="replace").replace("\r", "")
        return bool(heard)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        os.close(self._end)


def _take_terminal() -> None:
    """Make the line the terminal of the new process, so that Ctrl+C reaches it."""
    os.close(os.open(os.ttyname(0), os.O_RDWR))


def unbroken(text: str) -> str:
    """Return a text without the ends of lines that were set."""
    return " ".join(text.split()) + (" " if text.endswith(" ") else "")


@pytest.fixture
def line() -> Iterator[Callable[..., Line]]:
    opened: list[Line] = []

    def start(*arguments: str) -> Line:
        opened.append(Line(*arguments))
        return opened[-1]

    yield start
    for each in opened:
        each.close()
