"""How soon the app stands on the screen, and how soon a key shows in the letter.

Each program runs in a pty of its own. Start: CPU time of the process until its first whole frame.
Key: time from the key to the last byte of what it changes on the screen, and how many bytes.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from contextlib import suppress
from pathlib import Path

ROUNDS = 15
KEYS = 80
QUIET = 0.09
"""Seconds without output after which a key counts as shown."""
SIZE = (40, 120)
TO_ORDER_NUMBER = ("\x1bOQ", *["\x1b[B"] * 3, "\x1b[F")
"""Keys that lead to the end of the order number: F2, three times down, End."""


class Program:
    """A program in a pty."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def read_until(self, words: str) -> float:
        """Read until `words` are shown; return the CPU time that took, in ms."""
        seen = b""
        while words.encode() not in seen:
            seen += os.read(self._master, 65536)
        return self._cpu_ms()

    def settle(self) -> None:
        while self._ready(0.4):
            os.read(self._master, 65536)

    def key(self, sign: str) -> tuple[float, int]:
        """Press a key; return ms to the last byte that it changes, and the number of bytes."""
        begun = last = time.perf_counter()
        os.write(self._master, sign.encode())
        count = 0
        while self._ready(QUIET):
            count += len(os.read(self._master, 65536))
            last = time.perf_counter()
        return 1000 * (last - begun), count

    def write(self, text: str) -> None:
        os.write(self._master, text.encode())

    @property
    def id(self) -> int:
        return self._process.pid

    def memory_mb(self) -> float:
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        kb = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
        return int(kb) / 1024

    def close(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        with suppress(OSError):
            os.close(self._master)

    def hang_up(self) -> subprocess.Popen[bytes]:
        """Close the terminal, and nothing else; return the process that was in it."""
        os.close(self._master)
        return self._process

    def _ready(self, patience: float) -> bool:
        return bool(select.select([self._master], [], [], patience)[0])

    def _cpu_ms(self) -> float:
        """Return the CPU time of all its threads, which the scheduler counts in ns."""
        threads = Path(f"/proc/{self._process.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text().split()[0]) for each in threads) / 1e6


def environment(home: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH",)}
    return {
        **kept, "HOME": home, "XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config",
        "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "LETTERKIT_NO_NETWORK": "1",
    }  # fmt: skip


def small(name: str) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.small_apps", name]


LETTERKIT = [str(Path(sys.executable).with_name("letterkit"))]


def prepared(home: str, cases: int) -> str:
    """Fill a store with cases; return the id of the last."""
    script = (
        "import sys, msgspec\n"
        "from datetime import date\n"
        "from letterkit.answering.sketch import sketched\n"
        "from letterkit.answering.summary import summary_of\n"
        "from letterkit.domain.examples import example_case\n"
        "from letterkit.files.settings import save_language\n"
        "from letterkit.files.shipped import shipped_catalog\n"
        "from letterkit.store.store import Store, store_path\n"
        "catalog = shipped_catalog(); today = date.today()\n"
        "data = msgspec.to_builtins(example_case('wrong-tracking', catalog, letter='open-dispute',"
        " marketplace='aliexpress', language='ru', today=today))\n"
        "summary = summary_of(data, sketched(data, catalog, today=today))\n"
        "save_language('ru'); store = Store(store_path())\n"
        "for _ in range(int(sys.argv[1])): id = store.add(data, summary=summary).id\n"
        "print(id)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(cases)],
        env=environment(home), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def first_frame() -> None:
    """Print P6: the list of cases, with one case and with a thousand, beside the floor."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as many:
        prepared(one, 1)
        prepared(many, 1000)
        programs = {
            "a minimal Textual app": (small("floor"), one, "READY"),
            "letterkit, 1 case": (LETTERKIT, one, "Bluetooth"),
            "letterkit, 1,000 cases": (LETTERKIT, many, "Bluetooth"),
        }
        times: dict[str, list[float]] = {name: [] for name in programs}
        for round_ in range(ROUNDS + 1):
            for name, (command, home, words) in programs.items():
                program = Program(command, environment(home))
                taken = program.read_until(words)
                program.close()
                if round_:
                    times[name].append(taken)
    floor = times["a minimal Textual app"]
    print(f"\n{'first frame, CPU time':28}{'ms':>8}{'ratio':>8}{'goal':>8}")
    for name, taken_ in times.items():
        # A machine is faster or slower for a while: what is compared was measured side by side.
        ratio = statistics.median(ours / least for ours, least in zip(taken_, floor, strict=True))
        goal = "" if name.startswith("a ") else "1.2×"
        print(f"{name:28}{statistics.median(taken_):8.1f}{ratio:7.2f}×{goal:>8}")


def keys() -> None:
    """Print P7: from a key to the letter."""
    with tempfile.TemporaryDirectory() as home:
        id = prepared(home, 1)
        programs = {
            "floor": Program(small("floor"), environment(home)),
            "Static preview": Program(small("preview"), environment(home)),
            "letterkit": Program([*LETTERKIT, "open", id], environment(home)),
        }
        programs["letterkit"].read_until("LP00123456789CN")
        for program in programs.values():
            program.settle()
        for step in TO_ORDER_NUMBER:
            programs["letterkit"].write(step)
            programs["letterkit"].settle()
        taken: dict[str, list[tuple[float, int]]] = {name: [] for name in programs}
        for number in range(KEYS):
            # A key and its taking back, so that no line grows.
            sign = "7" if number % 2 == 0 else "\x7f"
            for name, program in programs.items():
                taken[name].append(program.key(sign))
        for program in programs.values():
            program.close()
    print(f"\n{'key to preview':20}{'median':>8}{'ratio':>8}{'goal':>8}", end="")
    print(f"{'p99':>8}{'ratio':>8}{'goal':>8}{'bytes':>8}{'ratio':>8}{'goal':>8}")
    middle = {name: statistics.median(ms for ms, _ in each) for name, each in taken.items()}
    slow = {name: sorted(ms for ms, _ in each)[int(0.99 * KEYS)] for name, each in taken.items()}
    sent = {name: statistics.mean(count for _, count in each) for name, each in taken.items()}
    for name in programs:
        is_ours = name == "letterkit"
        print(
            f"{name:20}{middle[name]:8.1f}{middle[name] / middle['floor']:7.2f}×"
            f"{'1.15×' if is_ours else '':>8}{slow[name]:8.1f}{slow[name] / slow['floor']:7.2f}×"
            f"{'1.3×' if is_ours else '':>8}{sent[name]:8.0f}"
            f"{sent[name] / sent['Static preview']:7.2f}×{'0.4×' if is_ours else '':>8}"
        )


def main() -> None:
    first_frame()
    keys()
