"""Fills the fields of a marketplace's form: what to choose, to type and to attach."""

from collections.abc import Callable
from functools import lru_cache

import msgspec

from letterkit.domain.asking import UNSAID
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import FilledField
from letterkit.domain.marketplace import Field, Form, Marketplace
from letterkit.domain.question import DemandKind
from letterkit.domain.text import utf16_length
from letterkit.errors.answers import LimitTooSmallError
from letterkit.rendering.facts import Facts

_Shortened = Callable[[int], str] | None
_OF_ONE_CASE = ("letter", "days", "demand", "evidence")
"""What fills a field with something else in each case of one kind."""


def filled(
    form: Form, facts: Facts, *, text: str, shortened: _Shortened, limit: int | None
) -> tuple[FilledField, ...]:
    """Return the form's fields in order; `text` is the letter as it fits its field.

    `facts` are worded in the buyer's language. `shortened` gives the letter within a length, or
    raises LimitTooSmallError; without it no shorter text is offered. `limit` is the text field's,
    where the buyer knows better than the marketplace's file.
    """
    case = facts.case
    prepared = _prepared(
        facts.venue.id,
        form.id,
        case.problem,
        case.demand.kind or "",
        facts.wording.language,
        facts.catalog,
    )
    return tuple(
        _filled(field, known, facts, text, shortened, limit)
        if field.fact in _OF_ONE_CASE
        else known
        for field, known in zip(form.fields, prepared, strict=True)
    )


@lru_cache(maxsize=4096)
def _prepared(
    venue: str, form: str, problem: str, demand: str, language: str, catalog: Catalog
) -> tuple[FilledField, ...]:
    """Return the fields with all that does not depend on more than these ids."""
    place, gettext = catalog.marketplaces[venue], catalog.languages[language].gettext
    fields = []
    for field in place.form(form).fields:
        wanted = catalog.demands.get(demand, UNSAID)
        choose = _choices(field, form, problem, wanted, place, catalog)
        fields.append(
            FilledField(
                exact=field.exact,
                label=gettext(field.exact),
                kind=field.kind,
                choose=choose,
                choose_labels=tuple(map(gettext, choose)),
                limit=field.limit,
                note=gettext(field.note) if field.note else "",
            )
        )
    return tuple(fields)


def _filled(
    field: Field,
    prepared: FilledField,
    facts: Facts,
    text: str,
    shortened: _Shortened,
    limit: int | None,
) -> FilledField:
    if field.fact == "evidence":
        return msgspec.structs.replace(prepared, attach=tuple(facts.exhibits.lines))
    if field.fact != "letter":
        return msgspec.structs.replace(prepared, type=_typed(field, facts.case))
    return msgspec.structs.replace(
        prepared,
        type=text,
        limit=limit or field.limit,
        short="" if limit else _short(field, text, shortened),
    )


def _short(field: Field, text: str, shortened: _Shortened) -> str:
    """Return a text of cautious length where the limit is not known and the letter is long."""
    if shortened is None or field.limit or not field.cautious_limit:
        return ""
    if utf16_length(text) <= field.cautious_limit:
        return ""
    try:
        return shortened(field.cautious_limit)
    except LimitTooSmallError:
        return ""


def _choices(
    field: Field, form: str, problem: str, demand: DemandKind, venue: Marketplace, catalog: Catalog
) -> tuple[str, ...]:
    kind = catalog.problems[problem]
    wanted = {
        "goods": kind.parcel or kind.goods,
        "demand": demand.id,
        "return": "keep" if demand.keeps_item else "return",
    }.get(field.fact)
    picked = [option.exact for option in field.options if option.when == wanted]
    has_own_field = any(each.fact == "category" for each in venue.form(form).fields)
    if field.fact == "category" or (field.fact == "goods" and not has_own_field):
        picked.append(venue.category(problem))
    return tuple(filter(None, picked))


def _typed(field: Field, case: Case) -> str:
    if field.fact == "days":
        return str(case.demand.days or "")
    asked = case.asked_back
    return str(asked.amount) if asked and field.currency in ("", asked.currency) else ""
