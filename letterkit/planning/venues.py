"""Says where the case is, where it has been, and where it can still go."""

from collections.abc import Callable

from letterkit.domain.asking import letters_for
from letterkit.domain.case import Case, Decision
from letterkit.domain.catalog import Catalog
from letterkit.domain.plan import Deadline, Venue, VenueState
from letterkit.domain.venue import paid_with

_BEHIND: dict[str, Callable[[Case], bool]] = {
    "message": lambda case: bool(case.contacts),
    "dispute": lambda case: case.dispute.opened is not None or case.decision != Decision(),
    "escalation": lambda case: case.decision.on is not None or case.decision.kind is not None,
    "appeal": lambda case: any(c.said == "rejected-appeal" for c in case.contacts or ()),
}
"""What shows that the case has been somewhere."""


def venue_states(
    case: Case, catalog: Catalog, *, stage: str, deadlines: tuple[Deadline, ...]
) -> tuple[VenueState, ...]:
    """Return the venues of this case in their order."""
    fitting = {letter.id for letter in letters_for(case.problem, catalog, case.marketplace)}
    return tuple(
        _state_of(
            venue,
            case,
            stage=stage,
            method=paid_with(case, catalog),
            deadlines=deadlines,
        )
        for venue in catalog.venues.values()
        if venue.letter in fitting
    )


def _state_of(
    venue: Venue,
    case: Case,
    *,
    stage: str,
    method: str | None,
    deadlines: tuple[Deadline, ...],
) -> VenueState:
    last = [each for each in deadlines if each.about in venue.deadlines and each.bound == "latest"]
    if stage in venue.stages and method in (None, venue.method or method):
        state = "here"
    elif venue.id in _BEHIND and _BEHIND[venue.id](case):
        state = "done"
    elif _is_closed(venue, last, stage=stage, method=method):
        state = "closed"
    else:
        state = "open"
    coming = [each.safe for each in last if each.days_left >= 0]
    until = min(coming, default=None) if state in ("here", "open") else None
    return VenueState(venue=venue.id, state=state, until=until)


def _is_closed(venue: Venue, last: list[Deadline], *, stage: str, method: str | None) -> bool:
    if venue.method and method not in (None, venue.method):
        return True
    if any(each.is_over for each in last):
        return True
    return stage == "protection-over" and venue.id in ("dispute", "escalation", "appeal")
