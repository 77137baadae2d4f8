"""Reads shipped TOML files, and keeps them decoded, as Python keeps compiled modules.

Parsing the TOML of one letter takes longer than writing it. A file is parsed again whenever it has
changed.
"""

import os
import sys
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from letterkit.errors.files import ShippedDataError


class _Kept(msgspec.Struct, array_like=True):
    """A decoded file and the state that it had: when it was changed, in ns, and its bytes."""

    changed: int
    size: int
    data: dict[str, Any]


@lru_cache(maxsize=256)
def read_toml(path: Path) -> dict[str, Any]:
    """Return a shipped TOML file; its dates may come as text.

    Raises:
        ShippedDataError: the file is missing or no TOML.
    """
    kept_at = path.parent / "__pycache__" / f"{path.name}c"
    try:
        state = path.stat()
        kept = _kept(kept_at)
        if kept is not None and (kept.changed, kept.size) == (state.st_mtime_ns, state.st_size):
            return kept.data
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ShippedDataError(name=path, detail=error) from error
    if not sys.dont_write_bytecode:
        _keep(_Kept(state.st_mtime_ns, state.st_size, data), kept_at)
    return data


def _kept(kept_at: Path) -> _Kept | None:
    try:
        return msgspec.msgpack.decode(kept_at.read_bytes(), type=_Kept)
    except (OSError, msgspec.DecodeError):
        return None


def _keep(kept: _Kept, kept_at: Path) -> None:
    """Write a decoded file whole, or not at all where nothing can be written."""
    unfinished = kept_at.with_name(f"{kept_at.name}.{os.getpid()}")
    try:
        kept_at.parent.mkdir(exist_ok=True)
        unfinished.write_bytes(msgspec.msgpack.encode(kept))
        unfinished.replace(kept_at)
    except OSError:
        return
