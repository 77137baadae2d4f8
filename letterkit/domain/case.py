"""A case: what the buyer says happened. The same shape as the case file."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import Any

from letterkit.domain.money import Money
from letterkit.domain.noun import Noun


class Buyer(Noun, frozen=True, kw_only=True):
    name: str | None = None
    country: str | None = None
    """ISO 3166 code of two letters: where the parcel should arrive."""
    zone: str | None = None
    """IANA time zone, such as "Asia/Tbilisi"."""


class Order(Noun, frozen=True, kw_only=True):
    number: str | None = None
    item: str | None = None
    paid: Money | None = None
    ordered: date | None = None
    shipped: date | None = None
    promised: date | None = None
    """The day by which delivery was promised."""
    received: date | None = None
    confirmed: date | None = None
    """The day on which the buyer confirmed receipt."""
    protection_ends: date | None = None
    """The day that the order page shows."""
    tracking: str | None = None
    number_missing: str | None = None
    """Why the buyer has no order number: the id of a choice."""


class Demand(Noun, frozen=True, kw_only=True):
    kind: str | None = None
    amount: Money | None = None
    days: int | None = None
    because: tuple[str, ...] = ()
    """Ids of reasons that this kind of demand offers."""


class Finding(Noun, frozen=True, kw_only=True):
    """One thing that was expected and another that was found."""

    what: str
    part: str | None = None
    expected: Any = None
    found: Any = None
    """Text, a date or the id of a choice, as the kind of finding says."""


class Evidence(Noun, frozen=True, kw_only=True):
    kind: str
    shows: str
    """The id of an exhibit, or what it shows in the buyer's own words."""
    proves: tuple[str, ...] = ()
    """Kinds of finding, "contact" or "problem"; left out, the exhibit's own list counts."""


class Contact(Noun, frozen=True, kw_only=True):
    on: date | None = None
    """None where the buyer does not know the day any more."""
    by: str
    said: str
    """The id of a statement, or the words themselves."""
    answered: bool | None = None
    """Whether an answer came; None where the buyer has not said."""
    words: str | None = None
    """The exact words, to be quoted after the statement."""


class Dispute(Noun, frozen=True, kw_only=True):
    """The dispute, once it is open."""

    opened: date | None = None
    answer_by: date | None = None
    """The day that the timer of the dispute shows."""
    escalated: date | None = None
    """The day on which the marketplace was asked to decide."""
    return_agreed: date | None = None
    """The day on which it was settled that the item goes back."""


class Payment(Noun, frozen=True, kw_only=True):
    """How the order was paid, and what was asked of the payment service since."""

    method: str | None = None
    """The id of a choice."""
    on: date | None = None
    transaction: str | None = None
    claimed: date | None = None
    """The day on which the payment service or the bank was asked for the money."""


class Fault(Noun, frozen=True, kw_only=True):
    """A step that the marketplace's page or app does not let the buyer take."""

    step: str | None = None
    message: str | None = None
    """What the page says, word for word."""
    on: date | None = None
    tried: tuple[str, ...] = ()
    """Ids of what the buyer has tried."""


class Offer(Noun, frozen=True, kw_only=True):
    """What the seller has offered instead of what was asked for."""

    on: date
    kind: str
    amount: Money | None = None


class Decision(Noun, frozen=True, kw_only=True):
    """How the marketplace decided the dispute. All but the day are ids of decisions.toml."""

    on: date | None = None
    kind: str | None = None
    reason: str | None = None
    grounds: tuple[str, ...] = ()
    """What speaks against it."""


class OwnWords(Noun, frozen=True, kw_only=True):
    """What the buyer adds in their own words, where the questions do not ask for it."""

    text: str | None = None
    language: str | None = None
    """ISO 639-1 code of the language that they are in; None where the buyer has not said."""
    english: str | None = None
    """The same in English, as the buyer has seen and accepted it."""
    leave_out: bool = False
    """Whether the words stay in the case and out of the letter."""


class Case(Noun, frozen=True, kw_only=True):
    marketplace: str = "aliexpress"
    problem: str
    letter: str | None = None
    language: str | None = None
    buyer: Buyer = Buyer()
    order: Order = Order()
    answers: dict[str, Any] = {}
    findings: tuple[Finding, ...] = ()
    demand: Demand = Demand()
    evidence: tuple[Evidence, ...] = ()
    dispute: Dispute = Dispute()
    payment: Payment = Payment()
    fault: Fault = Fault()
    offers: tuple[Offer, ...] = ()
    decision: Decision = Decision()
    replies_to: tuple[str, ...] = ()
    """Ids of what the seller claims or asks for, which this letter answers."""
    words: OwnWords = OwnWords()
    contacts: tuple[Contact, ...] | None = None
    """None where the buyer has not said; empty where there was none."""

    @property
    def asked_back(self) -> Money | None:
        """The sum of a refund: what the demand names, else all that was paid."""
        return self.demand.amount or self.order.paid


def value_at(case: Case, key: str) -> Any:
    """Return what stands under a key such as "order.number" or "offers", or None."""
    return reader_of(key)(case)


@lru_cache(maxsize=1024)
def reader_of(key: str) -> Callable[[Case], Any]:
    """Return what reads the value under a key from any case."""
    table, _, name = key.partition(".")
    if table == "answers" and name:
        return lambda case: case.answers.get(name)
    return attrgetter(key)
