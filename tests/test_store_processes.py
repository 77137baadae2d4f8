"""The store among processes that are killed, crowd each other or find the disk full.

Each test has a naive control: without what the store does, the same test finds harm.
The long forms of these tests stand in tests/torture.
"""

from pathlib import Path

from tests.savers import harm_of_a_crowd, harm_of_kills, harm_of_no_room

NO_ROOM = ("bash", "-c", 'ulimit -f 50; exec "$@"', "-")
"""A process that may make no file longer than 50 KiB: half of a case."""


def test_a_kill_tears_no_case_and_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    assert harm_of_kills("store", tmp_path / "cases.sqlite", 30, seed=1) == []


def test_a_kill_tears_a_file_that_is_simply_written(tmp_path: Path) -> None:
    assert harm_of_kills("naive", tmp_path / "case.json", 15, seed=1)


def test_six_processes_on_one_case_lose_no_update(tmp_path: Path) -> None:
    harm = harm_of_a_crowd("store", tmp_path / "cases.sqlite", processes=6, updates=25)
    assert harm == []


def test_six_processes_on_one_simple_file_lose_updates(tmp_path: Path) -> None:
    assert harm_of_a_crowd("naive", tmp_path / "case.json", processes=6, updates=25)


def test_where_there_is_no_room_the_saved_case_stays_whole(tmp_path: Path) -> None:
    harm, complaint = harm_of_no_room("store", tmp_path / "cases.sqlite", *NO_ROOM)
    assert harm == []
    assert complaint.startswith("StoreUnusableError failed:")
    assert "Traceback" not in complaint


def test_where_there_is_no_room_a_file_that_is_simply_written_is_torn(tmp_path: Path) -> None:
    assert harm_of_no_room("naive", tmp_path / "case.json", *NO_ROOM)[0]
