"""A marketplace: its forms, its own words, and its rules with their sources.

A payment service, a bank and a consumer body are described the same way: each has a form and rules.
"""

from datetime import date

from letterkit.domain.noun import Noun


class Source(Noun, frozen=True, kw_only=True):
    id: str
    title: str
    url: str = ""
    dated: date | None = None
    """The day the source gives itself; None if it gives none."""


class Rule(Noun, frozen=True, kw_only=True):
    """A number that the marketplace, or somebody writing about it, has set."""

    id: str
    about: str
    """The id of a deadline in deadlines.toml."""
    bound: str
    """earliest (not before), latest (not after), or usual (as a rule by then)."""
    value: int
    unit: str
    """days, business-days, hours, or days-before (the event)."""
    counted_from: str
    """The id of an event in the case."""
    country: str = ""
    """ISO 3166 code, where the rule holds for buyers of one country only."""
    calendar: str = ""
    """ISO 3166 code of the country whose business days are counted."""
    source: str
    read: date
    confidence: str
    """A the platform itself, B repeated by several, C one website, L our own caution."""
    note: str = ""


class Figure(Noun, frozen=True, kw_only=True):
    """A span of time that is good to know and sets no day."""

    id: str
    value: int
    unit: str
    """days, business-days, hours or minutes."""
    source: str
    read: date
    confidence: str
    note: str = ""


class Option(Noun, frozen=True, kw_only=True):
    """One entry of a choice: taken when the field's fact is `when`."""

    when: str
    exact: str


class Field(Noun, frozen=True, kw_only=True):
    """One field of a form, in the form's order."""

    exact: str
    """The label in English, to the letter."""
    kind: str
    """choice, text, number or files."""
    fact: str
    """What fills it: goods, category, demand, return, letter, days or evidence."""
    options: tuple[Option, ...] = ()
    limit: int | None = None
    """Greatest length in UTF-16 units, or number of files; None if it is not known."""
    currency: str = ""
    """ISO 4217 code, where a sum is entered in one currency only."""
    cautious_limit: int | None = None
    """Where the limit is not known: a length that is safe, for a short text beside the full one."""
    note: str = ""


class Form(Noun, frozen=True, kw_only=True):
    id: str
    exact: str
    """Where the form is found: its button or title in English."""
    fields: tuple[Field, ...]
    reply_rule: str = ""
    """The rule that says how long the other side has to answer; else letterkit's own caution."""


class Button(Noun, frozen=True, kw_only=True):
    """A button in a dispute, and what pressing it means."""

    exact: str
    does: str


class Category(Noun, frozen=True, kw_only=True):
    """The marketplace's own words for a problem."""

    problem: str
    exact: str


class StageWord(Noun, frozen=True, kw_only=True):
    """The marketplace's own words for a stage, as its page shows them in one language."""

    stage: str
    language: str
    shown: str


class Marketplace(Noun, frozen=True, kw_only=True):
    id: str
    name: str
    kind: str = "marketplace"
    """marketplace, payment (a payment service), card (a bank) or authority."""
    rank: int = 100
    """Place in lists."""
    zone: str = ""
    """IANA time zone in which its days end; empty if it is not known."""
    forms: tuple[Form, ...]
    categories: tuple[Category, ...] = ()
    stages: tuple[StageWord, ...] = ()
    buttons: tuple[Button, ...] = ()
    rules: tuple[Rule, ...] = ()
    figures: tuple[Figure, ...] = ()
    sources: tuple[Source, ...] = ()
    unknown: tuple[str, ...] = ()
    """What no source says, a sentence each."""

    def has_form(self, id: str) -> bool:
        return id in [form.id for form in self.forms]

    def form(self, id: str) -> Form:
        return next(form for form in self.forms if form.id == id)

    def source(self, id: str) -> Source:
        return next(source for source in self.sources if source.id == id)

    def category(self, problem: str) -> str:
        # A loop takes half the time of next(): each letter looks here three times.
        for entry in self.categories:
            if entry.problem == problem:
                return entry.exact
        return ""
