"""Says where the case is, where it has been, and where it can still go."""

from collections.abc import Callable

from letterkit.domain.asking import letters_for
from letterkit.domain.case import Case, Decision
from letterkit.domain.catalog import Catalog
from letterkit.domain.plan import Deadline, Notice, Venue, VenueState
from letterkit.domain.venue import paid_with
from letterkit.marking import N_

_BEHIND: dict[str, Callable[[Case], bool]] = {
    "message": lambda case: bool(case.contacts),
    "dispute": lambda case: case.dispute.opened is not None or case.decision != Decision(),
    "escalation": lambda case: case.decision.on is not None or case.decision.kind is not None,
    "appeal": lambda case: any(c.said == "rejected-appeal" for c in case.contacts or ()),
}
"""What shows that the case has been somewhere."""


def venue_states(
    case: Case, catalog: Catalog, *, stage: str, step: str, deadlines: tuple[Deadline, ...]
) -> tuple[VenueState, ...]:
    """Return the venues of this case in their order; `step` is the next one."""
    fitting = {letter.id for letter in letters_for(case.problem, catalog, case.marketplace)}
    venues = [venue for venue in catalog.venues.values() if venue.letter in fitting]
    method = paid_with(case, catalog)
    here = {venue.id for venue in venues} & {catalog.steps[step].venue} or {
        venue.id
        for venue in venues
        if stage in venue.stages and method in (None, venue.method or method)
    }
    return tuple(
        _state_of(
            venue, case, is_here=venue.id in here, stage=stage, method=method, deadlines=deadlines
        )
        for venue in venues
    )


def _state_of(
    venue: Venue,
    case: Case,
    *,
    is_here: bool,
    stage: str,
    method: str | None,
    deadlines: tuple[Deadline, ...],
) -> VenueState:
    last = [each for each in deadlines if each.about in venue.deadlines and each.bound == "latest"]
    coming = min((each.safe for each in last if each.days_left >= 0), default=None)
    if is_here:
        return VenueState(venue=venue.id, state="here", until=coming)
    if venue.id in _BEHIND and _BEHIND[venue.id](case):
        return VenueState(venue=venue.id, state="done")
    if venue.through and method == venue.through:
        why = Notice(id="through", says=venue.note)
        return VenueState(venue=venue.id, state="perhaps", why=why)
    why_closed = _why_closed(venue, last, stage=stage, method=method)
    if why_closed is not None:
        return VenueState(venue=venue.id, state="closed", why=why_closed)
    return VenueState(venue=venue.id, state="open", until=coming)


def _why_closed(
    venue: Venue, last: list[Deadline], *, stage: str, method: str | None
) -> Notice | None:
    if venue.method and method not in (None, venue.method):
        return Notice(id="paid-otherwise", says=N_("You paid in another way."))
    over = [each.day for each in last if each.is_over]
    if over:
        says = N_("The last day was %(day)s.")
        return Notice(id="too-late", says=says, values={"day": max(over)})
    if stage == "protection-over" and venue.id in ("dispute", "escalation", "appeal"):
        return Notice(id="protection-over", says=N_("Buyer protection is over."))
    return None
