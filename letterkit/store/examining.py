"""Looks a store over without mending, moving or making anything."""

import sqlite3
from contextlib import closing
from pathlib import Path

from letterkit.domain.noun import Noun
from letterkit.store.database import copies_beside, explained, journal_mode
from letterkit.store.rows import summary_in
from letterkit.store.schema import MIGRATIONS


class Examination(Noun, frozen=True, kw_only=True):
    """What was found about the file of the cases."""

    cases: int
    binned: int
    journal: str
    is_safe_journal: bool
    """Whether the journal loses nothing with the SQLite that is linked."""
    version: int
    known_version: int
    faults: tuple[str, ...]
    """What PRAGMA integrity_check says, unless it is "ok"."""
    is_private: bool
    """Whether nobody but the owner may read file and folder."""
    copies: tuple[Path, ...]
    """Backups, and damaged files that were set aside."""


def examined(path: Path) -> Examination:
    """Return what there is to say about an existing file.

    Raises:
        StoreDamagedError, StoreUnusableError: nothing can be read of it.
    """
    with explained(path), closing(_looked_into(path, patience=5)) as connection:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        journal: str = connection.execute("PRAGMA journal_mode").fetchone()[0]
        said = [row[0] for row in connection.execute("PRAGMA integrity_check(10)")]
        cases, binned = connection.execute(
            "SELECT count(*) - count(deleted), count(deleted) FROM cases"
        ).fetchone()
        modes = [each.stat().st_mode for each in (path, path.parent)]
    return Examination(
        cases=cases,
        binned=binned,
        journal=journal,
        is_safe_journal=journal in ("delete", journal_mode()),
        version=version,
        known_version=len(MIGRATIONS),
        faults=() if said == ["ok"] else tuple(said),
        is_private=not any(mode & 0o077 for mode in modes),
        copies=tuple(copies_beside(path)),
    )


def labels_in(path: Path, *, in_bin: bool = False) -> dict[str, str]:
    """Return the ids of the cases with what was bought; none where there is no file.

    Raises:
        StoreDamagedError, StoreUnusableError: nothing can be read of it just now.
    """
    if not path.exists():
        return {}
    with explained(path), closing(_looked_into(path, patience=1)) as connection:
        rows = connection.execute(
            "SELECT id, summary FROM cases WHERE (deleted IS NOT NULL) = ? ORDER BY changed DESC",
            (in_bin,),
        ).fetchall()
    return {id: str(summary_in(summary).get("item") or "") for id, summary in rows}


def _looked_into(path: Path, *, patience: float) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, uri=True, timeout=patience)
