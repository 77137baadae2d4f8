"""People at the keyboard of the real app, each in a terminal and a home of their own, killed."""

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.screen import Program

SAVED_WITHIN = 0.25
"""Seconds after a key within which it must be on the disk."""
PACE = 0.05
"""Seconds from key to key."""

NAIVE = (
    "import sys, letterkit.tui.kept as kept; kept.SAVE_AFTER = 3600; "
    "from letterkit.__main__ import main; sys.exit(main())"
)
"""The same app, but for saving."""


class Typist:
    """Types digits into the order number of a new case."""

    def __init__(self, home: Path, *, naive: bool = False) -> None:
        (home / "config" / "letterkit").mkdir(parents=True)
        (home / "config" / "letterkit" / "settings.toml").write_text('language = "en"\n')
        self._environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "XDG_DATA_HOME": str(home / "data"),
            "XDG_CONFIG_HOME": str(home / "config"), "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        command = [sys.executable, *(["-c", NAIVE] if naive else ["-m", "letterkit"])]
        self.program = Program(command, self._environment)
        self.killed = 0.0
        self._typed: list[tuple[float, str]] = []

    def begin(self) -> None:
        self.program.read_until("Where did you buy it?")
        self.program.settle()
        self.program.write("\r")
        self.program.settle()
        self.program.write("\r")
        self.program.read_until("Still missing")
        self.program.settle()

    def type(self) -> None:
        sign = random.choice("0123456789")  # noqa: S311 - any digit will do
        self._typed.append((time.monotonic(), sign))
        self.program.write(sign)

    def kill(self) -> None:
        self.killed = time.monotonic()
        os.kill(self.program.id, signal.SIGKILL)

    def lost(self) -> int:
        """Return how many keys are lost that were old enough to be saved."""
        self.program.close()
        script = (
            "from letterkit.store.store import Store, store_path; store = Store(store_path()); "
            "lines = store.lines(); "
            "print(lines and store.case(lines[0].id).data.get('order', {}).get('number') or '')"
        )
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=self._environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        kept = done.stdout.strip()
        whole = "".join(sign for _, sign in self._typed)
        due = sum(at <= self.killed - SAVED_WITHIN for at, _ in self._typed)
        assert whole.startswith(kept), (whole, kept)
        return max(0, due - len(kept))


def losses(folder: Path, count: int, *, at_once: int = 3, naive: bool = False) -> list[int]:
    """Have `count` typists killed at random, some at once; return what each has lost."""
    lost: list[int] = []
    for first in range(0, count, at_once):
        typists = []
        for number in range(first, min(count, first + at_once)):
            home = folder / f"{'naive' if naive else 'own'}-{number}"
            home.mkdir()
            typists.append(Typist(home, naive=naive))
        with ThreadPoolExecutor() as at_the_same_time:
            list(at_the_same_time.map(Typist.begin, typists))
        ends = [random.randint(8, 30) for _ in typists]  # noqa: S311 - any moment will do
        for step in range(max(ends) + 1):
            for typist, end in zip(typists, ends, strict=True):
                if step < end:
                    typist.type()
                elif step == end:
                    typist.kill()
            time.sleep(PACE)
        lost += [typist.lost() for typist in typists]
    return lost
