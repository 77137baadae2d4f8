"""Killed in the middle of typing, the app loses no key that is older than a quarter of a second."""

from pathlib import Path

from tests.typists import losses

KILLS = 30


def test_no_key_older_than_a_quarter_of_a_second_is_lost(tmp_path: Path) -> None:
    assert losses(tmp_path, KILLS, at_once=5) == [0] * KILLS


def test_the_same_test_catches_an_app_that_saves_at_its_end(tmp_path: Path) -> None:
    assert all(losses(tmp_path, 2, at_once=2, naive=True))
