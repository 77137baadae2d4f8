"""What a plan is made of: where a case stands, what to do next, and by when."""

from datetime import date
from typing import Any

from letterkit.domain.marketplace import Rule, Source
from letterkit.domain.noun import Noun
from letterkit.marking import N_

BOUNDS = {
    "earliest": N_("not before"),
    "latest": N_("at the latest"),
    "usual": N_("usually by"),
}
"""How the bound of a rule is said before a day."""

CONFIDENCES = {
    "A": N_("the platform itself"),
    "B": N_("several sources"),
    "C": N_("one source"),
    "L": N_("letterkit's own caution"),
}
"""How sure a rule is."""


class DeadlineKind(Noun, frozen=True, kw_only=True):
    """What a day can be about."""

    id: str
    label: str
    phase: str
    act: str
    """What to do by then, or if then nothing has happened."""
    own: str = ""
    """Key of the buyer's own answer that beats every rule."""
    stages: tuple[str, ...]
    """Ids of the stages in which it matters."""
    is_awaited: bool = True
    """Whether of several usual days the latest counts; else the buyer must be ready by the first
    of them."""
    can_be_estimated: bool = False
    """Whether a cautious day is better than none where the case lacks the event."""
    unless_opened: tuple[str, ...] = ()
    """Ids of more such stages, as long as the case names no day of a dispute."""
    problems: tuple[str, ...] = ()
    """Ids of the problems to which it matters; left out, all of them."""


class Stage(Noun, frozen=True, kw_only=True):
    id: str
    says: str


class Step(Noun, frozen=True, kw_only=True):
    """What to do next; `letter` is the one to send."""

    id: str
    letter: str = ""
    venue: str = ""
    """Id of the venue where it is taken; empty where that depends on the stage."""
    says: str
    deadlines: tuple[str, ...] = ()
    """Ids of the deadlines by which it must be taken."""


class Venue(Noun, frozen=True, kw_only=True):
    """A place that can give the money back."""

    id: str
    label: str
    letter: str
    deadlines: tuple[str, ...] = ()
    """Ids of the deadlines after which it takes no case."""
    method: str = ""
    """Id of the way of paying without which it is closed."""
    stages: tuple[str, ...]
    """Ids of the stages in which the case is there, unless its next step is elsewhere."""
    through: str = ""
    """Id of another way of paying that can lead here."""
    note: str = ""
    """When it does."""
    can: str
    cannot: str


class Advice(Noun, frozen=True, kw_only=True):
    """Something to watch out for, and when. A condition that is left out always holds."""

    id: str
    kind: str
    """trap or tip."""
    says: str
    rule: str = ""
    """"marketplace/rule" whose value is the field %(number)s."""
    stages: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    goods: str = ""
    letters: tuple[str, ...] = ()
    """The letters that the next step sends."""
    unless_letters: tuple[str, ...] = ()
    """The letters with which it has nothing to do."""
    offers: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    demands: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    """Exhibits that are not among the evidence."""
    within: int | None = None
    """Greatest number of days to the end of protection."""


class ConsumerBody(Noun, frozen=True, kw_only=True):
    """Whom a buyer of one country can turn to; the id is the country's ISO 3166 code."""

    id: str
    english: str
    """Its name in English."""
    name: str
    """What it calls itself."""
    site: str = ""
    law: str = ""
    """The law of the country that a complaint can name, as a sentence."""
    note: str = ""
    source: str
    read: date


class Sourced(Noun, frozen=True, kw_only=True):
    """A rule, and where it stands."""

    marketplace: str
    rule: Rule
    source: Source
    day: date
    is_estimate: bool = False
    """Whether an earlier day stood for the event that the rule counts from."""


class Deadline(Noun, frozen=True, kw_only=True):
    """A day that matters in this case."""

    about: str
    bound: str
    """earliest, latest or usual."""
    day: date
    """As the rule or the order page has it."""
    safe: date
    """The last whole day in the buyer's own zone on which to act; for what is not a last day,
    the day itself."""
    days_left: int
    """From today to `safe`; negative if it is past."""
    own: bool
    """Whether the buyer's own timer says so."""
    rules: tuple[Sourced, ...] = ()
    """The rule that was taken, then those that say otherwise."""

    @property
    def is_estimate(self) -> bool:
        return bool(self.rules) and self.rules[0].is_estimate

    @property
    def is_over(self) -> bool:
        """Whether it is past by every rule there is: one that disagrees is worth a try."""
        longest = max((each.day for each in self.rules), default=self.safe)
        return self.bound == "latest" and self.days_left + (longest - self.safe).days < 0


class Notice(Noun, frozen=True, kw_only=True):
    """A sentence for the buyer, with values for its fields."""

    id: str
    says: str
    values: dict[str, Any] = {}


class VenueState(Noun, frozen=True, kw_only=True):
    """Where a venue stands in this case."""

    venue: str
    state: str
    """done, here, open, perhaps or closed."""
    until: date | None = None
    why: Notice | None = None
    """Why it is closed, or when it is open after all."""


class Plan(Noun, frozen=True, kw_only=True):
    marketplace: str
    stage: str
    today: date
    zone: str
    """The zone in which the days are counted."""
    hard: tuple[Notice, ...]
    """What must be said first, however unwelcome."""
    step: str
    says: Notice
    letter: str
    """Id of the letter to send or to have ready; empty if there is none."""
    by: date | None
    """The last day for the step, if there is one."""
    counted: tuple[str, ...]
    """The rules that the day to wait for comes from, as "marketplace/rule"."""
    deadlines: tuple[Deadline, ...]
    missing: tuple[tuple[str, ...], ...]
    """Exhibits that are needed and not there; one of each group is enough."""
    traps: tuple[Notice, ...]
    tips: tuple[Notice, ...]
    venues: tuple[VenueState, ...]
    guides: tuple[str, ...]
    """Ids of the guides that help with this case now."""
    doubts: tuple[Notice, ...]
    """What in the case cannot be right, and what was assumed."""

    @property
    def next_deadline(self) -> Deadline | None:
        """The soonest last day that is not over; where there is none, the soonest other day."""
        last = (each for each in self.deadlines if each.bound == "latest" and not each.is_over)
        to_come = (each for each in self.deadlines if each.days_left >= 0)
        return next(last, None) or next(to_come, None)
