"""Killed in the middle of typing, the app loses no key that is older than a quarter of a second."""

import time
from pathlib import Path

from tests.typists import Typist, losses

KILLS = 30


def test_no_key_older_than_a_quarter_of_a_second_is_lost(tmp_path: Path) -> None:
    assert losses(tmp_path, KILLS, at_once=5) == [0] * KILLS


def test_the_same_test_catches_an_app_that_saves_at_its_end(tmp_path: Path) -> None:
    assert all(losses(tmp_path, 2, at_once=2, naive=True))


def test_a_terminal_that_goes_without_a_word_ends_it_with_everything_saved(tmp_path: Path) -> None:
    typist = Typist(tmp_path)
    typist.begin()
    for _ in range(10):
        typist.type()
        time.sleep(0.05)
    process = typist.program.hang_up()
    assert process.wait(timeout=10) == 129
    typist.killed = time.monotonic() + 1
    assert typist.lost() == 0
