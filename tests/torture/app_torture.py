"""The app killed three hundred times while it is typed into, and typed into ten thousand times."""

from pathlib import Path

from tests.benchmarks.screen import (
    LETTERKIT,
    TO_ORDER_NUMBER,
    Program,
    environment,
    prepared,
)
from tests.typists import losses

KILLS = 300


def test_three_hundred_kills_lose_no_key_that_was_due(tmp_path: Path) -> None:
    lost = losses(tmp_path, KILLS, at_once=4)
    print(f"{KILLS} kills, {sum(map(bool, lost))} with a loss, {sum(lost)} keys lost")
    assert not any(lost)


def test_ten_thousand_keys_leave_memory_flat(tmp_path: Path) -> None:
    id = prepared(str(tmp_path), 1)
    program = Program([*LETTERKIT, "open", id], environment(str(tmp_path)))
    program.read_until("LP00123456789CN")
    program.settle()
    for step in TO_ORDER_NUMBER:
        program.write(step)
        program.settle()
    memory = []
    for number in range(10_000):
        program.write("7" if number % 2 == 0 else "\x7f")
        if number % 50 == 49:
            # Keys that still wait to be read take room as well.
            program.settle()
        if number in (1_999, 9_999):
            program.settle()
            memory.append(program.memory_mb())
    program.close()
    print(f"after 2,000 keys {memory[0]:.1f} MB, after 10,000 {memory[1]:.1f} MB")
    assert memory[1] <= 1.05 * memory[0]
