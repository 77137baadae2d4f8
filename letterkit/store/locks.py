"""Locks that end with the process that holds them, however it ends.

SQLite brings them for every system that it runs on: an empty database, held exclusively.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Self


class HeldLock:
    """A lock that this process holds."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    @classmethod
    def taken(cls, path: Path, *, patience: float = 0) -> Self | None:
        """Return the lock of this name, or None if another holds it for `patience` seconds.

        Raises:
            OSError: the file cannot be made.
        """
        create_private(path)
        connection = sqlite3.connect(
            path, timeout=patience, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                return None
            raise OSError(None, error.sqlite_errorname) from error
        return cls(path, connection)

    def release(self) -> None:
        self._connection.close()

    def remove(self) -> None:
        """Release it for good: nobody takes a lock of this name again."""
        with suppress(OSError):
            self._path.unlink()
        self._connection.close()


def create_private(path: Path) -> None:
    """Make sure that a file is there and that only its owner can read it.

    SQLite would make it readable by everybody; its journals take over the file's own mode.
    """
    missing = [folder for folder in path.parents if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(mode=0o700, exist_ok=True)
    # A file that is there is not opened: closing it again would end every lock that this process
    # holds on it, SQLite's own as well.
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    make_private(path)


def make_private(path: Path) -> None:
    """Take the right to read a file from everybody but its owner."""
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
