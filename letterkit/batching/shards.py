"""Cuts tables into shards: which rows are asked for, which are done, what each shard must know."""

from collections.abc import Iterator
from typing import Self

from letterkit.batching.job import Job, Shard
from letterkit.batching.manifest import DoneRows
from letterkit.batching.reading import STDIN, Piece, Table, Wishes
from letterkit.batching.rows import rows_of
from letterkit.domain.noun import Noun
from letterkit.errors import LetterkitError


class Rows(Noun, frozen=True, kw_only=True):
    """Which rows are asked for. Several tables are counted through."""

    tables: tuple[str, ...]
    wishes: Wishes = Wishes()
    offset: int = 0
    limit: int | None = None


class Cutter:
    """The shards of a job, one after the other, and how far they have come.

    Use it as a context manager, and its shards once.
    """

    def __init__(self, rows: Rows, job: Job, done: DoneRows | None = None) -> None:
        """Open the first table and look at the header of each.

        Raises:
            LetterkitError: one of them cannot be used.
        """
        self._rows = rows
        self._job = job
        self._done = done if done else None
        self._to_pass = rows.offset
        self._left = rows.limit
        self.skipped = 0
        """Rows that an earlier run has done."""
        self.read = 0
        self.size = 0
        """How far the open table has been read, out of how much."""
        self.headers: list[tuple[str, ...]] = []
        self.guessed: list[tuple[str, str]] = []
        """Tables whose encoding is a guess, with the guess."""
        self._first: Table | None = None
        try:
            self._look_at_all()
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._first is not None:
            self._first.__exit__()

    def _look_at_all(self) -> None:
        for number, name in enumerate(self._rows.tables):
            table = Table(name, self._rows.wishes)
            try:
                check_header(self._job, table)
            except LetterkitError as error:
                table.__exit__()
                raise error.in_file(table.name) from None
            self.headers.append(table.columns)
            if table.guessed:
                self.guessed.append((table.name, table.guessed))
            if number == 0:
                self._first = table
            elif name != STDIN:
                table.__exit__()

    def __iter__(self) -> Iterator[Shard]:
        several = len(self._rows.tables) > 1
        for name in self._rows.tables:
            table, self._first = self._first or Table(name, self._rows.wishes), None
            with table:
                self.size = table.size
                for piece in table.pieces():
                    self.read = piece.read
                    shard = self._shard(piece, table, file=table.name if several else "")
                    if shard is not None:
                        yield shard
                    if self._left == 0:
                        return

    def _shard(self, piece: Piece, table: Table, *, file: str) -> Shard | None:
        passed = min(self._to_pass, piece.rows)
        self._to_pass -= passed
        taken = piece.rows - passed
        if self._left is not None:
            taken = min(taken, self._left)
            self._left -= taken
        if not taken:
            return None
        content = piece.content
        if taken < piece.rows:
            content = b"\n".join(content.split(b"\n")[passed : passed + taken])
        shard = Shard(
            job=self._job,
            file=file,
            kind=piece.kind,
            columns=table.columns,
            delimiter=table.delimiter,
            first_row=piece.first_row + passed,
            content=content,
        )
        return self._without_done(shard)

    def _without_done(self, shard: Shard) -> Shard | None:
        if self._done is None:
            return shard
        skip = bytes(self._done.take(row.key) for row in rows_of(shard))
        self.skipped += sum(skip)
        if all(skip):
            return None
        return Shard(
            **{
                field: getattr(shard, field) for field in shard.__struct_fields__ if field != "skip"
            },
            skip=skip,
        )


def check_header(job: Job, table: Table) -> None:
    """Raise an error for a table that no row of which could become a letter."""
    if job.template is not None:
        from letterkit.batching.template_letters import check_columns

        check_columns(job, table.columns)
        return
    from letterkit.batching.case_letters import case_columns, check_name

    check_name(job)
    if table.columns:
        case_columns(table.columns, job)
