"""What can be answered in a case as it stands, in the order in which a person is asked."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from msgspec.structs import replace

from letterkit.answering.data import Data, value_in
from letterkit.domain.asking import (
    is_settled,
    letters_for,
    offered_sides,
    offered_statements,
    questions_for,
)
from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog, by_rank
from letterkit.domain.letter import Letter
from letterkit.domain.noun import Noun
from letterkit.domain.question import Choice, FindingKind, Question
from letterkit.marking import N_

GROUPS = {
    "start": N_("What is it about?"),
    "order": N_("Order"),
    "happened": N_("What happened"),
    "evidence": N_("Evidence"),
    "contacts": N_("Who has said what"),
    "wish": N_("What you want"),
    "words": N_("In your own words"),
}
"""Headings over the entries, by group."""

_GROUP_OF = {
    "order": "order", "buyer": "order", "payment": "order",
    "evidence": "evidence",
    "contacts": "contacts",
    "demand": "wish",
    "words": "words",
    "marketplace": "start", "problem": "start", "letter": "start",
}  # fmt: skip


class Entry(Noun, frozen=True, kw_only=True):
    """One thing to answer, with what has been answered."""

    key: str
    kind: str
    """A question's kind, or "rows", "exhibits" (a list of evidence) or "words" (long text)."""
    ask: str
    why: str = ""
    choices: tuple[Choice, ...] = ()
    purposes: tuple[str, ...] = ()
    """A sentence on each choice, where they need one."""
    found_by: tuple[str, ...] = ()
    """Other words under which each choice is found, where people type some; never shown."""
    is_needed: bool = False
    example: str = ""
    """What an answer can look like; empty where any would mislead."""
    is_free: bool = False
    """Whether the answer is in the buyer's own words and stands in the letter as it is."""
    value: Any = None
    """As it stands in the data, right or wrong."""

    @property
    def group(self) -> str:
        return _GROUP_OF.get(self.key.partition(".")[0], "happened")


def first_entries(data: Data, catalog: Catalog) -> Iterator[Entry]:
    """Yield what must be known before anything else can be asked: where, what, and which letter."""
    places = [place for place in by_rank(catalog.marketplaces) if place.kind == "marketplace"]
    yield Entry(
        key="marketplace",
        kind="one",
        ask=N_("Where did you buy it?"),
        why=N_("Each marketplace has its own forms, rules and days."),
        choices=tuple(Choice(id=place.id, label=place.name) for place in places),
        is_needed=True,
        value=data.get("marketplace"),
    )
    yield Entry(
        key="problem",
        kind="one",
        ask=N_("What went wrong?"),
        why=N_("Everything else follows from it: what is asked, what is written, what to do."),
        choices=_problems(catalog),
        found_by=_search_words(catalog),
        is_needed=True,
        value=data.get("problem"),
    )


@lru_cache
def _problems(catalog: Catalog) -> tuple[Choice, ...]:
    """Return the problems; people know them by what a marketplace calls them as well."""
    places = by_rank(catalog.marketplaces)
    return tuple(
        Choice(
            id=problem.id,
            label=problem.label,
            says=next(filter(None, (place.category(problem.id) for place in places)), ""),
        )
        for problem in by_rank(catalog.problems)
    )


@lru_cache
def _search_words(catalog: Catalog) -> tuple[str, ...]:
    return tuple(problem.search for problem in by_rank(catalog.problems))


def entries_of(case: Case, letter: Letter, data: Data, catalog: Catalog) -> tuple[Entry, ...]:
    """Return all entries of a case whose problem is known."""
    entries = [*first_entries(data, catalog), _letter_entry(case, letter, catalog)]
    entries += _of_questions(case, letter, data, catalog)
    entries += _of_tables(case, letter, data, catalog)
    order = list(GROUPS)
    return tuple(sorted(entries, key=lambda entry: order.index(entry.group)))


def _letter_entry(case: Case, letter: Letter, catalog: Catalog) -> Entry:
    fitting = letters_for(case.problem, catalog, case.marketplace)
    return Entry(
        key="letter",
        kind="one",
        ask=N_("What do you want to write?"),
        why=N_("Each letter has its time; the plan says which one comes next."),
        choices=tuple(Choice(id=each.id, label=each.label) for each in fitting),
        purposes=tuple(each.purpose for each in fitting),
        is_needed=True,
        value=letter.id,
    )


def _of_questions(case: Case, letter: Letter, data: Data, catalog: Catalog) -> Iterator[Entry]:
    for question, is_needed in questions_for(case, letter, catalog):
        if not is_settled(question):
            yield _entry_of(question, data, is_needed=is_needed)


def _entry_of(question: Question, data: Data, *, is_needed: bool) -> Entry:
    return Entry(
        key=question.id,
        kind="words" if question.id == "words.text" else question.kind,
        ask=question.ask,
        why=question.why,
        choices=question.choices,
        is_free=question.is_free and question.id != "words.text",
        is_needed=is_needed,
        example=str(question.example or "") if question.kind != "date" else "",
        value=value_in(data, question.id),
    )


def _of_tables(case: Case, letter: Letter, data: Data, catalog: Catalog) -> Iterator[Entry]:
    problem = catalog.problems[case.problem]
    if problem.findings:
        yield Entry(
            key="findings",
            kind="rows",
            ask=N_("What was expected, and what was found?"),
            why=N_("A comparison that can be checked is worth more than any complaint."),
            value=data.get("findings"),
        )
    shown = dict.fromkeys((*problem.exhibits, *letter.exhibits))
    yield Entry(
        key="evidence",
        kind="exhibits",
        ask=N_("What can you show in photos, videos, screenshots or documents?"),
        why=N_("Each piece is numbered and named where it proves something."),
        choices=tuple(Choice(id=id, label=catalog.exhibits[id].label) for id in shown),
        value=data.get("evidence"),
    )
    if any(part.name == "contact" for part in letter.parts):
        yield Entry(
            key="contacts",
            kind="rows",
            ask=N_("Who has said something about this so far?"),
            why=N_("Who wrote what, and on which day, is what a mediator reads first."),
            value=data.get("contacts"),
        )


def row_entries(table: str, row: Data, case: Case, catalog: Catalog) -> list[Entry]:
    """Return what is asked for one row of "findings", "contacts" or "offers" as it stands."""
    return [replace(entry, value=row.get(entry.key)) for entry in _ROWS[table](row, case, catalog)]


def _finding_row(row: Data, case: Case, catalog: Catalog) -> Iterator[Entry]:
    kinds = [catalog.findings[id] for id in catalog.problems[case.problem].findings]
    choices = tuple(Choice(id=kind.id, label=kind.label) for kind in kinds)
    yield _needed("what", "one", N_("What is it about?"), choices)
    kind = catalog.findings.get(row.get("what", ""))
    if kind is not None:
        yield from _finding_values(kind, case)


def _finding_values(kind: FindingKind, case: Case) -> Iterable[Entry]:
    """Return which part is asked about, then what was expected and what was found of it."""
    part, expected, found = [], [], []
    if kind.ask_part:
        part.append(_needed("part", "text", kind.ask_part))
    is_known = bool(kind.expected_from and value_at(case, kind.expected_from))
    if kind.ask_expected and not is_known:
        expected.append(_needed("expected", kind.expected, kind.ask_expected))
    if kind.ask_found:
        found.append(_needed("found", kind.found, kind.ask_found, kind.choices))
    return [*part, *found, *expected] if kind.found_first else [*part, *expected, *found]


def expected_value(row: Data, case: Case, catalog: Catalog) -> Any:
    """Return what a finding is compared with, where an answer says it already, or None."""
    kind = catalog.findings.get(row.get("what", ""))
    return value_at(case, kind.expected_from) if kind and kind.expected_from else None


def _contact_row(row: Data, case: Case, catalog: Catalog) -> Iterator[Entry]:
    sides = tuple(
        Choice(id=side.id, label=side.label) for side in offered_sides(case.problem, catalog)
    )
    yield _needed("by", "one", N_("Who?"), sides)
    by = row.get("by", "")
    if by not in catalog.sides:
        return
    said = tuple(
        Choice(id=each.id, label=each.label)
        for each in offered_statements(by, case.problem, catalog)
    )
    yield _needed("said", "one", N_("What was said?"), said)
    yield Entry(key="on", kind="date", ask=N_("On which day?"))
    if by == "buyer":
        yield Entry(key="answered", kind="yes-no", ask=N_("Did the seller answer?"))
    else:
        yield Entry(key="words", kind="text", ask=N_("The exact words, if they matter"))


def _offer_row(row: Data, case: Case, catalog: Catalog) -> Iterator[Entry]:
    del case
    kinds = tuple(
        Choice(id=kind.id, label=kind.label or kind.reported) for kind in catalog.offers.values()
    )
    yield _needed("kind", "one", N_("What has been offered?"), kinds)
    yield _needed("on", "date", N_("On which day?"))
    kind = catalog.offers.get(row.get("kind", ""))
    if kind is not None and kind.needs_amount:
        yield _needed("amount", "money", N_("How much?"))
    elif kind is not None and kind.takes_amount:
        yield Entry(key="amount", kind="money", ask=N_("What is it worth?"))


def _needed(key: str, kind: str, ask: str, choices: tuple[Choice, ...] = ()) -> Entry:
    is_free = kind == "text"
    return Entry(key=key, kind=kind, ask=ask, choices=choices, is_free=is_free, is_needed=True)


_ROWS = {"findings": _finding_row, "contacts": _contact_row, "offers": _offer_row}
