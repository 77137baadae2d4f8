"""Rows to shipped letters: each row is a case."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec.structs import replace

from letterkit.batching.cells import (
    Column,
    case_data,
    dotted,
    kind_at,
    of_kind,
    place,
    settle_answers,
    steps_of,
    text_at,
    without_gaps,
)
from letterkit.batching.errors import TableError
from letterkit.batching.job import REFUSED_COLUMNS, Job, Letter
from letterkit.batching.names import fields_of, file_stem
from letterkit.batching.rows import Row
from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Draft, sent_text
from letterkit.domain.text import plain
from letterkit.drafting import draft
from letterkit.errors.names import UnknownKeyError
from letterkit.files.cases import case_from_data

SAID = ("letter", "problem", "language", "marketplace", "row")
"""What a pattern of file names can ask for beside the names of a case file."""

_INDEX = re.compile(r"\[(\d+)\]")


def case_columns(headers: Iterable[str], job: Job) -> list[Column | None]:
    """Return where each column goes; None for those that are kept or ignored only.

    Raises:
        TableError: a column goes nowhere, or the problem has no column.
    """
    map = job.map
    idle = {*REFUSED_COLUMNS, *job.keep, *map.ignore}
    unknown: list[str] = []
    columns: list[Column | None] = []
    for header in headers:
        if header in REFUSED_COLUMNS:
            continue
        name = map.columns.get(header, header)
        steps = steps_of(name)
        kind = kind_at(steps)
        if kind is not None:
            cells = map.cells.get(name, {})
            columns.append(Column(header=header, steps=steps, kind=kind, cells=cells))
        else:
            columns.append(None)
            if header not in idle:
                unknown.append(header)
    if unknown:
        raise TableError("unknown", ", ".join(unknown))
    has_problem = any(c is not None and c.steps == ("problem",) for c in columns)
    if "problem" not in map.values and not has_problem:
        raise TableError("missing", "problem")
    return columns


def check_name(job: Job) -> None:
    """Raise UnknownKeyError for a pattern of file names that asks for what no case has."""
    for field in fields_of(job.name):
        if field not in (*SAID, *job.keep) and kind_at(steps_of(field)) is None:
            raise UnknownKeyError(field, (*SAID, *job.keep, "order.number"), key="--name")


class CaseLetters:
    """Drafts the letter that each row asks for."""

    def __init__(self, job: Job, headers: tuple[str, ...], catalog: Catalog) -> None:
        self._job = job
        self._catalog = catalog
        self._columns = case_columns(headers, job) if headers else []
        own = [name for name in headers if name not in REFUSED_COLUMNS]
        self._kept = {name: own.index(name) for name in job.keep if name in own}
        self._headers = {_key_of(c.steps): c.header for c in self._columns if c is not None}
        self._keys = {dotted(steps_of(name)): key for key, name in job.map.columns.items()}
        self._marketplaces = {
            name.casefold(): id
            for id, each in catalog.marketplaces.items()
            for name in (each.name, id)
        }
        self._values = [(steps_of(name), value) for name, value in job.map.values.items()]

    def header(self, key: str) -> str:
        """Return what the table calls a key of the case file."""
        name = _INDEX.sub(lambda index: f".{int(index[1]) + 1}", key)
        return self._headers.get(key) or self._keys.get(name) or name

    def letter(self, row: Row, file: str) -> Letter:
        """Return the letter of one row.

        Raises:
            LetterkitError: it cannot be written; `key` is the header or the key at fault.
        """
        job, catalog = self._job, self._catalog
        data = self._data(row)
        case = case_from_data(data, catalog)
        is_shown = job.beside or job.form
        language = (case.language or job.language) if is_shown else job.to
        case = replace(case, letter=job.letter or case.letter, language=language)
        drafted = draft(case, catalog, today=job.today, to=job.to, short=False)
        kept = self._kept_of(row)
        said = {"letter": drafted.letter, "problem": case.problem, "language": drafted.language,
                "marketplace": case.marketplace, "row": str(row.number), **kept}  # fmt: skip
        return Letter(
            row=row.number,
            file=file,
            marketplace=case.marketplace,
            problem=case.problem,
            letter=drafted.letter,
            language=drafted.language,
            number=case.order.number or "",
            day=self._first_day(case),
            text=drafted.text,
            beside=drafted.beside if job.beside else "",
            form=_form_of(drafted) if job.form else "",
            follow_up=sent_text(drafted.left_out),
            flaws=tuple(flaw.item for flaw in drafted.flaws),
            kept=kept,
            name=file_stem(job.name, lambda field: said.get(field) or text_at(data, field)),
        )

    def _data(self, row: Row) -> dict[str, Any]:
        map = self._job.map
        if isinstance(row.data, list):
            data = case_data(self._columns, row.data, map)
        else:
            data = self._nested(row.data)
        for steps, value in self._values:
            if text_at(data, dotted(steps)) == "":
                place(data, steps, of_kind(kind_at(steps) or "text", value, map))
        said = data.get("marketplace")
        if isinstance(said, str):
            data["marketplace"] = self._marketplaces.get(said.strip().casefold(), said)
        settle_answers(data, self._catalog, map)
        return data

    def _nested(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return an object as a case file has it, its dotted and foreign keys put in place."""
        map, idle = self._job.map, {*REFUSED_COLUMNS, *self._job.keep, *self._job.map.ignore}
        data: dict[str, Any] = {}
        for header, value in row.items():
            name = map.columns.get(header, header)
            steps = steps_of(name)
            kind = kind_at(steps)
            if header in REFUSED_COLUMNS or (kind is None and header in idle):
                continue
            value = map.cells.get(name, {}).get(value, value) if isinstance(value, str) else value
            place(data, steps, of_kind(kind, value, map) if kind else value)
        order = data.get("order")
        if isinstance(order, dict) and type(order.get("number")) is int:
            order["number"] = str(order["number"])
        return without_gaps(data)

    def _kept_of(self, row: Row) -> dict[str, str]:
        if isinstance(row.data, dict):
            return {name: text_at(row.data, name) for name in self._job.keep}
        return {name: plain(str(row.data[at])) for name, at in self._kept.items()}

    def _first_day(self, case: Case) -> date | None:
        owns = (kind.own for kind in self._catalog.deadlines.values() if kind.own)
        days = (value_at(case, own) for own in owns)
        return min((day for day in days if day and day >= self._job.today), default=None)


def _key_of(steps: tuple[str | int, ...]) -> str:
    """Return a place as errors name it: "evidence[0].kind"."""
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in steps).removeprefix(".")


def _form_of(drafted: Draft) -> str:
    """Return the form's other fields, one a line, as the form calls them."""
    lines = []
    for field in drafted.fields:
        values = (" → ".join(field.choose), "; ".join(field.attach),
                  "" if field.kind == "text" else field.type)  # fmt: skip
        if told := "; ".join(filter(None, values)):
            lines.append(f"{field.exact}: {told}")
    return "\n".join(lines)
