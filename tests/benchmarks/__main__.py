"""Prints how fast letterkit is, as ratios within one run: CPU time of whole processes, medians."""

import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import batching, detection, drafting, screen

ROUNDS = 15
LETTERKIT = str(Path(sys.executable).with_name("letterkit"))


def cpu_ms(command: list[str]) -> float:
    """Return the CPU time, in ms, that one run of `command` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)


def start_up() -> None:
    if "PYTHONDONTWRITEBYTECODE" in os.environ:
        sys.exit("Unset PYTHONDONTWRITEBYTECODE: without compiled modules these figures mislead.")
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "case.toml"
        example = subprocess.run(
            [LETTERKIT, "example", "--lang", "ka"], capture_output=True, check=True
        )
        case.write_bytes(example.stdout)
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "letterkit --version": [LETTERKIT, "--version"],
            "letterkit draft": [LETTERKIT, "draft", str(case)],
            "letterkit draft --beside": [LETTERKIT, "draft", "--beside", str(case)],
        }
        goals = {"letterkit --version": 2.0, "letterkit draft": 10.0}
        for command in commands.values():
            cpu_ms(command)
        # In turn, so that a machine that slows down slows all of them down.
        times = {name: [0.0] * ROUNDS for name in commands}
        for round_ in range(ROUNDS):
            for name, command in commands.items():
                times[name][round_] = cpu_ms(command)
    floor = times["python -c pass"]
    print(f"{'start-up, CPU time':28}{'ms':>8}{'ratio':>8}{'goal':>8}")
    for name, taken in times.items():
        ratio = statistics.median(mine / base for mine, base in zip(taken, floor, strict=True))
        goal = f"{goals[name]:.0f}×" if name in goals else ""
        print(f"{name:28}{statistics.median(taken):8.1f}{ratio:7.2f}×{goal:>8}")


if __name__ == "__main__":
    start_up()
    drafting.main()
    batching.main()
    screen.main()
    detection.main()
