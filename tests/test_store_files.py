"""The file of the cases: private, never overwritten, brought up to date, set aside if damaged."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from letterkit.errors.files import NoHomeError
from letterkit.errors.store import (
    DamagedCaseError,
    NewerStoreError,
    StoreDamagedError,
    StoreUnusableError,
)
from letterkit.store.database import journal_mode, opened
from letterkit.store.schema import MIGRATIONS
from letterkit.store.store import Store, store_path

LATER = (*MIGRATIONS, "ALTER TABLE cases ADD COLUMN colour TEXT NOT NULL DEFAULT 'none';")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "letterkit" / "store" / "cases.sqlite"


def filled(path: Path, count: int = 3) -> list[str]:
    """Make a store of cases and return their ids."""
    store = Store(path)
    ids = [store.add({"item": f"lamp {i}", "more": "x" * 20_000}).id for i in range(count)]
    store.close()
    return ids


def modes(folder: Path) -> set[str]:
    return {oct(each.stat().st_mode & 0o777) for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 34, 1), "delete"),
        ((3, 40, 1), "delete"),
        ((3, 44, 5), "delete"),
        ((3, 44, 6), "wal"),
        ((3, 45, 0), "delete"),
        ((3, 50, 6), "delete"),
        ((3, 50, 7), "wal"),
        ((3, 51, 2), "delete"),
        ((3, 51, 3), "wal"),
        ((3, 60, 0), "wal"),
        ((4, 0, 0), "wal"),
    ],
)
def test_the_journal_is_one_that_this_sqlite_loses_nothing_with(
    version: tuple[int, int, int], mode: str
) -> None:
    assert journal_mode(version) == mode


def test_the_store_uses_the_journal_that_fits_the_linked_sqlite(path: Path) -> None:
    filled(path)
    connection, _ = opened(path, MIGRATIONS)
    with closing(connection):
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == journal_mode(
            sqlite3.sqlite_version_info
        )
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_journal_that_another_sqlite_chose_is_changed(path: Path) -> None:
    filled(path)
    other = {"wal": "delete", "delete": "wal"}[journal_mode()]
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA journal_mode = {other}")
    Store(path).close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == journal_mode()


def test_files_and_folders_are_the_owner_s_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        store = Store(path)
        store.set_open(store.add({}).id)
        # While a save is under way its journal is there too.
        connection, _ = opened(path, MIGRATIONS)
        with closing(connection):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE cases SET revision = 2")
            assert len(list(path.parent.glob("cases.sqlite-*"))) >= 1
            assert modes(path.parent) == {"0o600"}
            connection.execute("ROLLBACK")
        for folder in (path.parent.parent, path.parent, path.parent / "windows"):
            assert folder.stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(before)


def test_a_file_that_others_could_read_is_made_private(path: Path) -> None:
    filled(path)
    path.chmod(0o644)
    Store(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_no_database_is_set_aside_unchanged(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(b"Dear diary" * 100)
    store = Store(path)
    assert store.lines() == []
    assert store.set_aside is not None
    aside = Path(str(store.set_aside.facts["aside"]))
    assert aside.read_bytes() == b"Dear diary" * 100
    assert str(aside) in str(store.set_aside)
    assert "are in it: 0" in store.set_aside.advice(str)
    assert Store(path).set_aside is None


def test_what_can_be_read_of_a_damaged_file_is_taken_over(path: Path) -> None:
    ids = filled(path, 20)
    content = bytearray(path.read_bytes())
    middle = content.index(b"lamp 10") // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    store = Store(path)
    assert store.set_aside is not None
    saved = {line.id for line in store.lines()}
    assert saved < {*ids} - {ids[10]}
    assert len(saved) >= 15
    assert f"are in it: {len(saved)}." in store.set_aside.advice(str)
    assert store.case(ids[0]).data["item"] == "lamp 0"
    assert Path(str(store.set_aside.facts["aside"])).read_bytes() == content


def test_two_damaged_files_are_both_kept(path: Path) -> None:
    for _ in range(2):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"no database" * 100)
        Store(path).close()
    assert len(list(path.parent.glob("cases.damaged-*.sqlite"))) == 2


def test_a_file_that_is_damaged_while_it_is_open_is_named(path: Path) -> None:
    ids = filled(path, 20)
    store = Store(path)
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 200_000)
    with pytest.raises(StoreDamagedError) as caught:
        [store.case(id) for id in ids]
    assert str(path) in str(caught.value)


def test_a_store_follows_where_another_has_set_the_file_aside(path: Path) -> None:
    ids = filled(path)
    store = Store(path)
    path.rename(path.with_name("moved.sqlite"))
    Store(path).close()
    added = store.add({"item": "chair"})
    assert Store(path).case(added.id).data == {"item": "chair"}
    assert ids[0] not in {line.id for line in store.lines()}


def test_one_damaged_case_does_not_hide_the_others(path: Path) -> None:
    first, second, _ = filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE cases SET data = '{', summary = '[' WHERE id = ?", (first,))
        connection.commit()
    store = Store(path)
    assert len(store.lines()) == 3
    with pytest.raises(DamagedCaseError):
        store.case(first)
    assert store.case(second).data["item"] == "lamp 1"


def test_a_file_of_a_later_version_is_left_alone(path: Path) -> None:
    filled(path)
    opened(path, LATER)[0].close()
    before = path.read_bytes()
    with pytest.raises(NewerStoreError) as caught:
        Store(path)
    assert caught.value.facts["found"] == len(LATER)
    assert path.read_bytes() == before


def test_a_file_that_is_migrated_while_it_is_open_is_written_no_more(path: Path) -> None:
    (one,) = filled(path, 1)
    store = Store(path)
    opened(path, LATER)[0].close()
    with pytest.raises(NewerStoreError):
        store.save(one, {}, revision=1)
    with pytest.raises(NewerStoreError):
        store.add({})
    assert store.case(one).revision == 1


def test_an_older_file_is_backed_up_and_brought_up_to_date(path: Path) -> None:
    ids = filled(path)
    connection, _ = opened(path, LATER)
    with closing(connection):
        rows = connection.execute("SELECT id, colour FROM cases ORDER BY rowid").fetchall()
    assert rows == [(id, "none") for id in ids]
    (backup,) = path.parent.glob("cases.version-1-*.sqlite")
    assert backup.stat().st_mode & 0o777 == 0o600
    assert [line.id for line in Store(backup).lines()] == ids[::-1]


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    ids = filled(path)
    faulty = (*MIGRATIONS, "ALTER TABLE cases ADD COLUMN colour TEXT; DROP TABLE nothing;")
    with pytest.raises(StoreUnusableError):
        opened(path, faulty)
    assert [line.id for line in Store(path).lines()] == ids[::-1]


def test_two_processes_may_begin_a_store_at_once(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from letterkit.store.store import Store; "
        "print(Store(Path(sys.argv[1])).add({}).id)"
    )
    started = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    ids = {process.communicate()[0].strip() for process in started}
    assert {line.id for line in Store(path).lines()} == ids
    assert len(ids) == 4


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_what_was_open_at_a_crash_is_offered_until_somebody_closes_properly(
    path: Path, ending: signal.Signals
) -> None:
    crashed, living = filled(path, 2)
    code = (
        "import sys, time; from pathlib import Path; from letterkit.store.store import Store; "
        "store = Store(Path(sys.argv[1])); store.set_open(sys.argv[2]); print(flush=True); "
        "time.sleep(60)"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", code, str(path), id], stdout=subprocess.PIPE)
        for id in (crashed, living)
    ]
    for process in processes:
        assert process.stdout is not None
        process.stdout.readline()
    try:
        processes[0].send_signal(ending)
        processes[0].wait()
        first, second = Store(path), Store(path)
        assert first.left_open() == [crashed]
        assert first.left_open() == second.left_open() == [crashed]
        first.close()
        assert second.left_open() == []
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def test_a_second_store_in_one_process_does_not_end_the_first_one_s_lock(path: Path) -> None:
    (one,) = filled(path, 1)
    first, second = Store(path), Store(path)
    first.set_open(one)
    assert second.left_open() == []
    code = (
        "import sys; from pathlib import Path; from letterkit.store.store import Store; "
        "print(Store(Path(sys.argv[1])).left_open())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_damaged_file_leaves_no_journal_behind_for_the_new_one(path: Path) -> None:
    filled(path, 20)
    content = bytearray(path.read_bytes())
    middle = content.index(b"lamp 10") // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    path.write_bytes(content)
    with closing(sqlite3.connect(path, isolation_level=None)) as writing:
        writing.execute("BEGIN IMMEDIATE")
        writing.execute("CREATE TABLE other (name TEXT)")
        store = Store(path)
        assert store.set_aside is not None
        aside = Path(str(store.set_aside.facts["aside"]))
        moved = {each.name for each in path.parent.glob(f"{aside.name}-*")}
        assert moved & {f"{aside.name}-journal", f"{aside.name}-wal"}
        writing.execute("ROLLBACK")
    assert store.lines()
    assert store.set_aside is not None


def test_a_case_that_was_closed_is_not_offered(path: Path) -> None:
    one, another = filled(path, 2)
    store = Store(path)
    store.set_open(one)
    store.set_open(another)
    store.set_open(None)
    store.set_open(one)
    store.close()
    assert Store(path).left_open() == []
    assert list((path.parent / "windows").iterdir()) == []


def test_a_deleted_case_is_not_offered(path: Path) -> None:
    (one,) = filled(path, 1)
    code = "import os, sys; from pathlib import Path; from letterkit.store.store import Store; "
    code += "Store(Path(sys.argv[1])).set_open(sys.argv[2]); os._exit(1)"
    subprocess.run([sys.executable, "-c", code, str(path), one], check=False)
    store = Store(path)
    assert store.left_open() == [one]
    store.delete(one)
    assert store.left_open() == []


def test_where_no_folder_can_be_made_one_error_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    path = tmp_path / "file" / "cases.sqlite"
    with pytest.raises(StoreUnusableError) as caught:
        Store(path)
    assert str(path) in str(caught.value)
    assert caught.value.advice(str)


def test_a_folder_that_nobody_may_write_to_harms_no_case(path: Path) -> None:
    (one,) = filled(path, 1)
    code = (
        "import sys; from pathlib import Path; from letterkit.store.store import Store\n"
        "store = Store(Path(sys.argv[1])); print(store.case(sys.argv[2]).data['item'])\n"
        "try: store.add({})\n"
        "except Exception as error: print(error.reason)"
    )
    path.chmod(0o400)
    path.parent.chmod(0o500)
    # Root may write everywhere, unless this is taken from it.
    humble = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*humble, sys.executable, "-c", code, str(path), one], capture_output=True, text=True
    )
    path.parent.chmod(0o700)
    assert done.stdout.split("\n") == ["lamp 0", "denied", ""], done.stderr


def test_without_a_home_one_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.delenv("HOME")
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setattr("pwd.getpwuid", nobody)
    with pytest.raises(NoHomeError):
        store_path()
