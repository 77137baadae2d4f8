"""Letters as rows of a table: columns, and text that no spreadsheet takes for a formula."""

import csv
import io
from collections.abc import Iterable

from letterkit.batching.job import Job, Letter
from letterkit.batching.rows import DEFUSED

DELIMITERS = {"csv": ",", "tsv": "\t"}


def columns_written(job: Job) -> list[str]:
    """Return the header of a table of letters; it depends on the job alone."""
    shown = (("beside", job.beside), ("form", job.form), ("follow_up", True), ("flaws", True))
    if job.template is not None:
        return ["row", "file", "text", *job.keep]
    own = ["row", "file", "marketplace", "problem", "letter", "language", "number", "day", "text"]
    return [*own, *(name for name, is_shown in shown if is_shown), *job.keep]


def cells_of(letter: Letter, columns: list[str]) -> list[str]:
    """Return a letter's cells in the order of `columns`."""
    return [
        letter.kept[name] if name in letter.kept else _as_cell(getattr(letter, name, ""))
        for name in columns
    ]


def _as_cell(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def as_delimited(rows: Iterable[list[str]], kind: str) -> bytes:
    """Return rows as CSV or TSV; a cell that a spreadsheet would run gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=DELIMITERS[kind], lineterminator="\r\n")
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(DEFUSED) else cell
