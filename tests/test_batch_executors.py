"""The Python interface, and whoever renders the shards: any executor gives the same outcomes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

import letterkit
from letterkit.batching.job import Letter, Refused
from letterkit.domain.catalog import Catalog
from letterkit.errors import LetterkitError
from tests.batches import DAY, LETTERKIT, Rows, case_rows, content_of, write_table
from tests.builders import TODAY, case_data


def outcomes(rows: Rows, executor: Executor | None = None) -> list[bytes]:
    """Return what becomes of rows, as bytes."""
    found = letterkit.batch(rows, today=TODAY, beside=True, executor=executor)
    return [msgspec.json.encode(outcome) for outcome in found]


@pytest.fixture(scope="module")
def rows(catalog: Catalog) -> Rows:
    made = case_rows(catalog, 40)
    made[7]["problem"] = "nonsense"
    return made


@pytest.fixture
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letterkit.batching.api.ROWS", 6)


@pytest.mark.parametrize("kind", [ThreadPoolExecutor, ProcessPoolExecutor])
@pytest.mark.usefixtures("small_shards")
def test_any_executor_gives_the_same_outcomes(kind: type[Executor], rows: Rows) -> None:
    with kind(2) as executor:  # type: ignore[call-arg] # both take the number of workers
        assert outcomes(rows, executor) == outcomes(rows)


@pytest.mark.usefixtures("small_shards")
def test_joblib_gives_the_same_outcomes(rows: Rows) -> None:
    from joblib.externals.loky import get_reusable_executor

    executor = get_reusable_executor(max_workers=2, kill_workers=True)
    try:
        assert outcomes(rows, executor) == outcomes(rows)
    finally:
        executor.shutdown(kill_workers=True)


def test_the_interface_yields_letters_and_refusals_in_the_order_of_rows(rows: Rows) -> None:
    found = list(letterkit.batch(iter(rows), today=TODAY))
    assert [outcome.row for outcome in found] == list(range(1, 41))
    assert isinstance(found[0], Letter)
    assert isinstance(found[7], Refused)
    assert found[7].column == "problem"


def test_the_interface_reads_tables_and_nested_cases(tmp_path: Path, catalog: Catalog) -> None:
    table = write_table(tmp_path / "cases.csv", case_rows(catalog, 3))
    from_table = letterkit.batch(table, today=TODAY, limit=1)
    case = case_data(
        catalog, problem="not-received", order__item="Наушники",
        order__number="8123456789012345",
    )  # fmt: skip
    (one,), (two,) = list(from_table), list(letterkit.batch([case], today=TODAY))
    assert isinstance(one, Letter)
    assert isinstance(two, Letter)
    assert one.text == two.text


def test_the_interface_renders_templates_of_ones_own() -> None:
    rows = [{"name": "Anna", "paid": "24.90 USD"}, {"name": "Vito"}]
    one, two = letterkit.batch(rows, template="Dear {{ name }}: {{ paid|money }}", today=TODAY)
    assert isinstance(one, Letter)
    assert one.text == "Dear Anna: USD 24.90"
    assert isinstance(two, Refused)
    assert two.column == "paid"


def test_the_interface_raises_for_what_no_row_can_mend(tmp_path: Path) -> None:
    with pytest.raises(LetterkitError, match="no such file"):
        list(letterkit.batch(tmp_path / "missing.csv"))


def test_importing_the_package_loads_nothing() -> None:
    code = "import sys, letterkit; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"msgspec", "jinja2", "concurrent.futures", "letterkit.batching"}


class Cluster:
    """A Dask scheduler and two workers on this computer, as processes of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.address = ""
        self._processes: list[subprocess.Popen[str]] = []

    def start(self) -> None:
        port = self._folder / "scheduler.json"
        self._run("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                  "--scheduler-file", str(port))  # fmt: skip
        _wait_for(port.exists)
        self.address = msgspec.json.decode(port.read_bytes())["address"]
        for _ in range(2):
            self._run("worker", self.address, "--host", "127.0.0.1", "--no-dashboard",
                      "--nworkers", "1", "--nthreads", "1", "--no-nanny",
                      "--local-directory", str(self._folder))  # fmt: skip

    def _run(self, *command: str) -> None:
        code = "import sys; from distributed.cli import dask_{0}; dask_{0}.main()"
        self._processes.append(
            subprocess.Popen(
                [sys.executable, "-c", code.format(command[0]), *command[1:]],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True,
            )
        )  # fmt: skip

    def kill_a_worker(self) -> None:
        self._processes[-1].send_signal(signal.SIGKILL)

    def stop(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()


def _wait_for(happened: Callable[[], bool]) -> None:
    for _ in range(300):
        if happened():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen in time")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    cluster = Cluster(tmp_path)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


def test_a_cluster_that_loses_a_worker_midway_gives_the_same_bytes(
    cluster: Cluster, tmp_path: Path, catalog: Catalog
) -> None:
    table = write_table(tmp_path / "cases.jsonl", case_rows(catalog, 6000))
    here, there = tmp_path / "here.jsonl", tmp_path / "there.jsonl"
    command = [LETTERKIT, "batch", str(table), *DAY, "--quiet"]
    remote = subprocess.Popen([*command, "--out", str(there), "--cluster", cluster.address])
    manifest = tmp_path / "there.jsonl.manifest"
    _wait_for(lambda: manifest.exists() and manifest.read_bytes().count(b"\n") > 2)
    assert remote.poll() is None
    cluster.kill_a_worker()
    assert remote.wait(timeout=60) == 0
    assert subprocess.run([*command, "--out", str(here)], env={**os.environ}).returncode == 0
    assert content_of(there)["there.jsonl"] == content_of(here)["here.jsonl"]
