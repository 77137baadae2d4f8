"""The days that matter in a case: the earliest safe one of all rules, and what others say."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog
from letterkit.domain.dispute import names_dispute
from letterkit.domain.events import ESTIMATES, EVENTS
from letterkit.domain.marketplace import Marketplace, Rule
from letterkit.domain.plan import Deadline, DeadlineKind, Sourced
from letterkit.domain.venue import paid_with
from letterkit.planning.business_days import after_business_days

PAYMENT = "payment"
"""The phase whose rules are those of whoever took the payment."""


def deadlines_for(
    case: Case, catalog: Catalog, *, stage: str, today: date, zone: tzinfo
) -> tuple[Deadline, ...]:
    """Return what matters in this stage, the soonest first.

    `zone` is the buyer's. Of several rules about a last day the earliest counts; the buyer's own
    timer beats them all.
    """
    found = [
        deadline
        for kind in catalog.deadlines.values()
        if stage in stages_of(kind, case) and (not kind.problems or case.problem in kind.problems)
        for deadline in _of_kind(kind, case, catalog, today=today, zone=zone)
    ]
    news = [deadline for deadline in found if _is_news(deadline, today=today)]
    return tuple(sorted(news, key=lambda deadline: deadline.safe))


def stages_of(kind: DeadlineKind, case: Case) -> tuple[str, ...]:
    """Return the ids of the stages in which a deadline matters to this case."""
    return kind.stages if names_dispute(case) else (*kind.stages, *kind.unless_opened)


def _is_news(deadline: Deadline, *, today: date) -> bool:
    """Whether it says more than the event it is counted from, or than that a step is possible."""
    if deadline.bound == "earliest":
        return any(each.day > today for each in deadline.rules)
    if deadline.days_left < 0 and deadline.about == "ask-extension":
        # Asking late costs nothing.
        return False
    return deadline.own or deadline.rules[0].rule.value > 0


def safe_day(day: date, market_zone: tzinfo | None, zone: tzinfo) -> date:
    """Return the last whole day in `zone` that ends before `day` can be over elsewhere.

    `day` may mean its first minute or its last, in the market's zone: the first one counts. A
    market whose zone is not known is counted as the buyer's own.
    """
    first_minute = datetime(day.year, day.month, day.day, tzinfo=market_zone or zone)
    return first_minute.astimezone(zone).date() - timedelta(days=1)


def day_of(rule: Rule, case: Case) -> date | None:
    """Return the day that a rule sets in this case, or None if its event has not happened."""
    event = EVENTS[rule.counted_from](case)
    return None if event is None else _counted_from(event, rule)


def _estimate_of(rule: Rule, case: Case) -> date | None:
    """Return a day that is not later than the rule's, where the case lacks its event."""
    if rule.bound != "latest" or rule.counted_from not in ESTIMATES:
        return None
    event = ESTIMATES[rule.counted_from](case)
    return None if event is None else _counted_from(event, rule)


def _counted_from(event: date, rule: Rule) -> date | None:
    try:
        if rule.unit == "business-days":
            return after_business_days(event, rule.value, rule.calendar)
        if rule.unit == "hours":
            # A message is sent at some hour of its day, so the day after is the first whole one.
            return event + timedelta(days=-(-rule.value // 24))
        return event + timedelta(days=-rule.value if rule.unit == "days-before" else rule.value)
    except OverflowError:
        return None


def _of_kind(
    kind: DeadlineKind, case: Case, catalog: Catalog, *, today: date, zone: tzinfo
) -> Iterator[Deadline]:
    own = value_at(case, kind.own) if kind.own else None
    if own is not None:
        market_zone = zone_of(catalog.marketplaces[case.marketplace])
        safe = safe_day(own, market_zone, zone)
        yield _deadline(kind, "latest", own, safe, today=today)
        return
    counted = list(_counted(kind, case, catalog))
    for bound in ("earliest", "latest", "usual"):
        rules = sorted((each for each in counted if each.rule.bound == bound), key=_day)
        if not rules:
            continue
        taken = rules[0] if bound == "usual" and not kind.is_awaited else _taken(bound, rules)
        safe = taken.day
        if bound == "latest":
            safe = min(
                safe_day(each.day, zone_of(catalog.marketplaces[each.marketplace]), zone)
                for each in rules
            )
        others = tuple(each for each in rules if each is not taken)
        yield _deadline(kind, bound, taken.day, safe, today=today, rules=(taken, *others))


def _taken(bound: str, rules: list[Sourced]) -> Sourced:
    """Return which of several rules counts; they stand in the order of their days.

    For a first day, rules that count from one event are different opinions, of which the earliest
    is worth a try; rules that count from different events must all be met.
    """
    if bound == "latest":
        return rules[0]
    if bound == "usual":
        return rules[-1]
    first: dict[str, Sourced] = {}
    for each in rules:
        first.setdefault(each.rule.counted_from, each)
    return max(first.values(), key=_day)


def _deadline(
    kind: DeadlineKind,
    bound: str,
    day: date,
    safe: date,
    *,
    today: date,
    rules: tuple[Sourced, ...] = (),
) -> Deadline:
    return Deadline(
        about=kind.id,
        bound=bound,
        day=day,
        safe=safe,
        days_left=(safe - today).days,
        own=not rules,
        rules=rules,
    )


def _counted(kind: DeadlineKind, case: Case, catalog: Catalog) -> Iterator[Sourced]:
    estimates = kind.can_be_estimated and case.order.protection_ends is None
    for marketplace in _concerned(kind, case, catalog):
        for rule in marketplace.rules:
            if rule.about != kind.id or rule.country not in ("", case.buyer.country):
                continue
            day = day_of(rule, case)
            is_estimate = day is None and estimates
            if is_estimate:
                day = _estimate_of(rule, case)
            if day is not None:
                yield Sourced(
                    marketplace=marketplace.id,
                    rule=rule,
                    source=marketplace.source(rule.source),
                    day=day,
                    is_estimate=is_estimate,
                )


def _concerned(kind: DeadlineKind, case: Case, catalog: Catalog) -> Iterator[Marketplace]:
    """Yield where the order was placed, and whoever took the payment or may have."""
    yield catalog.marketplaces[case.marketplace]
    for venue in catalog.venues.values():
        if kind.phase != PAYMENT or not venue.method:
            continue
        id = catalog.letters[venue.letter].venue
        if paid_with(case, catalog) in (None, venue.method) and id != case.marketplace:
            yield catalog.marketplaces[id]


def zone_of(marketplace: Marketplace) -> tzinfo | None:
    return ZoneInfo(marketplace.zone) if marketplace.zone else None


def _day(sourced: Sourced) -> date:
    return sourced.day
