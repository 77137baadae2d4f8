"""Fills the fields of a marketplace's form: what to choose, to type and to attach."""

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import FilledField
from letterkit.domain.marketplace import Field, Form
from letterkit.rendering.exhibits import Exhibits
from letterkit.rendering.wording import Wording


def filled(
    form: Form, case: Case, catalog: Catalog, wording: Wording, *, text: str
) -> tuple[FilledField, ...]:
    """Return the form's fields in order; `text` is the letter as it is sent."""
    attach = tuple(Exhibits(case.evidence, catalog, wording).lines())
    return tuple(
        FilledField(
            exact=field.exact,
            label=wording.gettext(field.exact),
            kind=field.kind,
            choose=(choose := _choices(field, case, catalog)),
            choose_labels=tuple(map(wording.gettext, choose)),
            type=_typed(field, case, text),
            attach=attach if field.fact == "evidence" else (),
            limit=field.limit,
            note=wording.gettext(field.note) if field.note else "",
        )
        for field in form.fields
    )


def _choices(field: Field, case: Case, catalog: Catalog) -> tuple[str, ...]:
    problem = catalog.problems[case.problem]
    demand = catalog.demands[case.demand.kind or ""]
    wanted = {
        "goods": problem.goods,
        "demand": demand.id,
        "return": "keep" if demand.keeps_item else "return",
    }.get(field.fact)
    picked = [option.exact for option in field.options if option.when == wanted]
    if field.fact == "goods":
        picked.append(catalog.marketplaces[case.marketplace].category(problem.id))
    return tuple(picked)


def _typed(field: Field, case: Case, text: str) -> str:
    if field.fact == "letter":
        return text
    if field.fact == "days":
        return str(case.demand.days)
    if field.fact == "demand":
        asked = case.demand.amount or case.order.paid
        return str(asked.amount) if asked else ""
    return ""
