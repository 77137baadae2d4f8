"""docs/case-file.md: every key of a case file, and every id that stands in one."""

import ast
import inspect
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import msgspec

from letterkit.domain.case import Case, Contact, Evidence, Finding, Offer
from letterkit.domain.catalog import by_rank
from letterkit.domain.noun import Noun
from letterkit.domain.question import Choice, FindingKind, Question
from letterkit.files.shipped import shipped_catalog
from tests.pages.tables import NOTICE, table

_CATALOG = shipped_catalog()
_INTRODUCTION = """\
# Case files

A case is a TOML file, the same as JSON, or a row of a table with the dotted names as columns
(`order.number`; rows of a list counted from 1: `evidence.1.kind`). Leave out what you do not know:
letterkit says what a letter still needs. `letterkit example PROBLEM` prints a complete one, and a
misspelt key is refused with the nearest that there is.

Days are `2026-11-30`, sums `24.90 USD`, countries two letters (`IT`), yes and no `true` and
`false`.

"""


_NOTES = {
    "marketplace": "An id of `letterkit list marketplaces`.",
    "problem": "An id of `letterkit list problems`.",
    "letter": "An id of `letterkit list letters`; left out, the plan chooses.",
    "language": "The buyer's: an id of `letterkit list languages`.",
    "buyer.name": "Only letters that need it name the buyer.",
    "answers": "See below, by the problem.",
    "findings.what": "An id, see below.",
    "findings.part": "The part of the item that is meant, where the kind names one.",
    "findings.expected": "What was expected, as the kind of finding says.",
    "evidence.kind": "An id, see below.",
    "offers.on": "The day of the seller's offer.",
    "offers.kind": "An id, see below.",
    "offers.amount": "The sum that was offered, where one was.",
    "words.english": "The same in English, once it is translated.",
    "contacts.by": "`buyer`, `seller`, `carrier` or `platform`.",
    "contacts.on": "The day; left out where the buyer does not know it any more.",
    "contacts.answered": "Whether an answer came; left out where that is not known.",
    "words.language": "The language that they are in; left out, it is looked for.",
}
"""Keys that no question asks for, and whose field says nothing or not enough."""


def pages() -> Iterator[tuple[str, str]]:
    yield "case-file.md", NOTICE + _INTRODUCTION + "\n".join(_parts())


def _parts() -> Iterator[str]:
    yield "## Keys\n\n" + table(("Key", "Holds", "What it is"), _keys())
    yield "## Answers of each problem\n\nUnder `[answers]`, by the problem.\n"
    for problem in by_rank(_CATALOG.problems):
        if problem.questions:
            yield f"### `{problem.id}`\n\n" + _questions(problem.questions)
    yield _ids("`demand.kind`, and its `because`", (
        (each.id, each.label, _listed(each.reasons)) for each in _CATALOG.demands.values()
    ), more=("Reasons",))  # fmt: skip
    yield _ids("`findings.what`", (
        (each.id, each.label, _compared(each)) for each in _CATALOG.findings.values()
    ), more=("Expected, found",))  # fmt: skip
    yield _ids("`evidence.kind`", _labels(_CATALOG.evidence_kinds))
    yield _ids("`evidence.shows`", _labels(_CATALOG.exhibits))
    for side in _CATALOG.sides.values():
        statements = ((each.id, each.label) for each in side.statements)
        yield _ids(f'`contacts.said`, where `contacts.by = "{side.id}"`', statements)
    yield _ids("`offers.kind`", ((id, each.label or each.reported)
                                 for id, each in _CATALOG.offers.items()))  # fmt: skip
    yield _ids("`replies_to`", ((id, each.label) for id, each in _CATALOG.replies.items()))
    for name, choices in _CATALOG.decisions.items():
        yield _ids(f"`decision.{name}`", _labels(choices))


def _keys() -> Iterator[tuple[str, str, str]]:
    """Yield each key with its kind and the question that asks for it."""
    for key, kind, said in _fields_of(Case):
        question = _CATALOG.questions.get(key)
        yield f"`{key}`", kind, _asked(question) if question else _NOTES.get(key, said)


def _fields_of(noun: type[Noun], name: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield each key with its kind and what the code says of it."""
    rows: dict[str, type[Noun]] = {
        "findings": Finding, "evidence": Evidence, "contacts": Contact, "offers": Offer,
    }  # fmt: skip
    told = _told_beneath(noun)
    for field in msgspec.structs.fields(noun):
        key, inner = f"{name}{field.name}", rows.get(f"{name}{field.name}", field.type)
        if isinstance(inner, type) and issubclass(inner, Noun):
            yield from _fields_of(inner, f"{key}.")
        else:
            yield key, _kind(key, field.type), told.get(field.name, "")


def _told_beneath(noun: type[Noun]) -> dict[str, str]:
    """Return the text that stands beneath each field in the code."""
    (body,) = ast.parse(inspect.getsource(noun)).body
    assert isinstance(body, ast.ClassDef)
    return {
        field.target.id: " ".join(str(said.value.value).split())
        for field, said in pairwise(body.body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr) and isinstance(said.value, ast.Constant)
    }  # fmt: skip


def _kind(key: str, type: object) -> str:
    question = _CATALOG.questions.get(key)
    if question is not None:
        return question.kind
    said = str(type)
    kinds = {"date": "date", "Money": "money", "bool": "yes-no", "tuple": "list", "dict": "table"}
    return next((kind for name, kind in kinds.items() if name in said), "text")


def _questions(questions: Iterable[Question]) -> str:
    rows = ((f"`{each.id}`", each.kind, _asked(each)) for each in questions)
    return table(("Key", "Holds", "What it is"), rows)


def _asked(question: Question) -> str:
    return " ".join(filter(None, (question.ask, _listed(question.choices))))


def _listed(choices: Iterable[Choice]) -> str:
    return "; ".join(f"`{each.id}` {each.label or each.says}" for each in choices)


def _compared(kind: FindingKind) -> str:
    values = (("expected", kind.expected), ("found", kind.found))
    parts = (f"{name}: {value}" for name, value in values if value != "none")
    return ", ".join(parts) + (". " + _listed(kind.choices) if kind.choices else "")


def _labels(entries: Mapping[str, Choice] | Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for id, each in entries.items():
        yield id, getattr(each, "label", "") or getattr(each, "says", "")


def _ids(heading: str, rows: Iterable[tuple[str, ...]], more: tuple[str, ...] = ()) -> str:
    told = ((f"`{id}`", *rest) for id, *rest in rows)
    return f"## Ids of {heading}\n\n" + table(("Id", "What it means", *more), told)
