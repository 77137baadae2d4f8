"""Texts that command a terminal, and a witness of every byte that a program writes to one.

Run as `python -m tests.payloads`: an app as it is first written, which shows them.
"""

import fcntl
import os
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.benchmarks.screen import Program

PAYLOADS = {
    "clipboard": "\x1b]52;c;UEFZTE9BRA==\x07",
    "title": "\x1b]0;PAYLOAD\x07",
    "link": "\x1b]8;;https://payload.example\x1b\\",
    "clear": "PAY\x1b[2JLOAD",
    "cursor": "\x1b[77;7H",
    "screen": "\x1b[?7749l",
    "device": "\x1bP$qPAYLOAD\x1b\\",
    "colour in C1": "PAY\x9b31mLOAD",
    "clipboard in C1": "\x9d52;c;UEFZTE9BRA==\x9c",
    "NUL, backspace, delete": "PAY\0\x08\x7fLOAD",
    "line written over": "PAY\rLOAD",
    "turned around": "PAY\u202egpj.exe",
    "isolated": "PAY\u2066LOAD\u200f",
}
MARKUP = "[/] [@click=app.quit]x[/] [b]"
"""Not a command to the terminal, but to what draws on it."""

_SIGNS_OF = {
    "NUL, backspace, delete": ("\0", "\x08", "\x7f"),
    "turned around": ("\u202e",),
    "isolated": ("\u2066", "\u200f"),
    "colour in C1": ("\x9b",),
    "clipboard in C1": ("\x9d", "\x9c"),
}
"""No app writes these at all; of the others the whole sequence is looked for."""


def raw_in(written: bytes) -> list[str]:
    """Return the payloads that reached the terminal as commands."""
    return [
        name
        for name, payload in PAYLOADS.items()
        if any(sign.encode() in written for sign in _SIGNS_OF.get(name, (payload,)))
    ]


class Witness(Program):
    """A program in a pty of which every byte is kept."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        super().__init__(command, environment)
        self.written = bytearray()
        # What is typed after its end must not come back from the terminal itself.
        attributes = termios.tcgetattr(self._master)
        attributes[3] &= ~termios.ECHO
        termios.tcsetattr(self._master, termios.TCSANOW, attributes)

    def read(self, quiet: float) -> bytes:
        """Read until nothing has come for so many seconds; return what came."""
        came = bytearray()
        while select.select([self._master], [], [], quiet)[0]:
            try:
                part = os.read(self._master, 65536)
            except OSError:
                break
            if not part:
                break
            came += part
        self.written += came
        return bytes(came)

    def wait_for(self, words: str, patience: float = 20) -> None:
        end = time.monotonic() + patience
        while words.encode() not in self.written:
            self.read(0.05)
            assert time.monotonic() < end, f"{words!r} never came: {self.written[-2000:]!r}"

    def press(self, keys: Sequence[str], quiet: float) -> None:
        for key in keys:
            self.write(key)
            self.read(quiet)

    def paste(self, text: str, quiet: float) -> None:
        self.write(f"\x1b[200~{text}\x1b[201~")
        self.read(quiet)

    def resize(self, width: int, height: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        os.kill(self.id, signal.SIGWINCH)

    @property
    def exit_code(self) -> int | None:
        """The exit code; None as long as it runs."""
        return self._process.poll()

    def quit(self) -> int | None:
        """Press Ctrl+Q until it ends, and return the exit code; None if it does not end."""
        for _ in range(100):
            with suppress(OSError):
                self.write("\x11")
            self.read(0.2)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)
                break
        code = self.exit_code
        self.close()
        return code


def naive() -> None:
    """Show the payloads as Textual's widgets do when they are given them."""
    from textual.app import App, ComposeResult
    from textual.widgets import DataTable, Input, Static, TextArea

    texts = [*PAYLOADS.values()]

    class Naive(App[None]):
        def compose(self) -> ComposeResult:
            for text in texts:
                yield Static(text, markup=False)
            yield Input(texts[0])
            yield TextArea("\n".join(texts))
            yield DataTable()

        def on_mount(self) -> None:
            table = self.query_one(DataTable)
            table.add_columns("what")
            for text in texts:
                table.add_row(text)
            self.notify("".join(texts), markup=False)
            self.set_timer(1, lambda: self.notify("READY"))

    Naive().run()


NAIVE = [sys.executable, "-m", "tests.payloads"]
HERE = str(Path(__file__).parent.parent)

if __name__ == "__main__":
    naive()
