"""The rows that were refused, as the input has them, with what is wrong: itself an input."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from letterkit.batching.appending import GrowingFile
from letterkit.batching.errors import UnknownOutputError
from letterkit.batching.job import REFUSED_COLUMNS, Refused, Shard
from letterkit.batching.tables import DELIMITERS, as_delimited


class RefusedFile:
    """A growing table or file of JSON lines."""

    def __init__(self, path: Path, headers: Sequence[tuple[str, ...]], *, size: int | None) -> None:
        """`headers` are those of all tables; an empty one means JSON lines.

        Raises:
            UnknownOutputError: rows of this kind cannot be written so.
        """
        self._kind = path.suffix.lower().removeprefix(".")
        known = ("jsonl",) if () in headers else ("csv", "tsv", "jsonl")
        if self._kind not in known:
            raise UnknownOutputError(name=path, known=", ".join(f".{each}" for each in known))
        own = dict.fromkeys(name for header in headers for name in _own(header))
        self._columns = [*own, *REFUSED_COLUMNS]
        head = b"" if self._kind == "jsonl" else as_delimited([self._columns], self._kind)
        self._file = GrowingFile(path, size=size, head=head)

    @property
    def size(self) -> int:
        return self._file.size

    def write(self, refused: Iterable[Refused], shard: Shard) -> None:
        """Add rows of one shard."""
        rows = [self._named(each, shard) for each in refused]
        if self._kind in DELIMITERS:
            cells = ([str(row.get(name, "")) for name in self._columns] for row in rows)
            self._file.write(as_delimited(cells, self._kind) if rows else b"")
        else:
            self._file.write(b"".join(msgspec.json.encode(row) + b"\n" for row in rows))
        self._file.sync()

    def _named(self, refused: Refused, shard: Shard) -> dict[str, Any]:
        why = {"row": refused.row, "column": refused.column, "reason": refused.reason}
        if refused.cells:
            names = _own(shard.columns)
            cells = list(refused.cells[: len(names)])
            if surplus := refused.cells[len(names) :]:
                cells[-1] = shard.delimiter.join([cells[-1], *surplus])
            return {**dict(zip(names, cells, strict=False)), **why}
        try:
            row = msgspec.json.decode(refused.line)
        except (msgspec.DecodeError, RecursionError):
            row = None
        return {**(row if isinstance(row, dict) else {"line": refused.line}), **why}

    def finish(self) -> None:
        self._file.finish()

    def close(self) -> None:
        self._file.close()


def _own(columns: Iterable[str]) -> list[str]:
    return [name for name in columns if name not in REFUSED_COLUMNS]
