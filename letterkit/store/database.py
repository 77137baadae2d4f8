"""Opens the file of the cases: made private, brought up to date, set aside if it is damaged."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from letterkit.errors import LetterkitError
from letterkit.errors.store import (
    NewerStoreError,
    StoreDamagedError,
    StoreSetAsideError,
    StoreUnusableError,
)
from letterkit.store.locks import HeldLock, create_private, make_private
from letterkit.store.salvage import salvaged
from letterkit.store.schema import MIGRATIONS

PATIENCE = 30.0
"""Seconds to wait for another process; six that never rest keep one waiting for less."""

_PARTS = ("-journal", "-wal", "-shm", "")
"""What belongs to a file of cases; it is moved last, lest a new one be given its old journal."""

_REASONS = {
    errno.EACCES: "denied",
    errno.EPERM: "denied",
    errno.EROFS: "denied",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
}
"""What an error of the system means for the store."""


def journal_mode(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> str:
    """Return the journal that loses nothing with this version of SQLite.

    Before 3.51.3, 3.50.7 and 3.44.6, a write-ahead log that is reset at the wrong moment can lose
    what was committed: https://sqlite.org/wal.html#walresetbug
    """
    fixed = (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )
    return "wal" if fixed else "delete"


def opened(
    path: Path, migrations: Sequence[str]
) -> tuple[sqlite3.Connection, StoreSetAsideError | None]:
    """Return a connection to the file at `path`, and what to tell if a damaged one was set aside.

    Raises:
        NewerStoreError: a later version made the file; it is left alone.
        StoreUnusableError: the file can be neither opened nor made.
    """
    with explained(path):
        connection = _ready(path, migrations) if path.exists() else None
        return (connection, None) if connection else _made_ready(path, migrations)


def _ready(path: Path, migrations: Sequence[str]) -> sqlite3.Connection | None:
    """Return a connection to a file that is whole and up to date; None if it is not."""
    make_private(path)
    try:
        connection = _connected(path)
    except StoreDamagedError:
        return None
    try:
        is_ready = checked_version(connection, path, migrations) == len(migrations)
        if is_ready and _is_writable(path):
            _choose_journal(connection)
    except BaseException:
        connection.close()
        raise
    if not is_ready:
        connection.close()
        return None
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite and the system say of the file into an error for a person."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(error, path) from error
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, "failed")
        raise StoreUnusableError(reason, path=path, detail=error.strerror) from error


def _explained(error: sqlite3.Error, path: Path) -> LetterkitError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreDamagedError(path=path)
    reasons = {
        sqlite3.SQLITE_FULL: "full",
        sqlite3.SQLITE_READONLY: "denied",
        sqlite3.SQLITE_PERM: "denied",
        sqlite3.SQLITE_BUSY: "busy",
        sqlite3.SQLITE_LOCKED: "busy",
    }
    reason = reasons.get(code, "failed")
    if code == sqlite3.SQLITE_CANTOPEN and not os.access(path.parent, os.W_OK):
        reason = "denied"
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StoreUnusableError(reason, path=path, detail=name)


def _made_ready(
    path: Path, migrations: Sequence[str]
) -> tuple[sqlite3.Connection, StoreSetAsideError | None]:
    """Make, migrate or replace the file while no other process does."""
    lock = HeldLock.taken(path.with_name(f"{path.name}.lock"), patience=PATIENCE)
    if lock is None:
        raise StoreUnusableError("busy", path=path)
    aside = None
    try:
        create_private(path)
        try:
            connection = _connected(path)
        except StoreDamagedError:
            aside = _set_aside(path)
            create_private(path)
            connection = _connected(path)
        try:
            _migrate(connection, path, migrations)
            saved = salvaged(aside, connection) if aside else 0
        except BaseException:
            connection.close()
            raise
    finally:
        lock.release()
    return connection, StoreSetAsideError(aside=aside, saved=saved) if aside else None


def _connected(path: Path) -> sqlite3.Connection:
    """Return a connection to a file that was looked through and is whole."""
    # A file that cannot be written needs, and gets, no journal to be read.
    way = "mode=rw" if _is_writable(path) else "mode=ro&immutable=1"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{way}",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        # What is deleted must not outlive itself in a temporary file.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA synchronous = FULL")
        faults = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        connection.close()
        raise _explained(error, path) from error
    if faults != "ok":
        connection.close()
        raise StoreDamagedError(path=path)
    return connection


def _is_writable(path: Path) -> bool:
    """Whether the file can be written, or is in the middle of it: then it is no use to pretend."""
    journals = [path.with_name(path.name + each) for each in ("-journal", "-wal")]
    return os.access(path.parent, os.W_OK) or any(each.exists() for each in journals)


def checked_version(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[str] = MIGRATIONS
) -> int:
    """Return the version of the tables.

    Raises:
        NewerStoreError: it is one that only a later letterkit knows.
    """
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(migrations):
        raise NewerStoreError(path=path, found=version, known=len(migrations))
    return version


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[str]) -> None:
    version = checked_version(connection, path, migrations)
    if version == len(migrations):
        return
    if version:
        _back_up(connection, path, version)
    _choose_journal(connection)
    steps = "".join(migrations[version:])
    connection.executescript(
        f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {len(migrations)}; COMMIT;"
    )


def _choose_journal(connection: sqlite3.Connection) -> None:
    """Set the journal that fits this SQLite; another version may have chosen otherwise."""
    wanted = journal_mode()
    if connection.execute("PRAGMA journal_mode").fetchone()[0] == wanted:
        return
    try:
        connection.execute(f"PRAGMA journal_mode = {wanted}")
    except sqlite3.OperationalError:
        # Another process has the file open. Only a log that can lose something is a reason to stop.
        if wanted == "delete":
            raise


def _back_up(connection: sqlite3.Connection, path: Path, version: int) -> None:
    backup = _free_name(path, f"version-{version}")
    create_private(backup)
    with closing(sqlite3.connect(backup)) as target:
        connection.backup(target)


def _set_aside(path: Path) -> Path:
    """Rename a damaged file, with the journals that belong to it, and return its new name."""
    aside = _free_name(path, "damaged")
    for ending in _PARTS:
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside


def copies_beside(path: Path) -> list[Path]:
    """Return backups of the file and damaged ones that were set aside."""
    return sorted(path.parent.glob(f"{path.stem}.*-*{path.suffix}"))


def _free_name(path: Path, word: str) -> Path:
    dated = f"{path.stem}.{word}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    taken = {each.name for each in path.parent.iterdir()}
    names = (f"{dated}{more}{path.suffix}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return path.with_name(next(name for name in names if name not in taken))
