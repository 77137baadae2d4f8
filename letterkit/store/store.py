"""Cases that are kept from one day to the next, and what was taken out of them.

Every save is on the disk when it returns, and an older state never replaces a newer one.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from letterkit.errors.store import CaseChangedElsewhereError
from letterkit.files.own import own_folder
from letterkit.store.database import checked_version, copies_beside, explained, opened
from letterkit.store.json_text import as_json
from letterkit.store.nouns import CaseLine, Copied, StoredCase
from letterkit.store.rows import (
    found_case,
    known_id,
    moment_of,
    number_of,
    stored_case,
    summary_in,
    unused_id,
)
from letterkit.store.schema import MIGRATIONS
from letterkit.store.windows import Window

__all__ = ["CaseLine", "Copied", "Store", "StoredCase", "store_path"]


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
                summary=summary_in(summary),
                changed=moment_of(changed),
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
            return found_case(connection, id, in_bin=in_bin)

    def known_id(self, id: str) -> str:
        """Return the id as it is stored, however it was typed; also of a case in the bin.

        Raises:
            UnknownCaseError: there is none.
        """
        with self._reading() as connection:
            return known_id(connection, id, in_bin=True)

    def copies(self) -> list[Path]:
        """Return the files beside the store that hold cases of earlier: backups, damaged ones."""
        return copies_beside(self.path)

    def add(self, data: dict[str, Any], *, summary: dict[str, Any] | None = None) -> StoredCase:
        """Keep a new case and return it with its id."""
        now = number_of(datetime.now(UTC))
        text = as_json(data)
        with self._writing() as connection:
            id = unused_id(connection)
            connection.execute(
                "INSERT INTO cases (id, revision, created, changed, summary, data) "
                "VALUES (?, 1, ?, ?, ?, ?)",
                (id, now, now, as_json(summary or {}), text),
            )
        return stored_case(id, text, 1, now, now)

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
        now = number_of(datetime.now(UTC))
        text = as_json(data)
        with self._writing() as connection:
            before = found_case(connection, id)
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
        created = number_of(before.created)
        return stored_case(before.id, text, revision + 1, created, now)

    def archive(self, id: str, *, archived: bool = True) -> None:
        """Take a case out of the usual list, or put it back."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE cases SET is_archived = ? WHERE id = ?",
                (archived, known_id(connection, id)),
            )

    def delete(self, id: str) -> None:
        """Put a case into the bin, from where it can be taken back."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE cases SET deleted = ? WHERE id = ?",
                (number_of(datetime.now(UTC)), known_id(connection, id)),
            )

    def restore(self, id: str) -> None:
        """Take a case back out of the bin."""
        with self._writing() as connection:
            known = known_id(connection, id, in_bin=True)
            connection.execute("UPDATE cases SET deleted = NULL WHERE id = ?", (known,))

    def purge(self, id: str | None = None) -> None:
        """Delete for good, with its history: one case, or all that are in the bin.

        What is freed is overwritten, and the file is written anew without it.
        """
        with self._writing() as connection:
            if id is None:
                connection.execute("DELETE FROM cases WHERE deleted IS NOT NULL")
            else:
                known = known_id(connection, id, in_bin=True)
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
                    known_id(connection, id),
                    number_of(copied.at),
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
                (known_id(connection, id),),
            ).fetchall()
        return [
            Copied(
                at=moment_of(at),
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
                (on and on.isoformat(), known_id(connection, id), letter, on is not None),
            )

    def set_open(self, id: str | None) -> None:
        """Remember that a case stands open here; None if none does any more."""
        with self._writing() as connection:
            self._window.shows(id and known_id(connection, id), connection)

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
                # Another window may be of a later version, and have migrated the file by now.
                checked_version(connection, self.path)
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
