"""Runs a batch: shards to whoever renders them, letters to where they go, in the input's order."""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import AbstractContextManager, ExitStack, contextmanager
from heapq import nsmallest
from itertools import chain, islice

import msgspec

from letterkit.batching.errors import ClusterError, WorkerLostError
from letterkit.batching.job import Refused, Rendered, Shard
from letterkit.batching.manifest import Manifest, as_keys
from letterkit.batching.refused_file import RefusedFile
from letterkit.batching.shard import SOONEST, render_shard
from letterkit.batching.writing import Output
from letterkit.errors.usage import MissingExtraError

SHOWN_REFUSALS = 10
AHEAD = 2
"""Shards that wait for each worker: enough to keep it busy, few enough to keep memory flat."""
CLUSTER_AHEAD = 16
CLUSTER_TIMEOUT = "10s"

_REQUESTS = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}
"""To end; a worker leaves them to its parent or dies of them."""

Pool = Callable[[], AbstractContextManager[Executor]]


class Summary(msgspec.Struct):
    """What a batch came to."""

    rows: int = 0
    """Looked at in this run; those that an earlier run has done are not."""
    written: int = 0
    refused: int = 0
    earlier: int = 0
    """Rows that an earlier run has done."""
    by_letter: dict[str, int] = {}
    soonest: tuple[tuple[object, ...], ...] = ()
    """Of the letters whose day comes first: day, row, file and order number."""
    refusals: list[Refused] = []
    """The first of them."""

    def add(self, rendered: Rendered) -> None:
        self.rows += rendered.rows
        self.written += rendered.written
        self.refused += len(rendered.refused)
        for letter, count in rendered.by_letter.items():
            self.by_letter[letter] = self.by_letter.get(letter, 0) + count
        self.soonest = tuple(nsmallest(SOONEST, (*self.soonest, *rendered.soonest)))
        self.refusals += rendered.refused[: SHOWN_REFUSALS - len(self.refusals)]


class Books:
    """Where a run writes: the letters, the refused rows, and what is done."""

    def __init__(
        self, output: Output, manifest: Manifest | None, refused: RefusedFile | None
    ) -> None:
        self._output = output
        self._manifest = manifest
        self._refused = refused

    def write(self, shard: Shard, rendered: Rendered) -> None:
        """Write a shard; only then is it noted as done."""
        entry = self._output.write(rendered)
        if self._refused is not None:
            self._refused.write(rendered.refused, shard)
        if self._manifest is None:
            return
        self._manifest.note(
            msgspec.structs.replace(
                entry,
                refused=self._refused.size if self._refused else 0,
                written=rendered.written,
                turned_down=len(rendered.refused),
                keys=as_keys(rendered.keys),
            )
        )

    def finish(self) -> None:
        if self._refused is not None:
            self._refused.finish()
        self._output.finish()

    def close(self) -> None:
        self._output.close()
        if self._refused is not None:
            self._refused.close()


def rendered_in_order(
    shards: Iterable[Shard], pool: Pool | None, *, ahead: int
) -> Iterator[tuple[Shard, Rendered]]:
    """Yield each shard with what became of it, in the order of the input, whoever renders it.

    A pool is only opened for more than one shard. `ahead` shards are under way at once.

    Raises:
        WorkerLostError: a worker died.
    """
    shards = iter(shards)
    first = list(islice(shards, 2))
    if pool is None or len(first) < 2:
        for shard in chain(first, shards):
            yield shard, render_shard(shard)
        return
    with pool() as executor:
        yield from _through(executor, chain(first, shards), ahead)


def _through(
    executor: Executor, shards: Iterable[Shard], ahead: int
) -> Iterator[tuple[Shard, Rendered]]:
    waiting: deque[tuple[Shard, Future[Rendered]]] = deque()
    try:
        for shard in shards:
            waiting.append((shard, executor.submit(render_shard, shard)))
            if len(waiting) >= ahead:
                shard, future = waiting.popleft()
                yield shard, future.result()
        while waiting:
            shard, future = waiting.popleft()
            yield shard, future.result()
    except BrokenExecutor as error:
        raise WorkerLostError from error
    finally:
        for _, future in waiting:
            future.cancel()


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def process_pool(workers: int) -> Iterator[Executor]:
    """Return processes of this computer; they end with this one, however it ends."""
    # Only more than one process pays for what starts and joins them.
    from concurrent.futures import ProcessPoolExecutor

    executor = ProcessPoolExecutor(workers, initializer=_start_worker)
    with _deaf():
        executor.submit(os.getpid).result()
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


@contextmanager
def _deaf() -> Iterator[None]:
    """Let Ctrl-C wait while processes start: a process half made could not be ended in order."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _REQUESTS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    gc.set_threshold(50_000)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for request in _REQUESTS - {signal.SIGINT}:
        signal.signal(request, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _REQUESTS)
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    from multiprocessing.connection import wait

    wait([sentinel])
    os._exit(1)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Return the workers of a running Dask scheduler.

    Raises:
        MissingExtraError: Dask is not installed.
        ClusterError: nobody answers there.
    """
    try:
        from distributed import Client
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise MissingExtraError("cluster") from error
    try:
        client = Client(
            address, timeout=CLUSTER_TIMEOUT, set_as_default=False, direct_to_workers=True
        )
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(address=address) from error
    with ExitStack() as stack:
        stack.callback(client.close)
        try:
            yield client.get_executor(pure=False)
        except (KilledWorker, CancelledError) as error:
            raise WorkerLostError from error
