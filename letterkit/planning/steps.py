"""Chooses the next step of a case."""

from collections.abc import Iterator
from datetime import date, timedelta

from letterkit.domain.asking import letters_for
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.deadline import reply_by
from letterkit.domain.events import EVENTS
from letterkit.domain.noun import Noun
from letterkit.domain.plan import Deadline
from letterkit.domain.venue import paid_with, reply_days, reply_rule
from letterkit.planning.stages import replies_in


class NextStep(Noun, frozen=True, kw_only=True):
    id: str
    letter: str
    """Empty where the step sends none."""
    until: date | None = None
    """The day to wait for."""
    by: date | None = None
    """The last day for the step."""
    counted: tuple[str, ...] = ()
    """The rules that the day to wait for comes from, as "marketplace/rule"."""


_CLAIMS = {"payment-claim": "claim-at-paypal", "chargeback": "ask-bank"}
"""Steps that the buyer can have decided on already, by the letter chosen."""


_NOT_CONTACTED = ("not-contacted", "contact-unknown")
_OFFERS_OF_NOTHING = {"no-refund", "refund-later", "refund-if-cancelled"}
_ANSWERS = {
    "answer-offer": "decline-before-dispute",
    "answer-objection": "object-before-dispute",
    "refuse-request": "refuse-before-dispute",
}
"""Steps that answer the seller before a dispute, by their letter."""

_WAITS_FOR = {
    "wait-in-dispute": "seller-answers-dispute",
    "wait-for-decision": "decision",
    "wait-for-refund": "refund-arrives",
    "escalate-claim": "payment-escalate",
}
"""Steps whose day is that of a deadline; others wait for the seller's answer to a message."""


def next_step(
    case: Case, catalog: Catalog, *, stage: str, today: date, deadlines: tuple[Deadline, ...]
) -> NextStep:
    """Return the first step that this stage offers and that can be taken here."""
    fitting = {letter.id for letter in letters_for(case.problem, catalog, case.marketplace)}
    for id, until in _candidates(case, catalog, stage=stage, today=today, deadlines=deadlines):
        step = catalog.steps[id]
        if step.letter in fitting or not step.letter:
            return NextStep(
                id=id,
                letter=step.letter,
                until=until,
                by=_last_day(step.deadlines, deadlines),
                counted=_counted(id, until, case, catalog, deadlines=deadlines),
            )
    return NextStep(id="last-resort", letter="consumer-body" if fitting else "")


def _candidates(
    case: Case, catalog: Catalog, *, stage: str, today: date, deadlines: tuple[Deadline, ...]
) -> Iterator[tuple[str, date | None]]:
    """Yield steps with the day to wait for, the best first."""
    if case.fault.step is not None:
        yield "report-fault", None
    method = paid_with(case, catalog)
    if case.letter in _CLAIMS and case.payment.claimed is None:
        yield _CLAIMS[case.letter], None
    if stage in (*_NOT_CONTACTED, "waiting-for-seller", "seller-did-not-help"):
        yield from _before_dispute(case, catalog, stage=stage, today=today)
    elif stage in ("offer-before-dispute", "pressed-before-dispute"):
        yield from _answer_before_dispute(case, catalog, stage=stage, today=today)
    elif stage == "return-demanded":
        yield "answer-return", None
    elif stage in ("dispute-open", "offer-made", "pressed"):
        yield from _in_dispute(case, catalog, stage=stage, today=today, deadlines=deadlines)
    elif stage == "with-marketplace":
        yield from _with_marketplace(case, catalog, today=today, deadlines=deadlines)
    elif stage == "refund-approved":
        expected = _day_of("refund-arrives", deadlines)
        waits = expected is not None and expected >= today
        yield ("wait-for-refund", expected) if waits else ("chase-refund", None)
    elif stage == "account-blocked":
        yield "account-appeal", None
    else:
        yield from _after_dispute(stage=stage, method=method, deadlines=deadlines)


def _before_dispute(
    case: Case, catalog: Catalog, *, stage: str, today: date
) -> Iterator[tuple[str, date | None]]:
    marketplace = catalog.marketplaces[case.marketplace]
    ends = case.order.protection_ends
    left = None if ends is None else (ends - today).days
    answer_day = reply_by(
        today,
        days=reply_days("message", marketplace, catalog),
        last=ends,
        margin=catalog.cautions["margin-before-protection-ends"].value,
    )
    if answer_day is None or _is_urgent(case, catalog, today=today):
        yield "open-dispute-today", None
    if case.letter == "open-dispute":
        # The buyer has decided not to wait any longer.
        yield "open-dispute", None
    if _extension_makes_sense(case, catalog, left=left, today=today):
        yield "ask-extension", answer_day
    if stage in _NOT_CONTACTED:
        yield "ask-seller", answer_day
    if stage == "waiting-for-seller":
        last = EVENTS["last-message"](case) or today
        wait_until = last + timedelta(days=reply_days("message", marketplace, catalog))
        yield "wait-for-seller", min(wait_until, answer_day or wait_until)
    yield "open-dispute", None


def _answer_before_dispute(
    case: Case, catalog: Catalog, *, stage: str, today: date
) -> Iterator[tuple[str, date | None]]:
    """Yield what answers the seller while the case names no dispute that holds the money."""
    if _is_urgent(case, catalog, today=today):
        yield "open-dispute-today", None
    chosen = case.letter or ""
    if stage == "pressed-before-dispute" and chosen not in _ANSWERS:
        chosen = replies_in(case, catalog)[0].letter
    if chosen in _ANSWERS:
        yield _ANSWERS[chosen], None
    yield "open-dispute", None


def _is_urgent(case: Case, catalog: Catalog, *, today: date) -> bool:
    ends = case.order.protection_ends
    return ends is not None and (ends - today).days <= catalog.cautions["urgent"].value


def _extension_makes_sense(case: Case, catalog: Catalog, *, left: int | None, today: date) -> bool:
    """Whether protection ends soon while the parcel may still come."""
    if left is None or left > catalog.cautions["time-for-extension"].value:
        return False
    if case.answers.get("tracking_shows") not in ("stopped", "moving"):
        return case.problem == "customs-held"
    moved = case.answers.get("last_entry_on")
    return isinstance(moved, date) and (today - moved).days < catalog.cautions["stuck"].value


def _in_dispute(
    case: Case, catalog: Catalog, *, stage: str, today: date, deadlines: tuple[Deadline, ...]
) -> Iterator[tuple[str, date | None]]:
    replies = {reply.letter for reply in replies_in(case, catalog)}
    if "answer-platform" in replies:
        yield "answer-platform", None
    if stage == "pressed":
        yield ("answer-objection" if "answer-objection" in replies else "refuse-request"), None
    if case.offers:
        gives_nothing = {offer.kind for offer in case.offers} <= _OFFERS_OF_NOTHING
        yield "decline-nothing" if gives_nothing else "answer-offer", None
    expected = _day_of("seller-answers-dispute", deadlines)
    if expected is not None and expected >= today:
        yield "wait-in-dispute", expected
    yield "escalate", None


def _with_marketplace(
    case: Case, catalog: Catalog, *, today: date, deadlines: tuple[Deadline, ...]
) -> Iterator[tuple[str, date | None]]:
    asked = any(c.by == "platform" and c.said == "asked-for-evidence" for c in case.contacts or ())
    if asked or any(reply.letter == "answer-platform" for reply in replies_in(case, catalog)):
        yield "answer-platform", None
    expected = _day_of("decision", deadlines)
    if expected is not None and expected < today:
        yield "complain", None
    yield "wait-for-decision", expected


def _after_dispute(
    *, stage: str, method: str | None, deadlines: tuple[Deadline, ...]
) -> Iterator[tuple[str, date | None]]:
    """Yield what is left after a decision, or when protection is over."""
    if stage == "decided" and not _is_over("appeal", deadlines):
        yield "appeal", None
    if stage == "payment-claim-open":
        if method == "paypal" and not _is_over("payment-escalate", deadlines):
            yield "escalate-claim", _safe_of("payment-escalate", deadlines)
        yield "ask-consumer-body", None
    if stage == "protection-over":
        yield "ask-after-protection", None
    if method == "paypal" and not _is_over("payment-claim", deadlines):
        yield "claim-at-paypal", None
    if method in (None, "card") and not _is_over("chargeback", deadlines):
        yield "ask-bank", None
    yield "last-resort", None


def _counted(
    step: str, until: date | None, case: Case, catalog: Catalog, *, deadlines: tuple[Deadline, ...]
) -> tuple[str, ...]:
    """Return the rules behind the day that a step waits for."""
    if until is None:
        return ()
    if step in _WAITS_FOR:
        deadline = next(each for each in deadlines if each.about == _WAITS_FOR[step])
        return tuple(f"{each.marketplace}/{each.rule.id}" for each in deadline.rules[:1])
    marketplace = catalog.marketplaces[case.marketplace]
    rule = reply_rule("message", marketplace, catalog)
    book = marketplace.id if rule in marketplace.rules else "letterkit"
    counted = (f"{book}/{rule.id}",)
    ends, margin = case.order.protection_ends, catalog.cautions["margin-before-protection-ends"]
    if ends is not None and until == ends - timedelta(days=margin.value):
        return (*counted, f"letterkit/{margin.id}")
    return counted


def _last_day(abouts: tuple[str, ...], deadlines: tuple[Deadline, ...]) -> date | None:
    """Return the soonest safe day that is not past among deadlines of these kinds.

    Once the buyer's own timer has run out, no rule gives a later day.
    """
    last = [each for each in deadlines if each.bound == "latest" and each.about in abouts]
    if any(each.own and each.days_left < 0 for each in last):
        return None
    return min((each.safe for each in last if each.days_left >= 0), default=None)


def _day_of(about: str, deadlines: tuple[Deadline, ...]) -> date | None:
    """Return the day by which something usually happens."""
    return next((each.day for each in deadlines if each.about == about), None)


def _safe_of(about: str, deadlines: tuple[Deadline, ...]) -> date | None:
    return next((each.safe for each in deadlines if each.about == about), None)


def _is_over(about: str, deadlines: tuple[Deadline, ...]) -> bool:
    return any(each.about == about and each.is_over for each in deadlines)
