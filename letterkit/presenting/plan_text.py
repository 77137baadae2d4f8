"""Tells a plan in words, the most urgent first."""

from collections.abc import Iterable, Iterator
from shlex import quote

from letterkit.domain.plan import BOUNDS, CONFIDENCES, Deadline, Notice, Plan, Sourced, VenueState
from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.voice import Voice
from letterkit.rendering import formats

WIDTH = 80

_STATES = {
    "done": N_("behind you"),
    "here": N_("here now"),
    "open": N_("still open"),
    "perhaps": N_("perhaps"),
    "closed": N_("closed"),
}


def plan_in_words(made: Plan, voice: Voice, *, program: str, case_file: str) -> str:
    """Return the plan as text of at most 80 columns, with the commands that go on from it."""
    commands = Commands(program, case_file)
    return "\n\n".join(
        "\n".join([title, *map(_set, lines)])
        for title, lines in plan_sections(made, voice, commands=commands)
    )


def plan_sections(
    made: Plan, voice: Voice, *, commands: "Commands | None" = None
) -> list[tuple[str, list[str]]]:
    """Return the plan as headings with lines, the most urgent first.

    `commands` are named where the reader goes on from a command line.
    """
    sections = [
        (N_("First of all"), _items(made.hard, voice)),
        (N_("Where the case stands"), list(_stage(made, voice))),
        (N_("What to do now"), list(_step(made, voice, commands))),
        (N_("Please check"), _items(made.doubts, voice)),
        (N_("Days that matter"), list(_deadlines(made, voice, commands))),
        (N_("Evidence that is missing"), list(_missing(made, voice))),
        (N_("What can cost you the case"), _items(made.traps, voice)),
        (N_("What helps"), _items(made.tips, voice)),
        (N_("Where the money can come from"), list(_venues(made, voice))),
        (N_("What to read"), list(_guides(made, voice, commands))),
    ]
    return [(voice.say(title), lines) for title, lines in sections if lines]


class Commands:
    """What to type to go on from a plan."""

    def __init__(self, program: str, case_file: str) -> None:
        self._program = program
        self._case_file = case_file

    def draft(self, letter: str) -> str:
        return f"{self._program} draft {quote(self._case_file)} --letter {letter} --beside"

    def rules(self, marketplace: str) -> str:
        return f"{self._program} list rules {marketplace}"

    def guide(self, topic: str) -> str:
        return f"{self._program} guide {topic}"


class Command(str):
    """A line to copy: it is not broken."""

    __slots__ = ()


def _set(line: str) -> str:
    return f"    {line}" if isinstance(line, Command) else paragraph(line, WIDTH, indent=2)


def _items(notices: Iterable[Notice], voice: Voice) -> list[str]:
    return [f"- {voice.wording.notice(notice)}" for notice in notices]


def _stage(made: Plan, voice: Voice) -> Iterator[str]:
    yield voice.say(voice.catalog.stages[made.stage].says)
    for word in voice.catalog.marketplaces[made.marketplace].stages:
        if (word.stage, word.language) == (made.stage, voice.language):
            yield voice.say(N_("The page calls it: %(shown)s"), shown=word.shown)


def _step(made: Plan, voice: Voice, commands: Commands | None) -> Iterator[str]:
    yield voice.wording.notice(made.says)
    if made.counted and commands:
        yield voice.say(N_("Counted: %(rule)s"), rule=", ".join(made.counted))
    if made.by is not None:
        day = formats.day(made.by, voice.language)
        left = _left((made.by - made.today).days, voice)
        yield voice.say(N_("Last safe day: %(day)s (%(left)s)."), day=day, left=left)
    if made.letter and commands:
        yield voice.say(N_("The letter:"))
        yield Command(commands.draft(made.letter))


def _left(days: int, voice: Voice) -> str:
    return formats.from_now(days, voice.language) if days else voice.say(N_("today"))


def _deadlines(made: Plan, voice: Voice, commands: Commands | None) -> Iterator[str]:
    for deadline in made.deadlines:
        act = voice.say(voice.catalog.deadlines[deadline.about].act)
        yield f"- {deadline_in_words(deadline, voice)}. {act}"
        yield from _sources(deadline, voice, commands)
    if made.deadlines:
        yield voice.say(N_("Days are counted in the time zone %(zone)s."), zone=made.zone)
    if made.deadlines and commands:
        yield voice.say(
            N_("Where a day comes from: %(command)s"), command=commands.rules(made.marketplace)
        )


def deadline_in_words(deadline: Deadline, voice: Voice) -> str:
    """Return which day it is, how far away, and what it is about."""
    day = formats.day(deadline.safe, voice.language)
    left = _left(deadline.days_left, voice)
    has_begun = deadline.bound == "earliest" and deadline.days_left <= 0
    bound = voice.say(N_("possible since") if has_begun else BOUNDS[deadline.bound])
    label = voice.say(voice.catalog.deadlines[deadline.about].label)
    return f"{day} ({left}), {bound}: {label}"


def _sources(deadline: Deadline, voice: Voice, commands: Commands | None) -> Iterator[str]:
    if deadline.own:
        day = formats.day(deadline.day, voice.language)
        yield "  " + voice.say(
            N_("Your own page says %(day)s; a day is taken off to be safe."), day=day
        )
    if deadline.is_estimate:
        yield "  " + voice.say(N_("This is an estimate: look at the order page today."))
    for number, sourced in enumerate(deadline.rules):
        said = N_("Counted: %(rule)s") if number == 0 else N_("Others say: %(rule)s")
        yield "  " + voice.say(said, rule=_sourced(sourced, voice, commands))


def _sourced(sourced: Sourced, voice: Voice, commands: Commands | None) -> str:
    """Return a rule's day with its id, or where no command shows the rule, with its place."""
    day = formats.day(sourced.day, voice.language)
    confidence = voice.say(CONFIDENCES[sourced.rule.confidence])
    if commands:
        return f"{day}, {sourced.marketplace}/{sourced.rule.id} ({confidence})"
    place = voice.catalog.marketplaces.get(sourced.marketplace)
    return f"{day}, {voice.say(place.name)} ({confidence})" if place else f"{day} ({confidence})"


def _missing(made: Plan, voice: Voice) -> Iterator[str]:
    for group in made.missing:
        labels = [voice.say(voice.catalog.exhibits[id].label) for id in group]
        yield f"- {' / '.join(labels)}"


def _venues(made: Plan, voice: Voice) -> Iterator[str]:
    for number, state in enumerate(made.venues, start=1):
        venue = voice.catalog.venues[state.venue]
        yield f"{number}. {voice.say(venue.label)}: {_state(state, voice)}"
        if state.state in ("here", "open"):
            yield f"   {voice.say(venue.can)} {voice.say(venue.cannot)}"
        if state.why is not None:
            yield f"   {voice.wording.notice(state.why)}"


def _state(state: VenueState, voice: Voice) -> str:
    said = voice.say(_STATES[state.state])
    if state.until is None:
        return said
    until = voice.say(N_("last safe day: %(day)s"), day=formats.day(state.until, voice.language))
    return f"{said}, {until}"


def _guides(made: Plan, voice: Voice, commands: Commands | None) -> Iterator[str]:
    for id in made.guides:
        label = voice.say(voice.catalog.guides[id].label)
        yield f"- {label}: {commands.guide(id)}" if commands else f"- {label}"
