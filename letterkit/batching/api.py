"""The batch for other programs: `letterkit.batch(...)` yields what becomes of each row."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import nullcontext
from datetime import date, datetime
from functools import partial
from itertools import islice
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import msgspec

from letterkit.batching.columns import check_names, columns_map
from letterkit.batching.delimited import ROWS
from letterkit.batching.job import ColumnsMap, Job, Letter, Refused, Rendered, Shard
from letterkit.batching.reading import Wishes, tables_named
from letterkit.batching.running import AHEAD, Pool, process_pool, rendered_in_order
from letterkit.batching.shards import Cutter, Rows
from letterkit.files.own import marketplaces_of_own

Source = str | PathLike[str] | Iterable[Mapping[str, Any]]
Outcome = Letter | Refused

EXECUTOR_AHEAD = 16
"""Shards under way at once, where nobody knows how many workers an executor has."""

_encode = msgspec.json.Encoder(enc_hook=str).encode
_decode = msgspec.json.Decoder(Letter).decode


def batch(
    source: Source,
    *,
    letter: str | None = None,
    template: str | None = None,
    columns: str | PathLike[str] | None = None,
    values: Mapping[str, str] | None = None,
    beside: bool = False,
    form: bool = False,
    to: str = "en",
    language: str = "en",
    keep: Iterable[str] = (),
    today: date | None = None,
    offset: int = 0,
    limit: int | None = None,
    encoding: str = "",
    delimiter: str = "",
    sheet: str = "",
    workers: int = 1,
    executor: Executor | None = None,
) -> Iterator[Outcome]:
    """Yield a `Letter` or a `Refused` for each row, in the order of the rows.

    `source` is a table, a folder of tables, or rows as mappings shaped like case files (nested,
    or with dotted names). `letter` is the id of a shipped letter for rows that name none;
    `template` is the text of a template of your own instead. `columns` is the path of a map,
    `values` are for rows that have none. `language` is the buyer's where a row names none, and
    the one in which refusals give their reasons. Days are counted from `today`, by default this
    computer's.

    Shards go to `executor`, which may be any, and stays open; else to `workers` processes, or with
    1 to none. Memory does not grow with the number of rows.

    Raises:
        LetterkitError: a table or the template cannot be used; single rows raise nothing.
    """
    is_case = template is None
    map = columns_map(Path(columns), is_case=is_case) if columns else ColumnsMap()
    map = msgspec.structs.replace(map, values={**map.values, **(values or {})})
    if is_case:
        check_names(map.values)
    job = Job(
        today=today or datetime.now().astimezone().date(),
        letter=letter,
        to=to,
        language=language,
        beside=beside,
        form=form,
        template=template,
        keep=tuple(keep),
        speak=language,
        map=map,
        own=marketplaces_of_own(),
    )
    pool, ahead = _pool(executor, workers)
    if not isinstance(source, str | PathLike):
        shards = _shards_of(_cut(source, offset, limit), job, offset)
        yield from _outcomes(rendered_in_order(shards, pool, ahead=ahead))
        return
    rows = Rows(
        tables=tuple(tables_named([fspath(source)])),
        wishes=Wishes(encoding=encoding, delimiter=delimiter, sheet=sheet),
        offset=offset,
        limit=limit,
    )
    with Cutter(rows, job) as cutter:
        yield from _outcomes(rendered_in_order(cutter, pool, ahead=ahead))


def _pool(executor: Executor | None, workers: int) -> tuple[Pool | None, int]:
    if executor is not None:
        return lambda: nullcontext(executor), EXECUTOR_AHEAD
    if workers > 1:
        return partial(process_pool, workers), workers * AHEAD + 1
    return None, 1


def _cut(
    rows: Iterable[Mapping[str, Any]], offset: int, limit: int | None
) -> Iterator[Mapping[str, Any]]:
    return islice(rows, offset, None if limit is None else offset + limit)


def _shards_of(rows: Iterator[Mapping[str, Any]], job: Job, offset: int) -> Iterator[Shard]:
    first = offset + 1
    while lines := [_encode(row) for row in islice(rows, ROWS)]:
        yield Shard(job=job, kind="objects", first_row=first, content=b"\n".join(lines))
        first += len(lines)


def _outcomes(shards: Iterable[tuple[Shard, Rendered]]) -> Iterator[Outcome]:
    for _, rendered in shards:
        outcomes: list[Outcome] = [_decode(line) for line in rendered.letters.splitlines()]
        outcomes += rendered.refused
        yield from sorted(outcomes, key=lambda outcome: outcome.row)
