"""Complete cases to start from, made of the examples in the shipped data."""

import re
from datetime import date, timedelta
from typing import Any, cast

from letterkit.domain.answers import check_fit
from letterkit.domain.catalog import Catalog, known

_AGO = re.compile(r"(\d+) days ago")
_WITH_ORDER = "on the day of the order"
_AHEAD = re.compile(r"in (\d+) days")


def example_case(
    problem: str, catalog: Catalog, *, letter: str, marketplace: str, language: str, today: date
) -> dict[str, Any]:
    """Return a complete case as decoded TOML, its dates counted from `today`.

    Raises:
        UnknownIdError: there is no such problem, letter or marketplace.
        LetterDoesNotFitError: this letter is not for this problem.
        NoSuchFormError: this marketplace has no form for this letter.
    """
    shape = known(catalog.problems, "problem", problem)
    kind = known(catalog.letters, "letter", letter)
    known(catalog.marketplaces, "marketplace", marketplace)
    check_fit(problem, kind, marketplace, catalog)
    head = {
        "marketplace": marketplace,
        "problem": problem,
        "letter": letter,
        "language": language,
    }
    tables = {**shape.example, **kind.example, **shape.example_for.get(letter, {})}
    for table, rows in kind.example_more.items():
        tables[table] = [*tables.get(table, []), *rows]
    if tables.get("payment", {}).get("on") == _WITH_ORDER:
        tables["payment"] = {**tables["payment"], "on": tables["order"]["ordered"]}
    return cast("dict[str, Any]", dated({**head, **tables}, today))


def dated(value: Any, today: date) -> Any:
    """Return `value` with every "70 days ago" and "in 12 days" in it made a date."""
    if isinstance(value, dict):
        return {key: dated(each, today) for key, each in value.items()}
    if isinstance(value, list):
        return [dated(each, today) for each in value]
    if isinstance(value, str) and (ago := _AGO.fullmatch(value)):
        return today - timedelta(days=int(ago[1]))
    if isinstance(value, str) and (ahead := _AHEAD.fullmatch(value)):
        return today + timedelta(days=int(ahead[1]))
    return value
