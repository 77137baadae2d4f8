"""The file that says which column of a table is what: read, checked, and proposed from headers."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from letterkit.batching.cells import kind_at, steps_of
from letterkit.batching.job import REFUSED_COLUMNS, ColumnsMap
from letterkit.errors import LetterkitError, Translate
from letterkit.errors.answers import BadValueError
from letterkit.errors.names import UnknownKeyError
from letterkit.files.cases import data_from_text, read_text
from letterkit.files.decoding import decoded
from letterkit.files.shipped import PACKAGE
from letterkit.files.shipped_toml import read_toml
from letterkit.marking import N_

ORDERS_OF_DATES = ("", "day/month/year", "month/day/year")
_ALIKE = 0.85
"""How like a known header another must be to be taken for it."""
_COMMENTS = {
    "ignore": N_("Columns that are of no use here. Move those that are of use to [columns]."),
    "dates": N_("If days look like 01/02/2026: which comes first, the day or the month?"),
    "currency": N_("The currency of sums that name none."),
    "columns": N_("On the left the column of the table, on the right its name in a case file."),
    "values": N_("What is the same in every row."),
    "cells": N_("What a cell says, and what the case file says for it."),
}
_NEEDED = {"problem": "not-received", "marketplace": "aliexpress"}
_NOT_WORDS = re.compile(r"[\W_]+")


def columns_map(path: Path, *, is_case: bool) -> ColumnsMap:
    """Return the map in a file; `is_case` says that its names must be those of a case file.

    Raises:
        LetterkitError: it cannot be read or understood; it names the file and the key.
    """
    try:
        map = decoded(data_from_text(read_text(path)), ColumnsMap)
        if map.dates not in ORDERS_OF_DATES:
            raise BadValueError(map.dates, "text", key="dates")
        if is_case:
            check_names((*map.columns.values(), *map.values, *map.cells))
    except LetterkitError as error:
        raise error.in_file(str(path)) from None
    return map


def check_names(names: Iterable[str]) -> None:
    """Raise UnknownKeyError for a name that a case file has no place for."""
    for name in names:
        if kind_at(steps_of(name)) is None:
            raise UnknownKeyError(name, known_headers(), key=name)


def known_headers() -> Mapping[str, list[str]]:
    """Return what people call each column, by its dotted name."""
    headers: Mapping[str, list[str]] = read_toml(PACKAGE / "data" / "columns.toml")["headers"]
    return headers


def proposed(headers: Iterable[str]) -> dict[str, str]:
    """Return which header is probably which name of the case file; each name once."""
    known = {
        _simple(word): name for name, words in known_headers().items() for word in (name, *words)
    }
    found: dict[str, str] = {}
    for header in headers:
        name = header if kind_at(steps_of(header)) else _nearest(_simple(header), known)
        if name and name not in found.values():
            found[header] = name
    return found


def _simple(header: str) -> str:
    return _NOT_WORDS.sub(" ", header.casefold()).strip()


def _nearest(header: str, known: Mapping[str, str]) -> str:
    if header in known:
        return known[header]
    # Only a draft pays for difflib.
    from difflib import SequenceMatcher

    alike = [(SequenceMatcher(None, header, word).ratio(), word) for word in known]
    best, word = max(alike, default=(0.0, ""))
    return known[word] if best >= _ALIKE else ""


def draft_of_map(headers: Iterable[str], translate: Translate) -> str:
    """Return a first draft of the file for `--columns`, its comments in the reader's language."""
    own = [name for name in headers if name not in REFUSED_COLUMNS]
    return "\n".join(_lines(own, proposed(own), translate)) + "\n"


def _lines(headers: list[str], found: Mapping[str, str], translate: Translate) -> Iterator[str]:
    left = [header for header in headers if header not in found]
    yield f"# {translate(_COMMENTS['ignore'])}"
    yield f"ignore = {_quoted_list(left)}"
    yield ""
    yield f"# {translate(_COMMENTS['dates'])}"
    yield '# dates = "day/month/year"'
    yield f"# {translate(_COMMENTS['currency'])}"
    yield '# currency = "USD"'
    yield ""
    yield f"# {translate(_COMMENTS['columns'])}"
    yield "[columns]"
    for header, name in found.items():
        yield f"{_quoted(header)} = {_quoted(name)}"
    yield ""
    yield f"# {translate(_COMMENTS['values'])}"
    yield "[values]"
    for name, example in _NEEDED.items():
        if name not in found.values():
            yield f"# {name} = {_quoted(example)}"
    yield ""
    yield f"# {translate(_COMMENTS['cells'])}"
    yield "# [cells.problem]"
    yield f"# {_quoted(translate('Not delivered in time'))} = {_quoted('not-received')}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _quoted_list(texts: list[str]) -> str:
    return f"[{', '.join(map(_quoted, texts))}]"
