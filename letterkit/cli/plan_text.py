"""Tells a plan in words, the most urgent first."""

from collections.abc import Iterable, Iterator
from shlex import quote

from letterkit.cli.columns import paragraph
from letterkit.cli.desk import Desk
from letterkit.domain.plan import BOUNDS, CONFIDENCES, Deadline, Notice, Plan, Sourced, VenueState
from letterkit.marking import N_
from letterkit.rendering import formats

WIDTH = 80

_STATES = {
    "done": N_("behind you"),
    "here": N_("here now"),
    "open": N_("still open"),
    "closed": N_("closed"),
}


def plan_in_words(made: Plan, desk: Desk, *, case_file: str) -> str:
    """Return the plan as text of at most 80 columns."""
    sections = [
        (N_("First of all"), _items(made.hard, desk)),
        (N_("Where the case stands"), list(_stage(made, desk))),
        (N_("What to do now"), list(_step(made, desk, case_file))),
        (N_("Please check"), _items(made.doubts, desk)),
        (N_("Days that matter"), list(_deadlines(made, desk))),
        (N_("Evidence that is missing"), list(_missing(made, desk))),
        (N_("What can cost you the case"), _items(made.traps, desk)),
        (N_("What helps"), _items(made.tips, desk)),
        (N_("Where the money can come from"), list(_venues(made, desk))),
        (N_("What to read"), list(_guides(made, desk))),
    ]
    return "\n\n".join(
        "\n".join([desk.say(title), *map(_set, lines)]) for title, lines in sections if lines
    )


class Command(str):
    """A line to copy: it is not broken."""

    __slots__ = ()


def _set(line: str) -> str:
    return f"    {line}" if isinstance(line, Command) else paragraph(line, WIDTH, indent=2)


def _items(notices: Iterable[Notice], desk: Desk) -> list[str]:
    return [f"- {desk.wording.notice(notice)}" for notice in notices]


def _stage(made: Plan, desk: Desk) -> Iterator[str]:
    yield desk.say(desk.catalog.stages[made.stage].says)
    for word in desk.catalog.marketplaces[made.marketplace].stages:
        if (word.stage, word.language) == (made.stage, desk.language):
            yield desk.say(N_("The page calls it: %(shown)s"), shown=word.shown)


def _step(made: Plan, desk: Desk, case_file: str) -> Iterator[str]:
    yield desk.wording.notice(made.says)
    if made.counted:
        yield desk.say(N_("Counted: %(rule)s"), rule=", ".join(made.counted))
    if made.by is not None:
        day = formats.day(made.by, desk.language)
        left = _left((made.by - made.today).days, desk)
        yield desk.say(N_("Last safe day: %(day)s (%(left)s)."), day=day, left=left)
    if made.letter:
        yield desk.say(N_("The letter:"))
        yield Command(f"{desk.program} draft {quote(case_file)} --letter {made.letter} --beside")


def _left(days: int, desk: Desk) -> str:
    return formats.from_now(days, desk.language) if days else desk.say(N_("today"))


def _deadlines(made: Plan, desk: Desk) -> Iterator[str]:
    for deadline in made.deadlines:
        kind = desk.catalog.deadlines[deadline.about]
        day = formats.day(deadline.safe, desk.language)
        left = _left(deadline.days_left, desk)
        has_begun = deadline.bound == "earliest" and deadline.days_left <= 0
        bound = desk.say(N_("possible since") if has_begun else BOUNDS[deadline.bound])
        yield f"- {day} ({left}), {bound}: {desk.say(kind.label)}. {desk.say(kind.act)}"
        yield from _sources(deadline, desk)
    if made.deadlines:
        yield desk.say(N_("Days are counted in the time zone %(zone)s."), zone=made.zone)
        yield desk.say(
            N_("Where a day comes from: %(command)s"),
            command=f"{desk.program} list rules {made.marketplace}",
        )


def _sources(deadline: Deadline, desk: Desk) -> Iterator[str]:
    if deadline.own:
        day = formats.day(deadline.day, desk.language)
        yield "  " + desk.say(
            N_("Your own page says %(day)s; a day is taken off to be safe."), day=day
        )
    for number, sourced in enumerate(deadline.rules):
        said = N_("Counted: %(rule)s") if number == 0 else N_("Others say: %(rule)s")
        yield "  " + desk.say(said, rule=_sourced(sourced, desk))


def _sourced(sourced: Sourced, desk: Desk) -> str:
    day = formats.day(sourced.day, desk.language)
    confidence = desk.say(CONFIDENCES[sourced.rule.confidence])
    return f"{day}, {sourced.marketplace}/{sourced.rule.id} ({confidence})"


def _missing(made: Plan, desk: Desk) -> Iterator[str]:
    for group in made.missing:
        labels = [desk.say(desk.catalog.exhibits[id].label) for id in group]
        yield f"- {' / '.join(labels)}"


def _venues(made: Plan, desk: Desk) -> Iterator[str]:
    for number, state in enumerate(made.venues, start=1):
        venue = desk.catalog.venues[state.venue]
        yield f"{number}. {desk.say(venue.label)}: {_state(state, desk)}"
        if state.state in ("here", "open"):
            yield f"   {desk.say(venue.can)} {desk.say(venue.cannot)}"


def _state(state: VenueState, desk: Desk) -> str:
    said = desk.say(_STATES[state.state])
    if state.until is None:
        return said
    until = desk.say(N_("last safe day: %(day)s"), day=formats.day(state.until, desk.language))
    return f"{said}, {until}"


def _guides(made: Plan, desk: Desk) -> Iterator[str]:
    for id in made.guides:
        yield f"- {desk.say(desk.catalog.guides[id].label)}: {desk.program} guide {id}"
