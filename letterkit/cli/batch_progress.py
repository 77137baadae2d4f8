"""How far a batch has come: a bar with rate and time left; without a terminal, a line at times."""

import sys
import time
from typing import Protocol, Self

from letterkit.batching.running import Summary
from letterkit.batching.shards import Cutter
from letterkit.cli.desk import Desk
from letterkit.cli.output import remark
from letterkit.marking import N_

SECONDS_APART = 5.0
"""Between two lines, where nobody watches a bar."""


class Progress(Protocol):
    """Something that shows how far a batch has come."""

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

    def show(self, cutter: Cutter, summary: Summary) -> None:
        """Show it after a shard."""

    def close(self) -> None:
        """Leave the terminal to others."""


def progress_of(desk: Desk, *, is_quiet: bool) -> Progress:
    """Return what fits where standard error goes."""
    if is_quiet:
        return _Silence()
    return _Bar(desk) if sys.stderr.isatty() else _Lines(desk)


class _Silence:
    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def show(self, cutter: Cutter, summary: Summary) -> None:
        """Show nothing."""

    def close(self) -> None:
        """There is nothing to close."""


class _Lines(_Silence):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._began = self._told = time.monotonic()

    def show(self, cutter: Cutter, summary: Summary) -> None:
        now = time.monotonic()
        if now - self._told < SECONDS_APART:
            return
        self._told = now
        rate = round(summary.rows / (now - self._began))
        percent = f"{100 * cutter.read // cutter.size}%  " if cutter.size else ""
        line = N_("Rows: %(rows)s. Each second: %(rate)s.")
        remark(percent + self._desk.say(line, rows=summary.rows, rate=rate))


class _Bar(_Silence):
    def __init__(self, desk: Desk) -> None:
        # Only a terminal pays for rich.
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeRemainingColumn,
        )

        self._desk = desk
        self._began = time.monotonic()
        # It is drawn after each shard: a thread of its own would be copied into workers.
        self._bar = Progress(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.description}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            auto_refresh=False,
            transient=True,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def show(self, cutter: Cutter, summary: Summary) -> None:
        rate = round(summary.rows / max(time.monotonic() - self._began, 0.001))
        line = N_("Rows: %(rows)s. Each second: %(rate)s.")
        told = self._desk.say(line, rows=summary.rows, rate=rate)
        self._bar.update(
            self._task, total=cutter.size or None, completed=cutter.read, description=told
        )
        self._bar.refresh()

    def close(self) -> None:
        self._bar.stop()
