"""What has been done, a line for each shard, so that a run that was stopped can go on.

Rows are known by their content, not by their number: rows that were added, mended or moved since
are told from those that are done.
"""

import os
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from datetime import date
from hashlib import blake2b
from pathlib import Path

import msgspec

from letterkit.batching.errors import OtherJobError
from letterkit.batching.job import Job
from letterkit.batching.rows import KEY_SIZE
from letterkit.domain.noun import Noun
from letterkit.errors.files import UnwritableFileError


class _Head(Noun, frozen=True, kw_only=True):
    job: str
    today: date


class Entry(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One shard that is written, or the files that are about to be."""

    out: int = 0
    """Bytes of the output after it."""
    refused: int = 0
    """Bytes of the refused file after it."""
    written: int = 0
    turned_down: int = 0
    keys: str = ""
    names: tuple[str, ...] = ()
    is_begun: bool = False
    """Whether this only says which files are about to be written."""


class DoneRows:
    """The keys of rows that are done, in nine bytes each; a key counts as often as it was met."""

    def __init__(self, keys: bytes = b"") -> None:
        self._keys = array("Q", sorted(array("Q", keys)))
        self._used = bytearray(len(self._keys))

    def __len__(self) -> int:
        return len(self._keys)

    def take(self, key: bytes) -> bool:
        """Whether a row is done; a row that stands twice is done only once by one letter."""
        wanted = array("Q", key)[0]
        at = bisect_left(self._keys, wanted)
        while at < len(self._keys) and self._keys[at] == wanted:
            if not self._used[at]:
                self._used[at] = 1
                return True
            at += 1
        return False


class Manifest:
    """The file beside the output. Every line is written after what it tells is on the disk."""

    def __init__(self, path: Path, job: Job) -> None:
        self.path = path
        self.job = job
        self.last = Entry()
        self.done = DoneRows()
        self.written = 0
        self.turned_down = 0
        self.begun: tuple[str, ...] = ()
        """Files that were about to be written when the run was stopped."""
        self.names: list[str] = []

    def read(self, *, is_day_given: bool) -> None:
        """Read what an earlier run has done, and take its day over unless one is given.

        Raises:
            OtherJobError: it was another job.
        """
        lines = self.path.read_bytes().split(b"\n")
        keys: list[bytes] = []
        whole = 0
        for number, line in enumerate(lines[:-1]):
            try:
                if number == 0:
                    self._take_head(msgspec.json.decode(line, type=_Head), is_day_given)
                else:
                    self._take(msgspec.json.decode(line, type=Entry), keys)
            except msgspec.DecodeError:
                break
            whole += len(line) + 1
        if not whole:
            raise OtherJobError(name=self.path)
        if whole < self.path.stat().st_size:
            # What follows was cut off while it was written.
            os.truncate(self.path, whole)
        self.done = DoneRows(b"".join(keys))

    def _take_head(self, head: _Head, is_day_given: bool) -> None:
        if not is_day_given:
            self.job = msgspec.structs.replace(self.job, today=head.today)
        if head.job != digest(self.job) or head.today != self.job.today:
            raise OtherJobError(name=self.path)

    def _take(self, entry: Entry, keys: list[bytes]) -> None:
        if entry.is_begun:
            self.begun = entry.names
            return
        self.begun = ()
        self.last = entry
        self.names += entry.names
        self.written += entry.written
        self.turned_down += entry.turned_down
        keys.append(b64decode(entry.keys))

    def begin(self) -> None:
        """Start a new file."""
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.close(descriptor)
        self._append(_Head(job=digest(self.job), today=self.job.today))

    def note(self, entry: Entry) -> None:
        """Keep what has been done, or is about to be."""
        self._append(entry)

    def _append(self, line: Noun) -> None:
        try:
            with self.path.open("ab") as file:
                file.write(msgspec.json.encode(line) + b"\n")
        except OSError as error:
            raise UnwritableFileError(name=self.path, detail=error.strerror) from error


def as_keys(keys: bytes) -> str:
    """Return the keys of a shard's rows as they stand in the file."""
    return b64encode(keys).decode()


def digest(job: Job) -> str:
    """Return what tells one job from another; the day may be another."""
    timeless = msgspec.structs.replace(job, today=date.min, speak="")
    return blake2b(msgspec.json.encode(timeless), digest_size=KEY_SIZE).hexdigest()
