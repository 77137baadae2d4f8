"""Cases that are kept from one day to the next, and what was taken out of them.

Every save is on the disk when it returns, and an older state never replaces a newer one.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from letterkit.domain.noun import Noun
from letterkit.errors import (
    CaseChangedElsewhereError,
    CaseInBinError,
    DamagedCaseError,
    UnknownCaseError,
)
from letterkit.files.own import own_folder
from letterkit.store.database import copies_beside, explained, opened
from letterkit.store.ids import new_id
from letterkit.store.json_text import as_json, from_json
from letterkit.store.schema import MIGRATIONS
from letterkit.store.windows import Window

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class StoredCase(Noun, frozen=True, kw_only=True):
    """A case as it is kept; it may be unfinished."""

    id: str
    data: dict[str, Any]
    """In the shape of the case file, days as ISO text. The store never looks into it."""
    revision: int
    """1 for a new one, and one more at each save."""
    created: datetime
    changed: datetime


class CaseLine(Noun, frozen=True, kw_only=True):
    """A case in a list, without its data."""

    id: str
    summary: dict[str, Any]
    """What whoever saved the case wants to see in a list."""
    changed: datetime
    is_archived: bool
    revision: int


class Copied(Noun, frozen=True, kw_only=True):
    """What was taken out of a case, and when."""

    at: datetime
    letter: str
    field: str
    """The exact label of the form's field; empty for the whole letter."""
    text: str
    way: str
    """clipboard, file or editor."""
    sent_on: date | None = None
    """The day on which the buyer says to have sent it."""


def store_path() -> Path:
    """Return where the cases are kept, in the user's own data folder; it need not exist.

    Raises:
        NoHomeError: there is no home in which it could lie.
    """
    return own_folder() / "store" / "cases.sqlite"


class Store:
    """The file of the cases. It may be shared between threads, and between processes.

    All methods raise StoreUnusableError if the disk, or another process, does not let them, and
    StoreDamagedError if the file turns out to be damaged; what was saved before is unharmed.
    """

    def __init__(self, path: Path) -> None:
        """Open or make the file at `path`.

        Raises:
            NewerStoreError: a later version made the file; it is left alone.
        """
        self.path = path
        self._connection, self.set_aside = opened(path, MIGRATIONS)
        self._identity = _identity(path)
        self._one_at_a_time = threading.RLock()
        self._window = Window(path.parent / "windows")

    def close(self) -> None:
        """Close the file; the case that stood open counts as closed."""
        try:
            if self._window.has_something_to_forget:
                with self._writing() as connection:
                    self._window.close(connection)
        finally:
            self._connection.close()

    def lines(self, *, archived: bool = False) -> list[CaseLine]:
        """Return the cases that are not deleted, newest change first; `archived` adds those."""
        return self._lines(in_bin=False, archived=archived)

    def binned(self) -> list[CaseLine]:
        """Return the cases in the bin, newest change first."""
        return self._lines(in_bin=True, archived=True)

    def _lines(self, *, in_bin: bool, archived: bool) -> list[CaseLine]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT id, summary, changed, is_archived, revision FROM cases "
                "WHERE (deleted IS NOT NULL) = ? AND is_archived <= ? "
                "ORDER BY changed DESC, rowid DESC",
                (in_bin, archived),
            ).fetchall()
        return [
            CaseLine(
                id=id,
                summary=_summary(summary),
                changed=_moment(changed),
                is_archived=bool(is_archived),
                revision=revision,
            )
            for id, summary, changed, is_archived, revision in rows
        ]

    def case(self, id: str, *, in_bin: bool = False) -> StoredCase:
        """Return a case; `in_bin` allows for one in the bin.

        Raises:
            UnknownCaseError: there is none, or (CaseInBinError) it is in the bin.
            DamagedCaseError: its data cannot be read.
        """
        with self._reading() as connection:
            return _found(connection, id, in_bin=in_bin)

    def known_id(self, id: str) -> str:
        """Return the id as it is stored, however it was typed; also of a case in the bin.

        Raises:
            UnknownCaseError: there is none.
        """
        with self._reading() as connection:
            return _known(connection, id, in_bin=True)

    def copies(self) -> list[Path]:
        """Return the files beside the store that hold cases of earlier: backups, damaged ones."""
        return copies_beside(self.path)

    def add(self, data: dict[str, Any], *, summary: dict[str, Any] | None = None) -> StoredCase:
        """Keep a new case and return it with its id."""
        now = _now()
        text = as_json(data)
        with self._writing() as connection:
            id = _unused_id(connection)
            connection.execute(
                "INSERT INTO cases (id, revision, created, changed, summary, data) "
                "VALUES (?, 1, ?, ?, ?, ?)",
                (id, now, now, as_json(summary or {}), text),
            )
        return _stored(id, text, 1, now, now)

    def save(
        self,
        id: str,
        data: dict[str, Any],
        *,
        revision: int,
        summary: dict[str, Any] | None = None,
    ) -> StoredCase:
        """Keep a case anew, over the `revision` that it was read at.

        Raises:
            CaseChangedElsewhereError: another revision is stored by now; the error carries it.
            UnknownCaseError: as `case`.
        """
        now = _now()
        text = as_json(data)
        with self._writing() as connection:
            before = _found(connection, id)
            if before.revision != revision:
                raise CaseChangedElsewhereError(before.id, before)
            connection.execute(
                "UPDATE cases SET revision = ?, changed = ?, data = ?, "
                "summary = coalesce(?, summary) WHERE id = ?",
                (
                    revision + 1,
                    now,
                    text,
                    None if summary is None else as_json(summary),
                    before.id,
                ),
            )
        created = (before.created - _EPOCH) // timedelta(microseconds=1)
        return _stored(before.id, text, revision + 1, created, now)

    def archive(self, id: str, *, archived: bool = True) -> None:
        """Take a case out of the usual list, or put it back."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE cases SET is_archived = ? WHERE id = ?", (archived, _known(connection, id))
            )

    def delete(self, id: str) -> None:
        """Put a case into the bin, from where it can be taken back."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE cases SET deleted = ? WHERE id = ?", (_now(), _known(connection, id))
            )

    def restore(self, id: str) -> None:
        """Take a case back out of the bin."""
        with self._writing() as connection:
            known = _known(connection, id, in_bin=True)
            connection.execute("UPDATE cases SET deleted = NULL WHERE id = ?", (known,))

    def purge(self, id: str | None = None) -> None:
        """Delete for good, with its history: one case, or all that are in the bin.

        What is freed is overwritten, and the file is written anew without it.
        """
        with self._writing() as connection:
            if id is None:
                connection.execute("DELETE FROM cases WHERE deleted IS NOT NULL")
            else:
                known = _known(connection, id, in_bin=True)
                connection.execute("DELETE FROM cases WHERE id = ?", (known,))
        with self._reading() as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def record(self, id: str, copied: Copied) -> None:
        """Remember that something was taken out of a case."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO copied (case_id, at, letter, field, text, way, sent_on) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    _known(connection, id),
                    (copied.at - _EPOCH) // timedelta(microseconds=1),
                    copied.letter,
                    copied.field,
                    copied.text,
                    copied.way,
                    copied.sent_on and copied.sent_on.isoformat(),
                ),
            )

    def copied(self, id: str) -> list[Copied]:
        """Return what was taken out of a case, the oldest first."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT at, letter, field, text, way, sent_on FROM copied "
                "WHERE case_id = ? ORDER BY at, rowid",
                (_known(connection, id),),
            ).fetchall()
        return [
            Copied(
                at=_moment(at),
                letter=letter,
                field=field,
                text=text,
                way=way,
                sent_on=date.fromisoformat(sent_on) if sent_on else None,
            )
            for at, letter, field, text, way, sent_on in rows
        ]

    def mark_sent(self, id: str, letter: str, on: date | None) -> None:
        """Remember on which day the buyer sent what was copied of a letter; None takes it back.

        What an earlier day was named for keeps that day.
        """
        with self._writing() as connection:
            connection.execute(
                "UPDATE copied SET sent_on = ? "
                "WHERE case_id = ? AND letter = ? AND (sent_on IS NULL) = ?",
                (on and on.isoformat(), _known(connection, id), letter, on is not None),
            )

    def set_open(self, id: str | None) -> None:
        """Remember that a case stands open here; None if none does any more."""
        with self._writing() as connection:
            self._window.shows(id and _known(connection, id), connection)

    def left_open(self) -> list[str]:
        """Return the cases that stood open in a letterkit that ended without closing.

        One that is open in a letterkit that still runs is not among them. They are named again
        until a store that has named them is closed.
        """
        with self._reading() as connection:
            return self._window.left_open(connection)

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._one_at_a_time, explained(self.path):
            if _identity(self.path) != self._identity:
                self._reopen()
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Hold the one right to write from before the first reading to the end of the writing."""
        with self._reading() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def _reopen(self) -> None:
        """Follow a process that set the file aside: what goes into the old one is lost."""
        self._connection.close()
        self._connection, self.set_aside = opened(self.path, MIGRATIONS)
        self._identity = _identity(self.path)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _known(connection: sqlite3.Connection, id: str, *, in_bin: bool = False) -> str:
    """Return the id as it is stored, however it was typed; `in_bin` allows for deleted cases."""
    row = connection.execute(
        "SELECT id, deleted FROM cases WHERE id = ?", (id.strip().casefold(),)
    ).fetchone()
    if row is None:
        rows = connection.execute("SELECT id FROM cases WHERE deleted IS NULL").fetchall()
        raise UnknownCaseError(id, [known for (known,) in rows])
    if row[1] is not None and not in_bin:
        raise CaseInBinError(row[0])
    known: str = row[0]
    return known


def _found(connection: sqlite3.Connection, id: str, *, in_bin: bool = False) -> StoredCase:
    known = _known(connection, id, in_bin=in_bin)
    row = connection.execute(
        "SELECT id, data, revision, created, changed FROM cases WHERE id = ?", (known,)
    ).fetchone()
    return _stored(*row)


def _stored(id: str, text: str, revision: int, created: int, changed: int) -> StoredCase:
    try:
        data = from_json(text)
    except ValueError as error:
        raise DamagedCaseError(id=id) from error
    return StoredCase(
        id=id, data=data, revision=revision, created=_moment(created), changed=_moment(changed)
    )


def _summary(text: str) -> dict[str, Any]:
    """Return a summary; one that cannot be read hides no case from the list."""
    try:
        summary: dict[str, Any] = from_json(text)
    except ValueError:
        return {}
    return summary


def _unused_id(connection: sqlite3.Connection) -> str:
    while True:
        id = new_id()
        taken = connection.execute("SELECT 1 FROM cases WHERE id = ?", (id,)).fetchone()
        if taken is None:
            return id


def _now() -> int:
    return (datetime.now(UTC) - _EPOCH) // timedelta(microseconds=1)


def _moment(number: int) -> datetime:
    return _EPOCH + timedelta(microseconds=number)
