"""Fills the fields of a marketplace's form: what to choose, to type and to attach."""

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import FilledField, Paragraph, sent_text
from letterkit.domain.marketplace import Field, Form
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
    paragraphs: tuple[Paragraph, ...],
    limit: int | None,
) -> tuple[FilledField, ...]:
    """Return the form's fields in order; `paragraphs` are the letter as it fits its field.

    `limit` is the text field's, where the buyer knows better than the marketplace's file.
    """
    attach = tuple(Exhibits(case.evidence, catalog, wording).lines())
    return tuple(
        FilledField(
            exact=field.exact,
            label=wording.gettext(field.exact),
            kind=field.kind,
            choose=(choose := _choices(field, case, catalog)),
            choose_labels=tuple(map(wording.gettext, choose)),
            type=_typed(field, case, paragraphs),
            attach=attach if field.fact == "evidence" else (),
            limit=(limit or field.limit) if field.fact == "letter" else field.limit,
            short="" if limit else _short(field, paragraphs),
            note=wording.gettext(field.note) if field.note else "",
        )
        for field in form.fields
    )


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


def _choices(field: Field, case: Case, catalog: Catalog) -> tuple[str, ...]:
    problem = catalog.problems[case.problem]
    demand = catalog.demands[case.demand.kind or ""]
    wanted = {
        "goods": problem.parcel or problem.goods,
        "demand": demand.id,
        "return": "keep" if demand.keeps_item else "return",
    }.get(field.fact)
    picked = [option.exact for option in field.options if option.when == wanted]
    if field.fact == "goods":
        picked.append(catalog.marketplaces[case.marketplace].category(problem.id))
    return tuple(picked)


def _typed(field: Field, case: Case, paragraphs: tuple[Paragraph, ...]) -> str:
    if field.fact == "letter":
        return sent_text(paragraphs)
    if field.fact == "days":
        return str(case.demand.days)
    if field.fact == "demand":
        return str(case.asked_back.amount) if case.asked_back else ""
    return ""
