"""Batches as whole processes, beside a naive script, the limit of Python and mailmerge.

Everything is written to memory where there is room, and run in turn, so that a machine that slows
down slows all of them down.
"""

import csv
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from itertools import islice
from pathlib import Path

import msgspec

from letterkit.batching.job import Job
from letterkit.batching.running import rendered_in_order
from letterkit.batching.shards import Cutter, Rows
from letterkit.drafting import draft
from letterkit.files.shipped import shipped_catalog
from tests.benchmarks import people
from tests.benchmarks.drafting import LETTER, TODAY, Naive, cpu_us
from tests.benchmarks.orders import orders, rows_of_orders

LETTERKIT = str(Path(sys.executable).with_name("letterkit"))
MEMORY = Path("/dev/shm")  # noqa: S108 - only figures go there
ROUNDS = 5
MB = 1_048_576
PEAK = (
    "import resource, subprocess, sys; "
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
)
"""Prints the memory of the largest process that a command starts, in KB."""


class Taken(msgspec.Struct):
    """What a process took, in seconds."""

    cpu: float
    wall: float


def taken_by(command: list[str], folder: Path) -> Taken:
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=folder)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Taken(
        cpu=used.ru_utime + used.ru_stime,
        wall=time.monotonic() - start,
    )


def main() -> None:
    place = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as name:
        folder = Path(name)
        (folder / "letter.txt").write_text(people.LETTER, encoding="utf-8")
        own_template(folder)
        shipped_letter(folder)
        two_workers(folder)
        memory(folder)
        executors(folder)


def in_turn(
    commands: Mapping[str, list[str]], folder: Path, rounds: int = ROUNDS
) -> dict[str, list[Taken]]:
    """Run commands in turn; the output that each writes is removed before."""
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            clear(folder)
            taken[name].append(taken_by(command, folder))
    return taken


def clear(folder: Path) -> None:
    for path in folder.glob("out*"):
        path.unlink()


def ratio(ones: list[Taken], others: list[Taken], what: str) -> float:
    pairs = zip(ones, others, strict=True)
    found: list[float] = [getattr(one, what) / getattr(other, what) for one, other in pairs]
    return statistics.median(found)


def batch(folder: Path, table: Path, *options: str) -> list[str]:
    return [LETTERKIT, "batch", str(table), "--out", str(folder / "out.jsonl"), "--quiet",
            "--today", str(TODAY), *options]  # fmt: skip


def script(name: str, table: Path, folder: Path) -> list[str]:
    root = Path(__file__).parent.parent.parent
    code = f"import sys; sys.path.insert(0, {str(root)!r}); "
    code += f"from tests.benchmarks.{name} import main; main(*sys.argv[1:])"
    return [sys.executable, "-c", code, str(table), str(folder / "out.jsonl")]


def own_template(folder: Path, count: int = 20_000) -> None:
    table = people.write_rows(folder / "rows.jsonl", count)
    mine = ("--template", "letter.txt", "--workers", "1")
    commands = {
        "naive script": script("naive", table, folder),
        "letterkit batch": batch(folder, table, *mine),
        "limit of Python": script("limit", table, folder),
    }
    _check_same_text(commands, folder)
    taken = in_turn(commands, folder)
    naive, ours, limit = taken.values()
    print(f"\n{f'own template, {count:,} rows':32}{'CPU s':>8}{'naive':>9}{'limit':>9}")
    for name, each in taken.items():
        seconds = statistics.median(one.cpu for one in each)
        print(f"{name:32}{seconds:8.2f}{ratio(naive, each, 'cpu'):8.2f}×"
              f"{ratio(each, limit, 'cpu'):8.2f}×")  # fmt: skip
    print(f"{'goal':40}{'≥ 3.5×':>9}{'≤ 1.6×':>9}")
    _mailmerge(folder, statistics.median(one.cpu for one in ours) / count)


def _check_same_text(commands: Mapping[str, list[str]], folder: Path) -> None:
    """See to it that all of them are paid for the same letters."""
    found = []
    for command in commands.values():
        clear(folder)
        taken_by(command, folder)
        with (folder / "out.jsonl").open("rb") as lines:
            texts = [msgspec.json.decode(line)["text"] for line in islice(lines, 50)]
        found.append([text.replace("$", "USD ") for text in texts])
    if not found[0] == found[1] == found[2]:
        raise SystemExit("The scripts write different letters: the figures would mean nothing.")


def _mailmerge(folder: Path, ours: float, count: int = 2_000) -> None:
    (folder / "mail.txt").write_text(
        "TO: {{ email }}\nSUBJECT: {{ number }}\nFROM: me@example.org\n\n"
        + people.LETTER.replace("|day", "").replace("|money", "").replace("evidence", "[]"),
        encoding="utf-8",
    )
    (folder / "mail.conf").write_text("[smtp_server]\nhost = localhost\nport = 25\n")
    rows = [
        {**row, "evidence": "", "tracking": row.get("tracking", ""), "email": "a@example.org",
         "asked": row.get("asked", "")}
        for row in people.rows(count)
    ]  # fmt: skip
    with (folder / "mail.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    command = [str(Path(sys.executable).with_name("mailmerge")), "--dry-run", "--no-limit",
               "--template", "mail.txt", "--database", "mail.csv", "--config", "mail.conf",
               "--output-format", "raw"]  # fmt: skip
    taken = taken_by(command, folder)
    each = taken.cpu / count
    print(f"{'mailmerge, a letter':32}{each * 1e6:6.0f}µs{each / ours:8.1f}× letterkit's")


def cases(path: Path, count: int) -> Path:
    """Write complete cases of which no two are alike."""
    with path.open("wb") as file:
        for row in islice(rows_of_orders(shipped_catalog(), LETTER, "en", TODAY), count):
            file.write(msgspec.json.encode(row, enc_hook=str) + b"\n")
    return path


def shipped_letter(folder: Path, count: int = 6_000) -> None:
    """The batch's whole process for a letter, beside a naive render of the same texts."""
    table = cases(folder / "cases.jsonl", count)
    catalog, author = shipped_catalog(), Naive()
    rows = list(islice(orders(catalog, LETTER, "en", TODAY), 500))
    letters = [draft(case, catalog, today=TODAY) for case in rows]
    calls = [author.renderer(each, case) for each, case in zip(letters, rows, strict=True)]
    naive = statistics.median(cpu_us(calls) for _ in range(9))
    taken = in_turn({"": batch(folder, table, "--workers", "1")}, folder, 3)[""]
    ours = statistics.median(one.cpu for one in taken) / count * 1e6
    print(f"\n{f'shipped letter, {count:,} rows':32}{'µs':>8}{'naive':>9}{'goal':>9}")
    print(f"{'naive Jinja and Babel':32}{naive:8.0f}{1:8.2f}×")
    print(f"{'letterkit batch, a letter':32}{ours:8.0f}{ours / naive:8.2f}×{'≤ 3×':>9}")


def two_workers(folder: Path) -> None:
    print(f"\n{'two workers beside one':32}{'':8}{'wall':>9}{'CPU':>9}")
    for name, table, options in (
        ("shipped letter", cases(folder / "cases.jsonl", 6_000), ()),
        ("own template", people.write_rows(folder / "rows.jsonl", 200_000),
         ("--template", "letter.txt")),
    ):  # fmt: skip
        commands = {n: batch(folder, table, *options, "--workers", n) for n in ("1", "2")}
        one, two = in_turn(commands, folder, 3).values()
        print(f"{name:40}{ratio(one, two, 'wall'):8.2f}×{ratio(two, one, 'cpu'):8.2f}×")
    print(f"{'goal':40}{'≥ 1.75×':>9}{'≤ 1.10×':>9}")


def memory(folder: Path) -> None:
    print(f"\n{'peak memory, own template':32}{'MB':>8}{'ratio':>9}{'goal':>9}")
    peaks = []
    for count in (20_000, 1_000_000):
        clear(folder)
        table = people.write_rows(folder / "rows.jsonl", count)
        command = batch(folder, table, "--template", "letter.txt", "--workers", "2")
        # Between the two stands a process that is small: a child counts what it is forked from.
        done = subprocess.run(
            [sys.executable, "-S", "-c", PEAK, *command],
            cwd=folder, capture_output=True, text=True, check=True,
        )  # fmt: skip
        peaks.append(int(done.stdout.split()[-1]) * 1024)
        print(f"{f'{count:,} rows':32}{peaks[-1] / MB:8.0f}{peaks[-1] / peaks[0]:8.2f}×"
              f"{'≤ 1.1×':>9}{'< 80 MB':>9}")  # fmt: skip
    clear(folder)
    (folder / "rows.jsonl").unlink()


@contextmanager
def _loky() -> Iterator[Executor]:
    from joblib.externals.loky import get_reusable_executor

    executor = get_reusable_executor(max_workers=2)
    yield executor
    executor.shutdown(kill_workers=True)


@contextmanager
def _dask() -> Iterator[Executor]:
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None,
                     host="127.0.0.1") as cluster,
        Client(cluster, set_as_default=False, direct_to_workers=True) as client,
    ):  # fmt: skip
        yield client.get_executor(pure=False)


def executors(folder: Path, count: int = 100_000) -> None:
    """The wall time of the same shards through other executors, their workers warm."""
    table = people.write_rows(folder / "rows.jsonl", count)
    job = Job(today=date(2026, 11, 22), template=people.LETTER)
    kinds: dict[str, Callable[[], AbstractContextManager[Executor]]] = {
        "standard library": lambda: ProcessPoolExecutor(2),
        "joblib's loky": _loky,
        "dask.distributed": _dask,
    }
    goals = {"joblib's loky": "≤ 1.1×", "dask.distributed": "≤ 1.5×"}
    best = {name: _best_wall(pool, job, table) for name, pool in kinds.items()}
    print(f"\n{f'executors, {count:,} rows':32}{'wall s':>8}{'ratio':>9}{'goal':>9}")
    for name, wall in best.items():
        floor = best["standard library"]
        print(f"{name:32}{wall:8.2f}{wall / floor:8.2f}×{goals.get(name, ''):>9}")


def _best_wall(
    pool: Callable[[], AbstractContextManager[Executor]], job: Job, table: Path
) -> float:
    walls = []
    with pool() as executor:
        for _ in range(4):
            start = time.monotonic()
            with Cutter(Rows(tables=(str(table),)), job) as cutter:
                shards = rendered_in_order(cutter, lambda: _borrowed(executor), ahead=16)
                if sum(rendered.written for _, rendered in shards) != count_of(table):
                    raise SystemExit("Letters got lost.")
            walls.append(time.monotonic() - start)
    return min(walls[1:])


@contextmanager
def _borrowed(executor: Executor) -> Iterator[Executor]:
    yield executor


def count_of(table: Path) -> int:
    with table.open("rb") as lines:
        return sum(1 for _ in lines)
