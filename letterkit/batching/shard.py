"""`render_shard`: some rows in, their letters out.

It is pure: what it returns depends on the shard and on the shipped files alone. Whatever runs it,
this process, a pool or a cluster, gets the same bytes.
"""

from functools import lru_cache
from heapq import nsmallest
from pathlib import Path
from typing import Protocol

import msgspec

from letterkit.batching.job import Job, Letter, Refused, Rendered, Shard
from letterkit.batching.rows import Row, rows_of
from letterkit.batching.tables import as_delimited, cells_of, columns_written
from letterkit.domain.catalog import Catalog
from letterkit.domain.text import plain
from letterkit.errors import LetterkitError
from letterkit.errors.answers import MissingAnswersError
from letterkit.files.shipped import shipped_catalog

SOONEST = 5
"""Letters whose day comes first, told in the summary."""

_encode_lines = msgspec.json.Encoder().encode_lines


class _Letters(Protocol):
    def letter(self, row: Row, file: str) -> Letter: ...
    def header(self, key: str) -> str: ...


def render_shard(shard: Shard) -> Rendered:
    """Return the letters of a shard's rows in their order, and the rows that are refused."""
    job = shard.job
    letters_of = _letters_for(msgspec.json.encode(job), shard.columns)
    letters: list[Letter] = []
    refused: list[Refused] = []
    keys: list[bytes] = []
    for row in rows_of(shard):
        keys.append(row.key)
        try:
            if row.error is not None:
                raise row.error
            letters.append(letters_of.letter(row, shard.file))
        except LetterkitError as error:
            refused.append(_refusal(row, error, letters_of, shard))
    counted: dict[str, int] = {}
    for letter in letters:
        counted[letter.letter] = counted.get(letter.letter, 0) + 1
    dated = ((each.day, each.row, each.file, each.number) for each in letters if each.day)
    return Rendered(
        letters=_encoded(letters, job),
        written=len(letters),
        refused=tuple(refused),
        keys=b"".join(keys),
        rows=len(keys),
        by_letter=counted,
        soonest=tuple(nsmallest(SOONEST, dated)),
    )


def _encoded(letters: list[Letter], job: Job) -> bytes:
    if job.writes == "jsonl":
        return _encode_lines(letters)
    columns = columns_written(job)
    return as_delimited((cells_of(letter, columns) for letter in letters), job.writes)


@lru_cache(maxsize=2)
def catalog_of(own: str | None) -> Catalog:
    """Return all that letterkit knows; a process that renders reads it once."""
    return shipped_catalog(own=Path(own) if own else None)


@lru_cache(maxsize=16)
def _letters_for(job: bytes, columns: tuple[str, ...]) -> _Letters:
    """Return what writes the letters of a job, made once in a process."""
    asked = msgspec.json.decode(job, type=Job)
    if asked.template is not None:
        # Only a template of the user's own pays for Jinja's sandbox.
        from letterkit.batching.template_letters import TemplateLetters

        return TemplateLetters(asked, columns)
    from letterkit.batching.case_letters import CaseLetters

    return CaseLetters(asked, columns, catalog_of(asked.own))


def _refusal(row: Row, error: LetterkitError, letters_of: _Letters, shard: Shard) -> Refused:
    translate = catalog_of(shard.job.own).languages[shard.job.speak].gettext
    key, advice = error.key, error.advice(translate)
    if isinstance(error, MissingAnswersError):
        # A reason is one line: what is asked, without why.
        key = error.questions[0][0]
        asked = ((letters_of.header(id), translate(ask)) for id, ask, _ in error.questions)
        advice = "; ".join(f"{header}: {ask}" for header, ask in asked)
    return Refused(
        row=row.number,
        file=shard.file,
        column=letters_of.header(key),
        reason=_reason(plain(error.told(translate)), plain(advice)),
        cells=row.cells,
        line="" if row.cells else row.text,
    )


def _reason(told: str, advice: str) -> str:
    """Return what is wrong and what to do as one line."""
    if not advice:
        return told
    return f"{told} {advice}" if told.endswith((".", "?", "!", ":")) else f"{told}. {advice}"
