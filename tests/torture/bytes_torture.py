"""Each payload alone through every screen, and thousands of keys at random: 0 raw, 0 crashes."""

from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from tests.payloads import MARKUP, PAYLOADS, raw_in
from tests.test_app_bytes import SCREENS
from tests.walks import hostile_home, walked_everywhere, wandered

WALKS = 4
KEYS = 400


@pytest.mark.parametrize("payload", PAYLOADS)
def test_each_payload_alone_through_every_screen(
    payload: str, tmp_path: Path, catalog: Catalog
) -> None:
    hostile_home(tmp_path, PAYLOADS[payload], catalog)
    walk, exit_code = walked_everywhere(tmp_path, PAYLOADS[payload], questions=6)
    assert raw_in(bytes(walk.app.written)) == []
    assert set(walk.shown) >= SCREENS
    assert exit_code == 0


@pytest.mark.parametrize("seed", range(WALKS))
def test_keys_at_random_neither_crash_it_nor_show_a_payload_raw(
    seed: int, tmp_path: Path, catalog: Catalog
) -> None:
    text = "".join(PAYLOADS.values()) + MARKUP
    hostile_home(tmp_path, text, catalog)
    walk = wandered(tmp_path, KEYS, text, seed=seed)
    print(f"seed {seed}: {len(walk.app.written)} bytes, screens {sorted(set(walk.shown))}")
    assert raw_in(bytes(walk.app.written)) == []
    assert not list(tmp_path.rglob("reports/*"))
