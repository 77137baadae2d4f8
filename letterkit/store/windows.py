"""Which case stands open in which window, so that a crash loses none from sight."""

import os
import sqlite3
from pathlib import Path

from letterkit.store.locks import HeldLock


class Window:
    """One running letterkit. Its name is locked for as long as the process lives."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._name = os.urandom(8).hex()
        self._lock: HeldLock | None = None
        self._ended: set[str] = set()
        """Windows that ended without closing, whose cases this one has named."""

    def shows(self, case_id: str | None, connection: sqlite3.Connection) -> None:
        """Write down which case stands open here; None for no case."""
        if self._lock is None:
            self._lock = HeldLock.taken(self._file(self._name))
        connection.execute("DELETE FROM open_cases WHERE window = ?", (self._name,))
        if case_id is not None:
            connection.execute("INSERT INTO open_cases VALUES (?, ?)", (self._name, case_id))

    def left_open(self, connection: sqlite3.Connection) -> list[str]:
        """Return the ids of the cases whose window ended without closing."""
        left = []
        rows = connection.execute(
            "SELECT window, case_id FROM open_cases JOIN cases ON cases.id = case_id "
            "WHERE deleted IS NULL ORDER BY changed DESC"
        ).fetchall()
        for window, case_id in rows:
            if window != self._name and self._has_ended(window):
                self._ended.add(window)
                left.append(case_id)
        return list(dict.fromkeys(left))

    def close(self, connection: sqlite3.Connection) -> None:
        """Forget this window, and those whose cases it has offered."""
        for window in (self._name, *self._ended):
            connection.execute("DELETE FROM open_cases WHERE window = ?", (window,))
        self._ended.clear()
        if self._lock is not None:
            self._lock.remove()
            self._lock = None

    @property
    def has_something_to_forget(self) -> bool:
        return self._lock is not None or bool(self._ended)

    def _has_ended(self, window: str) -> bool:
        lock = HeldLock.taken(self._file(window))
        if lock is None:
            return False
        lock.remove()
        return True

    def _file(self, window: str) -> Path:
        return self._folder / f"{window}.lock"
