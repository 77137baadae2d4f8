"""Fills the fields of a marketplace's form: what to choose, to type and to attach."""

from letterkit.domain.asking import demand_of
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import FilledField, Paragraph, sent_text
from letterkit.domain.marketplace import Field, Form, Marketplace
from letterkit.domain.text import utf16_length
from letterkit.errors import LimitTooSmallError
from letterkit.rendering.exhibits import Exhibits
from letterkit.rendering.fitting import fitted
from letterkit.rendering.wording import Wording


def filled(
    form: Form,
    case: Case,
    catalog: Catalog,
    wording: Wording,
    *,
    venue: Marketplace,
    paragraphs: tuple[Paragraph, ...],
    limit: int | None,
) -> tuple[FilledField, ...]:
    """Return the form's fields in order; `paragraphs` are the letter as it fits its field.

    `limit` is the text field's, where the buyer knows better than the marketplace's file.
    """
    gettext = wording.translations.gettext
    return tuple(
        FilledField(
            exact=field.exact,
            label=gettext(field.exact),
            kind=field.kind,
            choose=(choose := _choices(field, form, case, catalog, venue)),
            choose_labels=tuple(map(gettext, choose)),
            type=_typed(field, case, paragraphs),
            attach=_attached(case, catalog, wording) if field.fact == "evidence" else (),
            limit=(limit or field.limit) if field.fact == "letter" else field.limit,
            short="" if limit else _short(field, paragraphs),
            note=gettext(field.note) if field.note else "",
        )
        for field in form.fields
    )


def _attached(case: Case, catalog: Catalog, wording: Wording) -> tuple[str, ...]:
    return tuple(Exhibits(case.evidence, catalog, wording).lines())


def _short(field: Field, paragraphs: tuple[Paragraph, ...]) -> str:
    """Return a text of cautious length where the limit is not known and the letter is long."""
    if field.fact != "letter" or field.limit or not field.cautious_limit:
        return ""
    if utf16_length(sent_text(paragraphs)) <= field.cautious_limit:
        return ""
    try:
        return sent_text(fitted(paragraphs, field.cautious_limit)[0])
    except LimitTooSmallError:
        return ""


def _choices(
    field: Field, form: Form, case: Case, catalog: Catalog, venue: Marketplace
) -> tuple[str, ...]:
    problem = catalog.problems[case.problem]
    demand = demand_of(case, catalog)
    wanted = {
        "goods": problem.parcel or problem.goods,
        "demand": demand.id,
        "return": "keep" if demand.keeps_item else "return",
    }.get(field.fact)
    picked = [option.exact for option in field.options if option.when == wanted]
    has_own_field = any(each.fact == "category" for each in form.fields)
    if field.fact == "category" or (field.fact == "goods" and not has_own_field):
        picked.append(venue.category(problem.id))
    return tuple(filter(None, picked))


def _typed(field: Field, case: Case, paragraphs: tuple[Paragraph, ...]) -> str:
    if field.fact == "letter":
        return sent_text(paragraphs)
    if field.fact == "days":
        return str(case.demand.days or "")
    if field.fact == "demand":
        asked = case.asked_back
        return str(asked.amount) if asked and field.currency in ("", asked.currency) else ""
    return ""
