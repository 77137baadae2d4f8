"""Takes over what can still be read of a damaged file of cases."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from letterkit.store.json_text import from_json

_READ = {
    "forwards": """
        SELECT id, revision, created, changed, is_archived, deleted, summary, data
        FROM cases NOT INDEXED ORDER BY rowid ASC""",
    "backwards": """
        SELECT id, revision, created, changed, is_archived, deleted, summary, data
        FROM cases NOT INDEXED ORDER BY rowid DESC""",
}
_WRITE = """
    INSERT INTO cases (id, revision, created, changed, is_archived, deleted, summary, data)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


def salvaged(damaged: Path, connection: sqlite3.Connection) -> int:
    """Copy the readable cases of a damaged file into a fresh store; return how many there were.

    The damaged file is not written to, nor are its journals applied.
    """
    rows: dict[str, tuple[Any, ...]] = {}
    for direction in _READ:
        for row in _readable(damaged, direction):
            rows.setdefault(row[0], row)
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(_WRITE, rows.values())
    connection.execute("COMMIT")
    return len(rows)


def _readable(damaged: Path, direction: str) -> Iterator[tuple[Any, ...]]:
    """Yield whole rows from one end of the table until a page cannot be read."""
    address = f"{damaged.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            yield from filter(_is_whole, connection.execute(_READ[direction]))
    except sqlite3.Error:
        return


def _is_whole(row: tuple[Any, ...]) -> bool:
    id, revision, created, changed, archived, deleted, summary, data = row
    numbers = (revision, created, changed, archived, deleted or 0)
    try:
        return (
            isinstance(id, str)
            and all(isinstance(number, int) for number in numbers)
            and isinstance(from_json(summary), dict)
            and isinstance(from_json(data), dict)
        )
    except (TypeError, ValueError):
        return False
