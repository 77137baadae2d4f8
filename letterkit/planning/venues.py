"""Says where the case is, where it has been, and where it can still go."""

from datetime import date

from letterkit.domain.asking import letters_for
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.plan import Deadline, Venue, VenueState

_BEHIND = {
    "message": lambda case: bool(case.contacts),
    "dispute": lambda case: case.dispute.opened is not None,
    "escalation": lambda case: case.decision.on is not None or case.decision.kind is not None,
    "appeal": lambda case: any(c.said == "rejected-appeal" for c in case.contacts or ()),
}
"""What shows that the case has been somewhere."""


def venue_states(
    case: Case, catalog: Catalog, *, stage: str, deadlines: tuple[Deadline, ...], today: date
) -> tuple[VenueState, ...]:
    """Return the venues of this case in their order."""
    fitting = {letter.id for letter in letters_for(case.problem, catalog, case.marketplace)}
    return tuple(
        _state_of(venue, case, stage=stage, deadlines=deadlines, today=today)
        for venue in catalog.venues.values()
        if venue.letter in fitting
    )


def _state_of(
    venue: Venue, case: Case, *, stage: str, deadlines: tuple[Deadline, ...], today: date
) -> VenueState:
    last = next(
        (
            each.safe
            for each in deadlines
            if each.about == venue.deadline and each.bound == "latest"
        ),
        None,
    )
    if stage in venue.stages and case.payment.method in (None, venue.method or case.payment.method):
        state = "here"
    elif venue.id in _BEHIND and _BEHIND[venue.id](case):
        state = "done"
    elif _is_closed(venue, case, last=last, stage=stage, today=today):
        state = "closed"
    else:
        state = "open"
    return VenueState(venue=venue.id, state=state, until=last if state != "done" else None)


def _is_closed(venue: Venue, case: Case, *, last: date | None, stage: str, today: date) -> bool:
    if venue.method and case.payment.method not in (None, venue.method):
        return True
    if last is not None and last < today:
        return True
    return stage == "protection-over" and venue.id in ("dispute", "escalation", "appeal")
