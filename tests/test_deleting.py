"""A case that is deleted for good stands in no file of letterkit any more."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec

from letterkit.domain.catalog import Catalog
from letterkit.store.store import Store, store_path
from tests.buyers import Buyer
from tests.commands import Command


def traces_of(buyer: Buyer, folder: Path) -> list[str]:
    """Return what of a buyer stands in the files of a folder, journals and locks among them."""
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [
                f"{path.name}: {secret}"
                for secret in buyer.secrets()
                for encoding in ("utf-8", "utf-16-le")
                if secret.encode(encoding) in content
            ]
    return found


def worked_on(buyer: Buyer, catalog: Catalog, letterkit: Command) -> str:
    """Keep a case, and do with it what leaves traces; return its id."""
    case = msgspec.json.encode(buyer.case(catalog), enc_hook=str)
    letterkit("cases", "import", "-", stdin=case)
    with closing(Store(store_path())) as store:
        id = store.lines()[0].id
        for revision in range(1, 30):
            data = buyer.case(catalog, answers={"more": "x" * 300 * revision})
            store.save(id, msgspec.to_builtins(data), revision=revision)
        store.set_open(id)
    for command in (["draft", id], ["plan", id], ["cases"], ["cases", "show", id]):
        letterkit(*command)
    return id


def test_nothing_of_a_case_that_was_deleted_for_good_is_left(
    catalog: Catalog, letterkit: Command, tmp_path: Path
) -> None:
    kept, gone = Buyer(1), Buyer(2)
    worked_on(kept, catalog, letterkit)
    id = worked_on(gone, catalog, letterkit)
    assert traces_of(gone, tmp_path)
    assert letterkit("cases", "delete", id).exit_code == 0
    said = letterkit("cases", "delete", id, "--for-good", "--yes")
    assert said.exit_code == 0
    assert traces_of(gone, tmp_path) == []
    assert traces_of(kept, tmp_path)
    for unreachable in ("exported", "backups", "SSD"):
        assert unreachable in said.err


def test_nothing_is_left_while_another_window_has_the_cases_open(
    catalog: Catalog, letterkit: Command, tmp_path: Path
) -> None:
    id = worked_on(Buyer(2), catalog, letterkit)
    window = Store(store_path())
    window.lines()
    assert letterkit("cases", "delete", id, "--for-good", "--yes").exit_code == 0
    assert traces_of(Buyer(2), tmp_path) == []
    window.close()
    assert traces_of(Buyer(2), tmp_path) == []


def test_a_case_that_sqlite_deletes_by_itself_is_caught(tmp_path: Path, catalog: Catalog) -> None:
    buyer = Buyer(2)
    with closing(sqlite3.connect(tmp_path / "naive.sqlite")) as naive:
        naive.execute("PRAGMA secure_delete = OFF")
        naive.execute("CREATE TABLE cases (data TEXT)")
        for data in (buyer.case(catalog), Buyer(1).case(catalog)):
            text = msgspec.json.encode(data, enc_hook=str).decode()
            naive.execute("INSERT INTO cases VALUES (?)", (text,))
        naive.commit()
        naive.execute("DELETE FROM cases WHERE rowid = 1")
        naive.commit()
    assert traces_of(buyer, tmp_path)


def test_a_deletion_that_is_killed_leaves_the_case_or_nothing(
    catalog: Catalog, letterkit: Command, tmp_path: Path
) -> None:
    buyer = Buyer(2)
    id = worked_on(buyer, catalog, letterkit)
    line = [sys.executable, "-m", "letterkit", "cases", "delete", id, "--for-good", "--yes"]
    subprocess.run(["timeout", "-s", "KILL", "0.25", *line], capture_output=True, check=False)
    with closing(Store(store_path())) as store:
        for left in store.lines():
            store.purge(left.id)
    letterkit("cases")
    assert traces_of(buyer, tmp_path) == []
