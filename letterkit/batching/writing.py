"""Where letters go: a folder of files, one file of lines or rows, a workbook, Parquet, an archive.

Whatever the kind, nothing has its final name before it is whole, and what an earlier run has
written can be gone on with.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

import msgspec

from letterkit.batching.appending import GrowingFile
from letterkit.batching.errors import OutputExistsError, OutputFinishedError
from letterkit.batching.finishing import FINISHERS, text_of
from letterkit.batching.job import Job, Letter, Rendered
from letterkit.batching.manifest import Entry, Manifest
from letterkit.batching.names import TakenNames
from letterkit.batching.tables import DELIMITERS, as_delimited, columns_written
from letterkit.errors.files import UnwritableFileError

STDOUT = "-"
STREAMS = ("jsonl", *DELIMITERS)
_decode_letter = msgspec.json.Decoder(Letter).decode


class Output(Protocol):
    """A place for letters."""

    def write(self, rendered: Rendered) -> Entry:
        """Take the letters of a shard, and return what the manifest keeps of it."""

    def finish(self) -> None:
        """Give the whole its name."""

    def close(self) -> None:
        """Leave it unfinished."""


def kind_of(path: str) -> str:
    """Return what a path asks for: its ending, or "folder"."""
    ending = Path(path).suffix.lower().removeprefix(".")
    return ending if ending in (*STREAMS, *FINISHERS) else "folder"


def manifest_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.manifest")


def exists(path: Path) -> Path | None:
    """Return what stands in the way of beginning anew, or None."""
    unfinished = path.with_name(f"{path.name}.unfinished")
    for each in (path, unfinished, manifest_path(path)):
        if each.exists() and not (each.is_dir() and not any(each.iterdir())):
            return each
    return None


def output_for(path: Path, job: Job, manifest: Manifest, *, is_resumed: bool) -> Output:
    """Return the output at a path.

    Raises:
        OutputExistsError: there is something already, and nobody wants to go on with it.
        UnwritableFileError: nothing can be written there.
    """
    if str(path) == STDOUT:
        return _Pipe(sys.stdout.buffer)
    if not is_resumed and (there := exists(path)):
        raise OutputExistsError(name=there)
    kind = kind_of(str(path))
    try:
        if kind == "folder":
            path.mkdir(mode=0o700, exist_ok=True)
            output: Output = _Folder(path, manifest)
        else:
            size = manifest.last.out if is_resumed else None
            made = _Staged if kind in FINISHERS else _Stream
            output = made(path, kind, job, size)
        if not is_resumed:
            manifest.begin()
    except OSError as error:
        raise UnwritableFileError(name=path, detail=error.strerror) from error
    return output


class _Pipe:
    """Standard output: JSON lines for whoever reads on. Nothing can be resumed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, rendered: Rendered) -> Entry:
        self._stream.write(rendered.letters)
        return Entry()

    def finish(self) -> None:
        self._stream.flush()

    def close(self) -> None:
        """It is not ours to close."""


class _Stream:
    """Lines or rows, in the order of the input."""

    def __init__(self, path: Path, kind: str, job: Job, size: int | None) -> None:
        head = b"" if kind == "jsonl" else as_delimited([columns_written(job)], kind)
        self._file = GrowingFile(path, size=size, head=head)

    def write(self, rendered: Rendered) -> Entry:
        self._file.write(rendered.letters)
        self._file.sync()
        return Entry(out=self._file.size)

    def finish(self) -> None:
        self._file.finish()

    def close(self) -> None:
        self._file.close()


class _Staged:
    """A file that can only be written in one go: letters wait as lines until all are there."""

    def __init__(self, path: Path, kind: str, job: Job, size: int | None) -> None:
        self._path = path
        self._lines_path = path.with_name(f"{path.name}.letters")
        self._finish: Callable[[Iterator[Letter], Path, Job], None] = FINISHERS[kind]
        self._job = job
        waiting = self._lines_path.with_name(f"{self._lines_path.name}.unfinished")
        self._is_finished = size is not None and path.exists() and not waiting.exists()
        self._waiting = waiting
        self._file = GrowingFile(self._lines_path, size=size)

    def write(self, rendered: Rendered) -> Entry:
        if self._is_finished and rendered.letters:
            raise OutputFinishedError(name=self._path)
        self._file.write(rendered.letters)
        self._file.sync()
        return Entry(out=self._file.size)

    def finish(self) -> None:
        if self._is_finished:
            return
        self._file.close()
        unfinished = self._path.with_name(f"{self._path.name}.unfinished")
        try:
            os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            self._finish(self._letters(), unfinished, self._job)
            unfinished.replace(self._path)
            self._waiting.unlink(missing_ok=True)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise UnwritableFileError(name=self._path, detail=error.strerror) from error

    def _letters(self) -> Iterator[Letter]:
        if self._waiting.exists():
            with self._waiting.open("rb") as lines:
                yield from map(_decode_letter, lines)

    def close(self) -> None:
        self._file.close()


class _Folder:
    """A text file for each letter."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self._path = path
        self._manifest = manifest
        self._taken = TakenNames()
        for name in manifest.names:
            self._taken.remember(name)
        for name in manifest.begun:
            # The run was stopped among these: they are written again.
            (path / name).unlink(missing_ok=True)

    def write(self, rendered: Rendered) -> Entry:
        letters = [_decode_letter(line) for line in rendered.letters.splitlines()]
        names = tuple(self._taken.take(letter.name, ".txt") for letter in letters)
        unfinished = self._path / ".unfinished"
        try:
            self._manifest.note(Entry(names=names, is_begun=True))
            for letter, name in zip(letters, names, strict=True):
                descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
                with open(descriptor, "wb") as file:  # noqa: PTH123 - only open() takes a descriptor
                    file.write(text_of(letter).encode("utf-8", "backslashreplace"))
                unfinished.replace(self._path / name)
            # Once for all of them: a sync for each would take a hundred times as long.
            if hasattr(os, "sync"):
                os.sync()
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink()
            raise UnwritableFileError(name=self._path, detail=error.strerror) from error
        return Entry(names=names)

    def finish(self) -> None:
        """Nothing is left to do: every file has its name."""

    def close(self) -> None:
        """Nothing is open."""
