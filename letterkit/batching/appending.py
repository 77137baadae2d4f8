"""A file that grows by whole shards, and has its name only when it is finished."""

import os
import shutil
from pathlib import Path
from typing import BinaryIO

from letterkit.batching.errors import DamagedOutputError
from letterkit.errors.files import UnwritableFileError


class GrowingFile:
    """Grows as FILE.unfinished and takes its name in one step."""

    def __init__(self, path: Path, *, size: int | None, head: bytes = b"") -> None:
        """`size` is how much of it an earlier run is sure of; None begins anew with `head`."""
        self._path = path
        self._unfinished = path.with_name(f"{path.name}.unfinished")
        self._size = size
        self._head = head
        self._file: BinaryIO | None = None
        if size is not None and self._unfinished.exists():
            self._open()

    @property
    def size(self) -> int:
        return self._file.tell() if self._file else self._size or 0

    def write(self, content: bytes) -> None:
        """Add `content`; nothing is opened for nothing.

        Raises:
            UnwritableFileError: with the reason.
        """
        if not content:
            return
        try:
            file = self._file or self._open()
            file.write(content)
        except OSError as error:
            raise _unwritable(self._path, error) from error

    def sync(self) -> None:
        """Bring all that was written to the disk."""
        if self._file is not None:
            try:
                self._file.flush()
                os.fsync(self._file.fileno())
            except OSError as error:
                raise _unwritable(self._path, error) from error

    def finish(self) -> None:
        """Give the file its name; a file that was not touched stays as it is."""
        if self._file is not None:
            self.sync()
            self.close()
            try:
                self._unfinished.replace(self._path)
            except OSError as error:
                raise _unwritable(self._path, error) from error

    def close(self) -> None:
        """Leave the file unfinished."""
        if self._file is not None:
            file, self._file = self._file, None
            self._size = file.tell()
            try:
                file.close()
            except OSError as error:
                raise _unwritable(self._path, error) from error

    def _open(self) -> BinaryIO:
        if self._size is None:
            self._file = open(os.open(self._unfinished, _NEW, 0o600), "wb")  # noqa: PTH123, SIM115 - only open() takes a descriptor; it is open to the end
            self._file.write(self._head)
            return self._file
        if not self._unfinished.exists():
            if self._path.exists():
                shutil.copy(self._path, self._unfinished)
            else:
                os.close(os.open(self._unfinished, _NEW, 0o600))
        if self._unfinished.stat().st_size < self._size:
            raise DamagedOutputError(name=self._unfinished)
        self._file = self._unfinished.open("r+b")
        self._file.truncate(self._size)
        self._file.seek(self._size)
        if not self._size:
            self._file.write(self._head)
        return self._file


_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC


def _unwritable(path: Path, error: OSError) -> UnwritableFileError:
    return UnwritableFileError(name=path, detail=error.strerror)
