"""The store killed two thousand times, crowded, on full disks and on disks that fail.

A saver says each number after it is saved. Whatever happens to it, what is kept afterwards is whole
and no older than what was said. Beside each test runs the naive way, which the same test must find
harmed.
"""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letterkit.errors.store import StoreUnusableError
from letterkit.store.store import Store
from tests.savers import (
    PLACES,
    data_numbered,
    harm_at,
    harm_of_a_crowd,
    harm_of_kills,
    saver,
    whole_number,
)
from tests.test_store import JSON, saved_and_read

KILLS = 2_000
FAULTS = 500
SAVES = 8
CALLS = {
    "store": {"pwrite64": 900, "fdatasync": 30, "fsync": 10, "openat": 12, "unlink": 10},
    "naive": {"write": 27, "openat": 11},
}
"""What so many saves ask of the system, how often: any one of these calls may fail."""
FAULT_KINDS = ("error=ENOSPC", "error=EIO", "signal=KILL")


def test_two_thousand_kills_tear_and_lose_nothing(tmp_path: Path) -> None:
    assert harm_of_kills("store", tmp_path / "cases.sqlite", KILLS, seed=2) == []


def test_kills_tear_a_file_that_is_simply_written(tmp_path: Path) -> None:
    harm = harm_of_kills("naive", tmp_path / "case.json", 200, seed=2)
    print(f"naive: {len(harm)} of 200 harmed")
    assert harm


def test_six_processes_lose_none_of_nine_thousand_updates(tmp_path: Path) -> None:
    path = tmp_path / "cases.sqlite"
    assert harm_of_a_crowd("store", path, processes=6, updates=1_500) == []


def test_six_processes_on_one_simple_file_lose_updates(tmp_path: Path) -> None:
    harm = harm_of_a_crowd("naive", tmp_path / "case.json", processes=6, updates=100)
    print(f"naive: {len(harm)} of 600 harmed")
    assert harm


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("only root may mount")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def test_a_full_disk_harms_no_case_and_takes_the_next_once_there_is_room(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 100_000)
    store = Store(small_disk / "store" / "cases.sqlite")
    ids: list[str] = []
    with pytest.raises(StoreUnusableError) as caught:
        ids.extend(store.add(data_numbered(number)).id for number in range(100))
    assert caught.value.reason == "full"
    assert ids
    store.close()
    store = Store(small_disk / "store" / "cases.sqlite")
    assert store.set_aside is None
    assert [whole_number(store.case(id).data) for id in ids] == list(range(len(ids)))
    ballast.unlink()
    assert store.add({"item": "lamp"}).revision == 1


def harm_of_faults(place: str, path: Path, faults: int, *, seed: int) -> list[str]:
    """Let one call in the middle of saving fail, again and again; return what was harmed."""
    random = Random(seed)  # noqa: S311 - not a secret
    harm, hits = [], 0
    for _ in range(faults):
        before = PLACES[place](path).number()
        call = random.choice(list(CALLS[place]))
        fault = f"{call}:{random.choice(FAULT_KINDS)}:when={random.randint(1, CALLS[place][call])}"
        watched = [part for file in (path, f"{path}-journal", path.parent) for part in ("-P", file)]
        process = saver(
            place, path, "saves", SAVES,
            "strace", "-f", "-o", "/dev/null", *map(str, watched), f"--trace={call}",
            f"--inject={fault}",
        )  # fmt: skip
        said, complaint = process.communicate()
        hits += process.returncode != 0
        found = harm_at(place, path, int(said.split()[-1]) if said else before)
        harm += [f"{fault}: {each}" for each in found]
        if "Traceback" in complaint:
            harm.append(f"{fault}: {complaint}")
    print(f"{place}: {len(harm)} of {faults} harmed; {hits} ended the saver")
    assert hits > faults / 3
    return harm


def test_a_disk_that_fails_anywhere_in_a_save_harms_no_case(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("strace")
    assert harm_of_faults("store", tmp_path / "cases.sqlite", FAULTS, seed=3) == []


def test_a_disk_that_fails_tears_a_file_that_is_simply_written(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    tool("strace")
    assert harm_of_faults("naive", tmp_path / "case.json", 100, seed=3)


@settings(
    max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.dictionaries(st.text(), JSON))
def test_twenty_thousand_shapes_of_data_come_back(tmp_path: Path, data: dict[str, Any]) -> None:
    with closing(Store(tmp_path / "cases.sqlite")) as store:
        assert saved_and_read(store, data) == (data, data)
