"""The days of a plan as an iCalendar file (RFC 5545)."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from letterkit import __version__
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.plan import Deadline, Plan
from letterkit.marking import N_
from letterkit.rendering.wording import Wording

_REMINDERS = (3, 1)
"""Days before, at nine in the morning."""


def as_calendar(plan: Plan, case: Case, catalog: Catalog, wording: Wording) -> bytes:
    """Return one whole-day event for each day that is not past, with reminders.

    An event's id follows from the order and from what the day is about, so that importing the
    calendar again moves an event instead of doubling it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//letterkit//letterkit {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for deadline in plan.deadlines:
        if deadline.days_left >= 0:
            calendar.add_component(_event(deadline, plan, case, catalog, wording))
    return bytes(calendar.to_ical())


def _event(deadline: Deadline, plan: Plan, case: Case, catalog: Catalog, wording: Wording) -> Event:
    kind = catalog.deadlines[deadline.about]
    summary = wording.gettext(kind.label)
    item = case.order.item
    event = Event()
    event.add("uid", f"{_fingerprint(deadline, plan, case)}@letterkit")
    # The day of the plan, not the moment: the same plan gives the same bytes.
    event.add("dtstamp", datetime(plan.today.year, plan.today.month, plan.today.day, tzinfo=UTC))
    event.add("dtstart", deadline.safe)
    event.add("dtend", deadline.safe + timedelta(days=1))
    event.add("summary", f"{summary}: {item}" if item else summary)
    event.add("description", _description(deadline, case, catalog, wording))
    event.add("transp", "TRANSPARENT")
    for days in _REMINDERS:
        if deadline.days_left >= days:
            event.add_component(_reminder(days, summary))
    return event


def _reminder(days: int, summary: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(days=-days, hours=9))
    return alarm


def _description(deadline: Deadline, case: Case, catalog: Catalog, wording: Wording) -> str:
    lines = [wording.gettext(catalog.deadlines[deadline.about].act)]
    if case.order.number:
        lines.append(wording.gettext(N_("Order number: %(number)s"), number=case.order.number))
    lines += [f"{each.marketplace}/{each.rule.id}: {each.source.title}" for each in deadline.rules]
    return "\n".join(lines)


def _fingerprint(deadline: Deadline, plan: Plan, case: Case) -> str:
    order = case.order.number or case.payment.transaction or case.order.item or ""
    what = "\0".join((plan.marketplace, order, case.problem, deadline.about, deadline.bound))
    return sha256(what.encode()).hexdigest()[:32]
