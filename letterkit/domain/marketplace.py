"""A marketplace: its forms, its own words, and its rules with their sources."""

from datetime import date

from letterkit.domain.noun import Noun


class Source(Noun, frozen=True, kw_only=True):
    id: str
    title: str
    dated: date | None = None
    """The day the source gives itself; None if it gives none."""


class Rule(Noun, frozen=True, kw_only=True):
    """A number that the marketplace, or somebody writing about it, has set."""

    id: str
    value: int
    unit: str
    counted_from: str
    source: str
    read: date
    confidence: str
    """A the platform itself, B repeated by several, C one website, L our own caution."""
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
    """What fills it: goods, demand, return, letter, days or evidence."""
    options: tuple[Option, ...] = ()
    limit: int | None = None
    """Greatest length in UTF-16 units; None if it is not known."""
    cautious_limit: int | None = None
    """Where the limit is not known: a length that is safe, for a short text beside the full one."""
    note: str = ""


class Form(Noun, frozen=True, kw_only=True):
    id: str
    exact: str
    """Where the form is found: its button or title in English."""
    fields: tuple[Field, ...]
    reply_rule: str
    """The rule that says how long the seller has to answer."""


class Category(Noun, frozen=True, kw_only=True):
    """The marketplace's own words for a problem."""

    problem: str
    exact: str


class Marketplace(Noun, frozen=True, kw_only=True):
    id: str
    name: str
    forms: tuple[Form, ...]
    categories: tuple[Category, ...]
    rules: tuple[Rule, ...]
    sources: tuple[Source, ...]

    def form(self, id: str) -> Form:
        return next(form for form in self.forms if form.id == id)

    def rule(self, id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == id)

    def category(self, problem: str) -> str:
        return next((entry.exact for entry in self.categories if entry.problem == problem), "")
