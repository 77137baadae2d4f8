"""Finds where a case stands, from what has happened in it."""

from datetime import date

from letterkit.domain.case import Case, Contact
from letterkit.domain.catalog import Catalog
from letterkit.domain.dispute import is_dispute_open
from letterkit.domain.events import EVENTS, by_buyer
from letterkit.domain.question import Reply

_PRESSING = ("asked-to-cancel", "says-wait")
_SHORTCUTS = {
    "account-blocked": "account-blocked",
    "refund-missing": "refund-approved",
}
"""Problems that are stages of their own."""


def stage_of(case: Case, catalog: Catalog, *, today: date, reply_days: int) -> str:
    """Return the id of the stage; `reply_days` is how long the seller may take to answer."""
    if case.problem in _SHORTCUTS:
        return _SHORTCUTS[case.problem]
    if case.payment.claimed is not None:
        return "payment-claim-open"
    if case.decision.on is not None or case.decision.kind is not None:
        return "appeal-rejected" if _has_said(case, "platform", "rejected-appeal") else "decided"
    if case.dispute.escalated is not None:
        return "with-marketplace"
    if is_dispute_open(case, catalog):
        return _stage_in_dispute(case, catalog)
    if case.problem == "protection-over" or _is_over(case, today=today):
        return "protection-over"
    if case.problem == "return-unreasonable":
        return "return-demanded"
    return _stage_before_dispute(case, catalog, today=today, reply_days=reply_days)


def replies_in(case: Case, catalog: Catalog) -> list[Reply]:
    """Return what the seller or the marketplace said that is to be answered."""
    return [catalog.replies[id] for id in case.replies_to]


def _is_over(case: Case, *, today: date) -> bool:
    ends = case.order.protection_ends
    return case.order.confirmed is not None or (ends is not None and ends < today)


def _stage_in_dispute(case: Case, catalog: Catalog) -> str:
    if _is_pressed(case, catalog):
        return "pressed"
    if case.offers:
        return "offer-made"
    opened = case.dispute.opened
    pressing = (
        contact.said in _PRESSING and (opened is None or contact.on is None or contact.on >= opened)
        for contact in case.contacts or ()
        if contact.by == "seller"
    )
    return "pressed" if any(pressing) else "dispute-open"


def _is_pressed(case: Case, catalog: Catalog) -> bool:
    return any(reply.letter != "answer-platform" for reply in replies_in(case, catalog))


def _stage_before_dispute(case: Case, catalog: Catalog, *, today: date, reply_days: int) -> str:
    if _is_pressed(case, catalog):
        return "pressed-before-dispute"
    if case.offers:
        return "offer-before-dispute"
    written = by_buyer(case)
    answered = [contact for contact in case.contacts or () if contact.by == "seller"]
    if not written and not answered:
        return "contact-unknown" if case.contacts is None else "not-contacted"
    last = EVENTS["last-message"](case)
    if last is None or _latest(written).answered is True:
        return "seller-did-not-help"
    has_answer = any(contact.on is not None and contact.on >= last for contact in answered)
    waiting = (today - last).days < reply_days and not has_answer
    return "waiting-for-seller" if waiting else "seller-did-not-help"


def _latest(contacts: list[Contact]) -> Contact:
    return max(contacts, key=lambda contact: contact.on or date.min)


def _has_said(case: Case, by: str, statement: str) -> bool:
    return any(each.by == by and each.said == statement for each in case.contacts or ())
