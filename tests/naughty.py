"""Every naughty string in every field of a case, and what may stand in a letter then."""

import csv
import io
from collections.abc import Callable
from typing import Any

from jinja2 import Environment

from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Draft
from letterkit.domain.text import plain
from letterkit.drafting import draft
from letterkit.errors import LetterkitError
from letterkit.files.cases import case_from_data
from tests.builders import TODAY, case_data, changed
from tests.harmful import CONTROLS, FORMULAS

FIELDS: dict[str, Callable[[dict[str, Any], str], dict[str, Any]]] = {
    "number": lambda data, text: changed(data, {"order__number": text}),
    "item": lambda data, text: changed(data, {"order__item": text}),
    "tracking": lambda data, text: changed(data, {"order__tracking": text}),
    "name": lambda data, text: changed(data, {"buyer__name": text}),
    "words": lambda data, text: {**data, "words": {"text": text}},
    "english": lambda data, text: {**data, "words": {"text": "слова", "english": text}},
    "evidence": lambda data, text: {**data, "evidence": [{"kind": "photo", "shows": text}]},
    "said": lambda data, text: {
        **data, "contacts": [{"by": "seller", "said": text, "on": "2026-11-01"}]
    },
    "currency": lambda data, text: changed(data, {"order__paid": f"24.90 {text}"}),
    "problem": lambda data, text: {**data, "problem": text},
    "key": lambda data, text: {**data, text: text},
}  # fmt: skip
"""How a text comes to stand in each field; in the last three it can only be refused."""
WRITTEN = tuple(FIELDS)[:7]


def naughty_draft(
    catalog: Catalog, problem: str, letter: str, text: str, fields: tuple[str, ...]
) -> Draft | None:
    """Return the letter of a case that holds `text` in these fields; None if it is refused."""
    data: dict[str, Any] = case_data(catalog, problem, letter, "ka")
    for field in fields:
        data = FIELDS[field](data, text)
    try:
        return draft(case_from_data(data, catalog), catalog, today=TODAY)
    except LetterkitError:
        return None


def harm_in(drafted: Draft, text: str) -> str:
    """Return what `text` has done to a letter; empty if it stands there as text."""
    for column in (drafted.text, drafted.beside, *(field.type for field in drafted.fields)):
        if found := CONTROLS.search(column):
            return f"{found[0]!r} in the letter"
        if "7*7" in text and "49" in column.replace(plain(text), ""):
            return "it was carried out"
    return ""


def naive_letter(text: str) -> str:
    """Return a letter as a script writes it: what rows hold becomes part of the template."""
    source = f"Order 1, {text}. Please refund."
    return Environment(autoescape=False).from_string(source).render()  # noqa: S701 - that is the point


def naive_row(text: str) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([text])
    return line.getvalue().encode("utf-8", "surrogatepass")


def naive_harm(text: str) -> str:
    """Return what `text` does to the naive letter and row."""
    try:
        letter = naive_letter(text)
    except Exception as error:  # what a script dies of
        return f"{type(error).__name__}"
    if CONTROLS.search(letter) or text not in letter:
        return "not as it was"
    return "a formula" if next(csv.reader([naive_row(text).decode()]))[0][:1] in FORMULAS else ""
