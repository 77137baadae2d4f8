"""Makes cases for tests: complete ones, changed where a test needs it."""

from datetime import date
from typing import Any

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog, by_rank
from letterkit.domain.examples import example_case
from letterkit.domain.letter import Draft
from letterkit.drafting import draft
from letterkit.files.cases import case_from_data
from letterkit.files.shipped import shipped_catalog

TODAY = date(2026, 11, 22)

LANGUAGES = ("ru", "it", "ko", "ka")
_CATALOG = shipped_catalog()
LETTERS = tuple(letter.id for letter in by_rank(_CATALOG.letters))
MATTERS = [
    (problem, letter.id) for letter in by_rank(_CATALOG.letters) for problem in letter.problems
]
PROBLEMS = _CATALOG.letters["open-dispute"].problems
"""The problems that a dispute can be about."""


def case_data(
    catalog: Catalog,
    problem: str = "wrong-tracking",
    letter: str = "open-dispute",
    language: str = "en",
    marketplace: str = "aliexpress",
    **changes: Any,
) -> dict[str, Any]:
    """Return an example's data; `order__item="x"` changes one value, None takes it away."""
    data = example_case(
        problem, catalog, letter=letter, marketplace=marketplace, language=language, today=TODAY
    )
    return changed(data, changes)


def changed(data: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """Return `data` with "table__name" set to each value; None takes the key away."""
    data = dict(data)
    for key, value in changes.items():
        *tables, name = key.split("__")
        holder = data
        for table in tables:
            holder[table] = dict(holder.get(table, {}))
            holder = holder[table]
        if value is None:
            holder.pop(name, None)
        else:
            holder[name] = value
    return data


def a_case(catalog: Catalog, **how: Any) -> Case:
    return case_from_data(case_data(catalog, **how), catalog)


def a_draft(catalog: Catalog, **how: Any) -> Draft:
    return draft(a_case(catalog, **how), catalog, today=TODAY)


def texts_in(data: Any) -> set[str]:
    """Return every text that stands somewhere in decoded data."""
    if isinstance(data, dict):
        return set().union(*map(texts_in, data.values()))
    if isinstance(data, list | tuple):
        return set().union(*map(texts_in, data))
    return {data} if isinstance(data, str) else set()
