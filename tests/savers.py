"""Processes that save cases and are killed, crowded or starved meanwhile, and what must be left.

Run as `python -m tests.savers WAY PATH …`: `saves` and `adds` say each number once it is saved.
Beside the store stands a naive way: the file itself, read, changed and written.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import sleep
from typing import Any

from letterkit.errors import LetterkitError
from letterkit.errors.store import CaseChangedElsewhereError
from letterkit.store.store import Store

LETTERS = 100_000
"""So that a save takes long enough to be hit."""


def data_numbered(number: int) -> dict[str, Any]:
    """Return data from which can be told whether it is whole."""
    return {"number": number, "words": f"{number} " * (LETTERS // (len(str(number)) + 1))}


class InStore:
    """One case in a store."""

    def __init__(self, path: Path) -> None:
        self._store = Store(path)
        lines = self._store.lines()
        self._id = lines[0].id if lines else self._store.add(data_numbered(0)).id

    def number(self) -> int:
        return whole_number(self._store.case(self._id).data)

    def save(self, number: int) -> None:
        case = self._store.case(self._id)
        self._store.save(self._id, data_numbered(number), revision=case.revision)

    def increase(self) -> None:
        case = self._store.case(self._id)
        while True:
            more = data_numbered(whole_number(case.data) + 1)
            try:
                self._store.save(self._id, more, revision=case.revision)
                return
            except CaseChangedElsewhereError as error:
                case = error.stored


class InFile:
    """One case in a file: what everybody writes first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if not path.exists():
            self.save(0)

    def number(self) -> int:
        return whole_number(json.loads(self._path.read_text()))

    def save(self, number: int) -> None:
        with self._path.open("w") as file:
            json.dump(data_numbered(number), file)

    def increase(self) -> None:
        self.save(self.number() + 1)


PLACES: dict[str, type[InStore] | type[InFile]] = {"store": InStore, "naive": InFile}


WAYS: dict[str, Callable[[InStore | InFile, int], None]] = {
    "saves": lambda case, number: case.save(number),
    "increases": lambda case, _: case.increase(),
}


def whole_number(data: dict[str, Any]) -> int:
    """Return the number in data; fail if the data is of two numbers."""
    number: int = data["number"]
    assert data == data_numbered(number), "a case is torn"
    return number


def main(place: str, path: Path, way: str, count: int) -> int:
    """Save, and say so; 3 if the disk refuses."""
    try:
        case = PLACES[place](path)
        for number in range(case.number() + 1, count + case.number() + 1):
            WAYS[way](case, number)
            os.write(1, b"%d\n" % number)
    except (LetterkitError, OSError) as error:
        sys.stderr.write(f"{type(error).__name__} {getattr(error, 'reason', '')}: {error}\n")
        return 3
    return 0


def saver(place: str, path: Path, way: str, count: int, *prefix: str) -> "subprocess.Popen[str]":
    command = [*prefix, sys.executable, "-m", "tests.savers", place, str(path), way, str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def harm_of_kills(place: str, path: Path, kills: int, *, seed: int) -> list[str]:
    """Kill a saver this often, each time at another moment; return what was torn or lost."""
    random = Random(seed)  # noqa: S311 - not a secret
    harm = []
    for _ in range(kills):
        process = saver(place, path, "saves", 10**6)
        assert process.stdout is not None
        first = process.stdout.readline()
        sleep(random.uniform(0, 0.02))
        process.send_signal(signal.SIGKILL)
        said = (first + process.communicate()[0]).split()
        harm += harm_at(place, path, int(said[-1]) if said else 0)
    return harm


def harm_at(place: str, path: Path, acknowledged: int) -> list[str]:
    """Return what is wrong with what is kept; mend it so that the next saver can begin."""
    try:
        kept = PLACES[place](path).number()
    except (AssertionError, ValueError) as error:
        path.unlink()
        return [f"torn: {error}"]
    return [f"lost: {acknowledged} was saved, {kept} is kept"] if kept < acknowledged else []


def harm_of_no_room(place: str, path: Path, *prefix: str) -> tuple[list[str], str]:
    """Save ten times, then go on where `prefix` leaves no room; return harm and complaint."""
    saver(place, path, "saves", 10).communicate()
    starved = saver(place, path, "saves", 1_000, *prefix)
    said, complaint = starved.communicate()
    assert starved.returncode == 3, complaint
    return harm_at(place, path, int(said.split()[-1]) if said else 10), complaint


def harm_of_a_crowd(place: str, path: Path, *, processes: int, updates: int) -> list[str]:
    """Let processes update one case at once; return the updates that were lost or refused."""
    before = PLACES[place](path).number()
    crowd = [saver(place, path, "increases", updates) for _ in range(processes)]
    harm = []
    for process in crowd:
        said = process.communicate()[1]
        if process.returncode:
            harm.append(f"failed: {said.strip().splitlines()[-1]}")
    try:
        lost = before + processes * updates - PLACES[place](path).number()
    except (AssertionError, ValueError):
        return [*harm, "torn"]
    return [*harm, *(["lost"] * lost)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])))
