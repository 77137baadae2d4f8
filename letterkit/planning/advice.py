"""Picks the warnings and hints that hold for a case."""

from collections.abc import Iterable
from datetime import date

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.plan import Advice, Notice
from letterkit.domain.venue import paid_with


def advice_for(
    case: Case, catalog: Catalog, *, stage: str, letter: str, today: date
) -> dict[str, tuple[Notice, ...]]:
    """Return what costs the case and what helps it, by "trap" and "tip"."""
    holding = [
        each
        for each in catalog.advice.values()
        if _holds(each, case, catalog, stage=stage, letter=letter, today=today)
    ]
    return {
        kind: tuple(_notice(each, catalog) for each in holding if each.kind == kind)
        for kind in ("trap", "tip")
    }


def _notice(advice: Advice, catalog: Catalog) -> Notice:
    if not advice.rule:
        return Notice(id=advice.id, says=advice.says)
    marketplace, _, id = advice.rule.partition("/")
    rule = next(rule for rule in catalog.marketplaces[marketplace].rules if rule.id == id)
    return Notice(id=advice.id, says=advice.says, values={"number": rule.value})


def _holds(
    advice: Advice, case: Case, catalog: Catalog, *, stage: str, letter: str, today: date
) -> bool:
    shown = {piece.shows for piece in case.evidence}
    ends = case.order.protection_ends
    left = None if ends is None else (ends - today).days
    return (
        _meets(advice.stages, (stage,))
        and _meets(advice.problems, (case.problem,))
        and advice.goods in ("", catalog.problems[case.problem].goods)
        and _meets(advice.letters, (letter,))
        and (case.letter or letter) not in advice.unless_letters
        and _meets(advice.offers, (offer.kind for offer in case.offers))
        and _meets(advice.said, (contact.said for contact in case.contacts or ()))
        and _meets(advice.findings, (finding.what for finding in case.findings))
        and _meets(advice.demands, (case.demand.kind or "",))
        and _meets(advice.methods, (paid_with(case, catalog) or "",))
        and not shown & set(advice.lacks)
        and (advice.within is None or (left is not None and 0 <= left <= advice.within))
    )


def _meets(wanted: tuple[str, ...], there: Iterable[str]) -> bool:
    """Whether nothing is wanted, or something of it is there."""
    return not wanted or bool(set(wanted) & set(there))
