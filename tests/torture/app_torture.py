"""The app killed three hundred times while it is typed into."""

from pathlib import Path

from tests.typists import losses

KILLS = 300


def test_three_hundred_kills_lose_no_key_that_was_due(tmp_path: Path) -> None:
    lost = losses(tmp_path, KILLS, at_once=4)
    print(f"{KILLS} kills, {sum(map(bool, lost))} with a loss, {sum(lost)} keys lost")
    assert not any(lost)
