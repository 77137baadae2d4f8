"""Rows to letters by a template of the user's own, over any columns."""

from collections.abc import Iterable
from typing import Any

from letterkit.batching.cells import dotted, place, steps_of, text_at, without_gaps
from letterkit.batching.errors import RowError
from letterkit.batching.guard import TemplateRefusedError
from letterkit.batching.job import REFUSED_COLUMNS, Job, Letter
from letterkit.batching.names import fields_of, file_stem
from letterkit.batching.own_template import LIST_LIMIT, OwnTemplate, identifier
from letterkit.batching.rows import Row
from letterkit.domain.text import is_surely_safe, safe_throughout
from letterkit.errors.names import UnknownKeyError


class TemplateLetters:
    """Fills the template from each row."""

    def __init__(self, job: Job, headers: tuple[str, ...]) -> None:
        self._job = job
        self.template = OwnTemplate(job.template or "", language=job.to)
        self._columns = [
            (name, steps_of(identifier(job.map.columns.get(name, name))))
            for name in headers
            if name not in REFUSED_COLUMNS
        ]
        self._written = {each.name for each in self.template.variables if each.is_written}
        self._headers = {dotted(steps): name for name, steps in self._columns}
        self._flat = [dotted(steps) for _, steps in self._columns]
        self._is_flat = all(len(steps) == 1 for _, steps in self._columns)

    def header(self, key: str) -> str:
        """Return what the table calls a value of the template."""
        return self._headers.get(key, key)

    def letter(self, row: Row, file: str) -> Letter:
        """Return the letter of one row.

        Raises:
            RowError: a value is missing or of the wrong kind, or the letter gets too long.
        """
        values = self.values_of(row)
        job = self._job
        try:
            text = self.template.text(values, size=row.size)
        except RowError as error:
            if error.reason == "empty":
                error.key = str(error.facts["given"])
            raise
        kept = {name: text_at(values, identifier(name)) for name in job.keep}
        name = ""
        if job.name:
            said = {"row": str(row.number), **kept}
            name = file_stem(
                job.name, lambda field: said.get(field) or text_at(values, identifier(field))
            )
        return Letter(row=row.number, file=file, text=text, kept=kept, name=name)

    def values_of(self, row: Row) -> dict[str, Any]:
        """Return what the template finds in a row, by its names."""
        values: dict[str, Any] = row.data
        if isinstance(row.data, list):
            if self._is_flat:
                values = {n: v for n, v in zip(self._flat, row.data, strict=False) if v != ""}
            else:
                values = self._nested(row.data)
        elif self._job.map.columns or "." in "".join(values):
            values = self._renamed(row.data)
        if not _is_surely_safe(row):
            values = safe_throughout(values)
        for name, value in self._job.map.values.items():
            place(values, steps_of(name), value)
        self._examine(values, "")
        return values

    def _examine(self, values: dict[str, Any], path: str) -> None:
        """Take what is null out, and raise RowError for what cannot be written or gone through."""
        for name, value in list(values.items()):
            kind = type(value)
            if kind is str:
                continue
            if value is None:
                del values[name]
            elif kind is dict or kind is list:
                inside = f"{path}{name}"
                if inside in self._written:
                    raise RowError("value", key=inside, given=str(value))
                if kind is dict:
                    self._examine(value, f"{inside}.")
                    continue
                if len(value) > LIST_LIMIT:
                    raise RowError("many", key=inside, limit=LIST_LIMIT)
                for entry in value:
                    if type(entry) is dict:
                        self._examine(entry, f"{inside}[].")
                    elif entry is None or type(entry) is list:
                        raise RowError("value", key=inside, given=str(value))

    def _nested(self, cells: Iterable[Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for (_, steps), cell in zip(self._columns, cells, strict=False):
            if cell != "" and cell is not None:
                place(values, steps, cell)
        return without_gaps(values)

    def _renamed(self, row: dict[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for header, value in row.items():
            name = self._job.map.columns.get(header, header)
            place(values, steps_of(identifier(name)), value)
        return without_gaps(values)


def _is_surely_safe(row: Row) -> bool:
    """Whether no cell of a row needs a closer look."""
    between = len(row.data) - 1 if isinstance(row.data, list) else 0
    # Cells are joined by a control code; one more of them is in a cell.
    is_joined = row.text.count("\x1f") <= between
    return is_joined and "\\" not in row.text and is_surely_safe(row.text.replace("\x1f", " "))


def check_columns(job: Job, headers: tuple[str, ...]) -> None:
    """Raise TemplateRefusedError for what the template asks and no row can have."""
    template = OwnTemplate(job.template or "", language=job.to)
    if not headers:
        # Each JSON line names its own.
        return
    names = [*(job.map.columns.get(name, name) for name in headers), *job.map.values]
    for field in fields_of(job.name):
        if field not in ("row", *names):
            raise UnknownKeyError(field, ("row", *names), key="--name")
    if missing := template.missing_from(names):
        known = ", ".join(identifier(name) for name in names if name not in REFUSED_COLUMNS)
        raise TemplateRefusedError("unknown", what=", ".join(missing), known=known)
