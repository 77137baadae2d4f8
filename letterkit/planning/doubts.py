"""Finds what in a case cannot be right: better asked than silently believed."""

from collections.abc import Iterator
from datetime import date

from letterkit.domain.asking import questions_of
from letterkit.domain.case import Case, Decision
from letterkit.domain.catalog import Catalog
from letterkit.domain.dispute import is_dispute_open, names_dispute
from letterkit.domain.events import EVENTS, NAMES
from letterkit.domain.plan import Notice
from letterkit.domain.text import may_be_english
from letterkit.marking import N_

_IN_ORDER = (
    ("ordered", "shipped"),
    ("ordered", "received"),
    ("ordered", "protection-ends"),
    ("ordered", "dispute-opened"),
    ("shipped", "received"),
    ("shipped", "protection-ends"),
    ("dispute-opened", "escalated"),
    ("dispute-opened", "decided"),
    ("ordered", "confirmed"),
    ("paid", "shipped"),
    ("paid", "claimed"),
)
"""Pairs of events of which the first cannot come after the second."""

UNREADABLE = "not-latin"
"""Id of the doubt whether the reader knows the letters in which something is written."""

_MAY_COME = ("promised", "protection-ends")
"""Events that a case can tell of before they are past."""


def doubts_about(case: Case, catalog: Catalog, *, today: date) -> tuple[Notice, ...]:
    """Return what cannot be right, with what the plan assumes instead."""
    return (
        *_out_of_order(case),
        *_in_the_future(case, today=today),
        *_contradictions(case, catalog),
        *_unreadable(case, catalog),
    )


def _out_of_order(case: Case) -> Iterator[Notice]:
    for first, second in _IN_ORDER:
        earlier, later = EVENTS[first](case), EVENTS[second](case)
        if earlier is not None and later is not None and later < earlier:
            yield Notice(
                id=f"{second}-before-{first}",
                says=N_(
                    "The dates contradict each other. %(second)s: %(later)s. "
                    "%(first)s: %(earlier)s. Check both; the plan counts with them as they stand."
                ),
                values={
                    "second": NAMES[second],
                    "later": later,
                    "first": NAMES[first],
                    "earlier": earlier,
                },
            )


def _in_the_future(case: Case, *, today: date) -> Iterator[Notice]:
    for event in EVENTS:
        day = None if event in _MAY_COME else EVENTS[event](case)
        if day is None or day <= today or (event == "paid" and case.payment.on is None):
            continue
        if event == "first-message" and day == EVENTS["last-message"](case):
            continue
        yield Notice(
            id=f"{event}-in-the-future",
            says=N_(
                "This day has not come yet. %(event)s: %(day)s. "
                "Check it; the plan takes it as having happened."
            ),
            values={"event": NAMES[event], "day": day},
        )


def _contradictions(case: Case, catalog: Catalog) -> Iterator[Notice]:
    doubts = (
        _protection_unknown(case, catalog),
        _no_dispute(case),
        _dispute_not_named(case, catalog),
        _decision_without_day(case),
        _dispute_after_protection(case),
        _received_but_missing(case, catalog),
    )
    return (doubt for doubt in doubts if doubt is not None)


def _protection_unknown(case: Case, catalog: Catalog) -> Notice | None:
    rules = catalog.marketplaces[case.marketplace].rules
    is_settled = (
        case.order.protection_ends is not None
        or case.problem in ("protection-over", "account-blocked", "refund-missing")
        or is_dispute_open(case, catalog)
        or case.decision.on is not None
    )
    if is_settled or not any(rule.about == "protection-ends" for rule in rules):
        return None
    return Notice(
        id="protection-unknown",
        says=N_(
            "The case does not say when buyer protection ends. The order page shows the day: "
            "add it, for it beats every rule."
        ),
    )


def _no_dispute(case: Case) -> Notice | None:
    is_told = case.decision.on is not None or case.dispute.escalated is not None
    if case.dispute.opened is not None or not is_told:
        return None
    return Notice(
        id="no-dispute",
        says=N_(
            "The case tells of a decision, or of a request for one, but not when the dispute "
            "was opened. The plan assumes that there was one."
        ),
    )


def _dispute_not_named(case: Case, catalog: Catalog) -> Notice | None:
    is_told = names_dispute(case) or case.decision != Decision()
    if is_told or not is_dispute_open(case, catalog):
        return None
    return Notice(
        id="dispute-not-named",
        says=N_(
            "This letter belongs in an open dispute, but the case names no day on which one was "
            "opened. Enter the day. If none is open, open one before protection ends."
        ),
    )


def _decision_without_day(case: Case) -> Notice | None:
    if case.decision.kind is None or case.decision.on is not None:
        return None
    return Notice(
        id="decision-without-day",
        says=N_(
            "The case does not say when it was decided. "
            "The time for an appeal is counted from that day: add it."
        ),
    )


def _dispute_after_protection(case: Case) -> Notice | None:
    ends, opened = case.order.protection_ends, case.dispute.opened
    if ends is None or opened is None or opened <= ends:
        return None
    return Notice(
        id="dispute-after-protection",
        says=N_(
            "The dispute was opened on %(opened)s, after protection had ended on %(ends)s. "
            "Check both days; the plan assumes that the dispute was accepted."
        ),
        values={"opened": opened, "ends": ends},
    )


def _received_but_missing(case: Case, catalog: Catalog) -> Notice | None:
    problem = catalog.problems[case.problem]
    if problem.goods != "missing" or problem.parcel == "here" or not case.order.received:
        return None
    return Notice(
        id="received-but-missing",
        says=N_(
            "The case names a day of receipt, but its problem says that nothing came. "
            "The plan goes by the problem."
        ),
    )


def _unreadable(case: Case, catalog: Catalog) -> Iterator[Notice]:
    """Name what the buyer calls things in letters that the reader of an English text may not know.

    Own words are not meant: the buyer decides whether they are quoted as they are.
    """
    free = {id for id, each in questions_of(case.problem, catalog).items() if each.is_free}
    texts = [case.order.item]
    texts += [value for name, value in case.answers.items() if f"answers.{name}" in free]
    texts += [text for row in case.findings for text in (row.part, row.expected, row.found)]
    foreign = [text for text in texts if isinstance(text, str) and not may_be_english(text)]
    if foreign:
        yield Notice(
            id=UNREADABLE,
            says=N_(
                "The seller may be unable to read this: %(texts)s. Write it in English, or at "
                "least in Latin letters: it stands in the English letter."
            ),
            values={"texts": ", ".join(f"“{text}”" for text in dict.fromkeys(foreign))},
        )
