"""Saves a case so that it survives whatever comes next."""

import os
from contextlib import suppress
from pathlib import Path

from letterkit.errors.files import UnwritableFileError


def save_text(path: Path, text: str) -> None:
    """Write `text` to `path`, its folder made if need be, as `save_bytes` does."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableFileError(name=path, detail=error.strerror) from error
    save_bytes(path, text.encode())


def save_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`, readable by its owner only, whole or not at all.

    What is there and is no file, such as a pipe or /dev/null, is written to and stays what it is.

    Raises:
        UnwritableFileError: with the reason.
    """
    if path.exists() and not path.is_file():
        _write_into(path, content)
        return
    unfinished = path.parent / f"{path.name}.unfinished"
    try:
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - only open() takes a descriptor
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise UnwritableFileError(name=path, detail=error.strerror) from error


def _write_into(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnwritableFileError(name=path, detail=error.strerror) from error
