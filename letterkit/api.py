"""One case for other programs: `letterkit.draft(...)` and `letterkit.plan(...)`."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from os import PathLike, fspath
from pathlib import Path
from typing import Any

import msgspec

from letterkit import drafting, planning
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog, known
from letterkit.domain.letter import Draft
from letterkit.domain.plan import Plan
from letterkit.errors import LetterkitError
from letterkit.files.cases import case_from_data, case_from_text, read_text
from letterkit.files.own import own_folder_if_any
from letterkit.files.shipped import shipped_catalog

Source = str | PathLike[str] | Mapping[str, Any]
"""The path of a case file, or its content as a mapping."""


def draft(
    case: Source,
    *,
    letter: str | None = None,
    language: str | None = None,
    to: str = "en",
    limit: int | None = None,
    today: date | None = None,
) -> Draft:
    """Return the letter for a case, in the language `to` and in the buyer's.

    `letter` and `language` (the buyer's) are ids that win over the case's own. `limit`, in UTF-16
    units, is how much the form's text field takes. Days are counted from `today`, by default this
    computer's.

    Raises:
        LetterkitError: the case cannot be read, or is not enough for the letter. Its text says
            what is wrong in English, `key` where in the case, `advice(str)` what to do.
    """
    read = _case(case)
    changes = {"letter": letter or read.letter, "language": language or read.language}
    return drafting.draft(
        msgspec.structs.replace(read, **changes),
        _catalog(),
        today=today or _now().date(),
        to=to,
        limit=limit,
    )


def plan(case: Source, *, today: date | None = None) -> Plan:
    """Return where a case stands, what to do now, and its deadlines with their rules.

    Days are counted in this computer's time zone, from `today`, by default this computer's.

    Raises:
        LetterkitError: the case cannot be read or understood.
    """
    now = _now()
    read, catalog = _case(case), _catalog()
    known(catalog.marketplaces, "marketplace", read.marketplace, key="marketplace")
    assert now.tzinfo is not None, "an aware time has a zone"  # noqa: S101
    return planning.plan(read, catalog, today=today or now.date(), zone=now.tzinfo)


def _case(source: Source) -> Case:
    if isinstance(source, Mapping):
        return case_from_data(dict(source), _catalog())
    try:
        return case_from_text(read_text(Path(source)), _catalog())
    except LetterkitError as error:
        raise error.in_file(fspath(source)) from None


@cache
def _catalog() -> Catalog:
    return shipped_catalog(own=own_folder_if_any())


def _now() -> datetime:
    return datetime.now().astimezone()
