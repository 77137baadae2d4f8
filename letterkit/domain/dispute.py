"""Whether a dispute is open: only what the case says counts, for a wrong guess costs the money."""

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Letter


def names_dispute(case: Case) -> bool:
    """Whether the case names a day that only an open dispute has."""
    dispute = case.dispute
    return any((dispute.opened, dispute.answer_by, dispute.escalated))


def is_dispute_open(case: Case, catalog: Catalog, *, letter: Letter | None = None) -> bool:
    """Whether the case names a dispute, or its letter has no sense without one.

    `letter` is the one that is written, where the case itself names none.
    """
    letter = letter or catalog.letters.get(case.letter or "")
    if names_dispute(case) or (letter is not None and letter.in_dispute):
        return True
    # What no letter answers here was not looked at: it may be known to nobody.
    replies = (catalog.replies[id] for id in case.replies_to if id in catalog.replies)
    offers = (catalog.offers[each.kind] for each in case.offers if each.kind in catalog.offers)
    return any(each.in_dispute for each in replies) or any(each.in_dispute for each in offers)
