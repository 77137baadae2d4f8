"""The events that days are counted from, and where a case keeps them."""

from collections.abc import Callable
from datetime import date, timedelta

from letterkit.domain.case import Case, Contact, reader_of, value_at
from letterkit.marking import N_

EVENTS: dict[str, Callable[[Case], date | None]] = {
    "ordered": lambda case: case.order.ordered,
    "paid": lambda case: case.payment.on or case.order.ordered,
    "shipped": lambda case: case.order.shipped,
    "promised": lambda case: case.order.promised,
    "received": lambda case: case.order.received,
    "confirmed": lambda case: case.order.confirmed,
    "protection-ends": lambda case: case.order.protection_ends,
    "first-message": lambda case: min(_written(case), default=None),
    "last-message": lambda case: max(_written(case), default=None),
    "dispute-opened": lambda case: case.dispute.opened,
    "offer-made": lambda case: max((offer.on for offer in case.offers), default=None),
    "escalated": lambda case: case.dispute.escalated,
    "decided": lambda case: case.decision.on,
    "return-agreed": lambda case: case.dispute.return_agreed,
    "refund-approved": lambda case: _answer(case, "approved_on"),
    "last-movement": lambda case: _answer(case, "last_entry_on"),
    "marked-delivered": lambda case: _answer(case, "delivered_on"),
    "claimed": lambda case: case.payment.claimed,
}
"""By the id that `counted_from` names."""

ESTIMATES: dict[str, Callable[[Case], date | None]] = {
    "shipped": lambda case: None if case.order.received else case.order.ordered,
    "confirmed": lambda case: case.order.received,
}
"""Earlier days that stand for events of which the case says nothing: nothing is late by them."""

NAMES = {
    "ordered": N_("the order"),
    "paid": N_("the payment"),
    "shipped": N_("shipping"),
    "promised": N_("the promised day of delivery"),
    "received": N_("receipt of the parcel"),
    "confirmed": N_("the confirmation of receipt"),
    "protection-ends": N_("the end of protection"),
    "first-message": N_("the first message to the seller"),
    "last-message": N_("the last message to the seller"),
    "dispute-opened": N_("the opening of the dispute"),
    "offer-made": N_("the seller's offer"),
    "escalated": N_("the request to the marketplace to decide"),
    "decided": N_("the decision"),
    "return-agreed": N_("the agreement on the return"),
    "refund-approved": N_("the approval of the refund"),
    "last-movement": N_("the last tracking entry"),
    "marked-delivered": N_("the delivery in the tracking"),
    "claimed": N_("the claim at the payment service"),
    "rule-read": N_("the day on which a rule was read"),
}
"""How an event is called after a colon or before one."""


HAPPENED = (
    "order.ordered",
    "order.shipped",
    "order.received",
    "order.confirmed",
    "payment.on",
    "dispute.opened",
    "dispute.escalated",
    "decision.on",
    "dispute.return_agreed",
    "payment.claimed",
    "fault.on",
    "answers.approved_on",
    "answers.last_entry_on",
    "answers.delivered_on",
)
"""Keys of days that a letter tells of as past."""
_READERS = tuple((key, reader_of(key)) for key in HAPPENED)
_ROWS = ("contacts", "offers")
"""Tables whose rows have such a day."""


def first_to_come(case: Case, today: date) -> tuple[str, date] | None:
    """Return key and day of something that cannot have happened yet.

    Tomorrow may have begun where the buyer lives.
    """
    tomorrow = today + timedelta(days=1)
    for key, read in _READERS:
        day = read(case)
        if day is not None and isinstance(day, date) and day > tomorrow:
            return key, day
    for table in _ROWS:
        for number, row in enumerate(value_at(case, table) or ()):
            if row.on is not None and row.on > tomorrow:
                return f"{table}[{number}].on", row.on
    return None


def came_before_order(case: Case) -> bool:
    """Whether the parcel was received before it was ordered."""
    ordered, received = case.order.ordered, case.order.received
    return ordered is not None and received is not None and received < ordered


def by_buyer(case: Case) -> list[Contact]:
    return [contact for contact in case.contacts or () if contact.by == "buyer"]


def _written(case: Case) -> list[date]:
    return [contact.on for contact in by_buyer(case) if contact.on is not None]


def _answer(case: Case, name: str) -> date | None:
    value = case.answers.get(name)
    return value if isinstance(value, date) else None
