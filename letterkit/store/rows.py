"""Rows of the tables to nouns and back."""

import sqlite3
from datetime import UTC, datetime, timedelta
from typing import Any

from letterkit.errors.store import CaseInBinError, DamagedCaseError, UnknownCaseError
from letterkit.store.ids import may_be_id, new_id
from letterkit.store.json_text import from_json
from letterkit.store.nouns import StoredCase

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def known_id(connection: sqlite3.Connection, id: str, *, in_bin: bool = False) -> str:
    """Return the id as it is stored, however it was typed; `in_bin` allows for deleted cases."""
    typed = id.strip().casefold()
    # What no id looks like is not even asked for: it may be no text that SQLite takes.
    row = (
        may_be_id(typed)
        and connection.execute("SELECT id, deleted FROM cases WHERE id = ?", (typed,)).fetchone()
    )
    if not row:
        rows = connection.execute("SELECT id FROM cases WHERE deleted IS NULL").fetchall()
        raise UnknownCaseError(id, [known for (known,) in rows])
    if row[1] is not None and not in_bin:
        raise CaseInBinError(row[0])
    known: str = row[0]
    return known


def found_case(connection: sqlite3.Connection, id: str, *, in_bin: bool = False) -> StoredCase:
    """Return a case, however its id was typed; `in_bin` allows for deleted ones."""
    known = known_id(connection, id, in_bin=in_bin)
    row = connection.execute(
        "SELECT id, data, revision, created, changed FROM cases WHERE id = ?", (known,)
    ).fetchone()
    return stored_case(*row)


def stored_case(id: str, text: str, revision: int, created: int, changed: int) -> StoredCase:
    """Return the case in a row.

    Raises:
        DamagedCaseError: its data cannot be read.
    """
    try:
        data = from_json(text)
    except ValueError as error:
        raise DamagedCaseError(id=id) from error
    return StoredCase(
        id=id, data=data, revision=revision, created=moment_of(created), changed=moment_of(changed)
    )


def summary_in(text: str) -> dict[str, Any]:
    """Return a summary; one that cannot be read hides no case from the list."""
    try:
        summary: dict[str, Any] = from_json(text)
    except ValueError:
        return {}
    return summary


def unused_id(connection: sqlite3.Connection) -> str:
    """Return a new id that no case has, not even in the bin."""
    while True:
        id = new_id()
        taken = connection.execute("SELECT 1 FROM cases WHERE id = ?", (id,)).fetchone()
        if taken is None:
            return id


def number_of(moment: datetime) -> int:
    """Return a moment as it is stored."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def moment_of(number: int) -> datetime:
    """Return the moment that a stored number is."""
    return _EPOCH + timedelta(microseconds=number)
