"""Checks what a case says against the questions that were asked."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from letterkit.domain.case import Case, Finding, value_at
from letterkit.domain.catalog import Catalog, by_rank, known
from letterkit.domain.letter import Letter
from letterkit.domain.money import Money
from letterkit.domain.question import Choice, DemandKind, Question, Reply
from letterkit.errors import (
    AmountTooHighError,
    BadValueError,
    CurrencyDiffersError,
    DemandDoesNotFitError,
    LetterDoesNotFitError,
    MissingAnswersError,
    UnknownIdError,
)

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_COUNTRY = re.compile(r"[A-Z]{2}")


def check_answers(case: Case, letter: Letter, catalog: Catalog) -> None:
    """Raise an error for the first thing in the case that this letter cannot be written from."""
    _check_fit(case, letter)
    _check_known(case, catalog)
    _check_replies(case, letter, catalog)
    _check_decision(case, catalog)
    _check_findings(case, catalog)
    _check_demand(case, letter, catalog)
    missing = [
        question
        for question, is_needed in questions_for(case, letter, catalog)
        if is_needed and value_at(case, question.id) in (None, "", ())
    ]
    if missing:
        raise MissingAnswersError((q.id, q.ask, q.why) for q in missing)
    _check_amount(case)


def questions_for(case: Case, letter: Letter, catalog: Catalog) -> Iterator[tuple[Question, bool]]:
    """Yield the questions that matter for this case as it stands, and whether each is needed.

    A picked answer brings its own questions with it, right after the question it answers.
    """
    problem = catalog.problems[case.problem]
    demand = catalog.demands.get(case.demand.kind or "")
    own = {question.id: question for question in problem.questions}
    needs = (*letter.needs, *problem.needs, *(demand.needs if demand else ()))
    asks = (*letter.asks, *problem.asks, *(demand.asks if demand else ()))
    keys = [(key, True) for key in needs] + [(key, False) for key in asks]
    # What is wanted follows from what happened, so it is asked last.
    keys.sort(key=lambda entry: entry[0].startswith("demand."))
    seen: set[str] = set()
    while keys:
        key, is_needed = keys.pop(0)
        if key in seen:
            continue
        seen.add(key)
        question = own.get(key) or _with_choices(catalog.questions[key], case, letter, catalog)
        if question.kind in ("one", "list") and not question.choices:
            continue
        yield question, is_needed
        picked = list(_picked(question, value_at(case, key)))
        keys[:0] = [(more, True) for choice in picked for more in choice.needs] + [
            (more, False) for choice in picked for more in choice.asks
        ]


def _with_choices(question: Question, case: Case, letter: Letter, catalog: Catalog) -> Question:
    """Return a question whose choices depend on the case with those that this case has."""
    if question.id == "demand.kind":
        kinds = [catalog.demands[id] for id in fitting_demands(case.problem, letter, catalog)]
        choices = tuple(Choice(id=kind.id, label=kind.label) for kind in kinds)
        return msgspec.structs.replace(question, choices=choices)
    if question.id == "replies_to":
        replies = _fitting_replies(case, letter, catalog)
        choices = tuple(Choice(id=reply.id, label=reply.label) for reply in replies)
        return msgspec.structs.replace(question, choices=choices)
    table, _, name = question.id.partition(".")
    if table == "decision" and name in catalog.decisions:
        choices = tuple(catalog.decisions[name].values())
        return msgspec.structs.replace(question, choices=choices)
    demand = catalog.demands.get(case.demand.kind or "")
    if question.id == "demand.because" and demand is not None:
        return msgspec.structs.replace(question, choices=_fitting_reasons(case, demand, catalog))
    return question


def _fitting_replies(case: Case, letter: Letter, catalog: Catalog) -> list[Reply]:
    goods = catalog.problems[case.problem].goods
    return [
        reply
        for reply in catalog.replies.values()
        if reply.letter == letter.id and reply.goods in ("any", goods)
    ]


def _fitting_reasons(case: Case, demand: DemandKind, catalog: Catalog) -> tuple[Choice, ...]:
    goods = catalog.problems[case.problem].goods
    return tuple(reason for reason in demand.reasons if reason.goods in ("any", goods))


def read_as(kind: str, value: Any) -> Any:
    """Return a decoded value as its kind: texts that stand for dates and sums become those.

    A value that does not fit is returned as it is, for `check_kind` to name.
    """
    if not isinstance(value, str):
        return tuple(value) if isinstance(value, list) else value
    try:
        if kind == "date":
            return date.fromisoformat(value)
        if kind == "money":
            return Money.parse(value)
    except ValueError:
        return value
    return value


def is_id(text: str) -> bool:
    """Whether a text that may be an id or free words is meant as an id."""
    return _ID.fullmatch(text) is not None


def _picked(question: Question, value: Any) -> Iterator[Choice]:
    if question.kind not in ("one", "list"):
        return iter(())
    ids = (value,) if isinstance(value, str) else tuple(value or ())
    return (choice for choice in question.choices if choice.id in ids)


def _check_fit(case: Case, letter: Letter) -> None:
    if case.problem not in letter.problems:
        raise LetterDoesNotFitError(
            key="letter", letter=letter.id, problem=case.problem, known=", ".join(letter.problems)
        )


def _check_known(case: Case, catalog: Catalog) -> None:
    questions = {q.id: q for q in catalog.problems[case.problem].questions}
    for name, value in case.answers.items():
        key = f"answers.{name}"
        if key not in questions:
            known_names = [id.removeprefix("answers.") for id in questions]
            raise UnknownIdError("question", name, known_names, key=key)
        check_value(questions[key], value)
    for number, piece in enumerate(case.evidence):
        known(catalog.evidence_kinds, "evidence", piece.kind, key=f"evidence[{number}].kind")
        if is_id(piece.shows):
            known(catalog.exhibits, "exhibit", piece.shows, key=f"evidence[{number}].shows")
    for number, offer in enumerate(case.offers):
        kind = known(catalog.offers, "offer", offer.kind, key=f"offers[{number}].kind")
        if kind.needs_amount and offer.amount is None:
            raise BadValueError("", "money", key=f"offers[{number}].amount")
    for number, contact in enumerate(case.contacts or ()):
        side = known(catalog.sides, "side", contact.by, key=f"contacts[{number}].by")
        ids = [statement.id for statement in side.statements]
        if is_id(contact.said) and contact.said not in ids:
            raise UnknownIdError("statement", contact.said, ids, key=f"contacts[{number}].said")


def check_value(question: Question, value: Any) -> None:
    """Raise an error unless `value` answers `question`."""
    check_kind(question.kind, value, key=question.id)
    if question.kind in ("one", "list"):
        ids = [choice.id for choice in question.choices]
        for id in (value,) if isinstance(value, str) else value:
            if id not in ids:
                raise UnknownIdError("choice", id, ids, key=question.id)


def check_kind(kind: str, value: Any, *, key: str) -> None:
    """Raise an error unless `value` is of a question's kind."""
    fits: dict[str, bool] = {
        "text": isinstance(value, str),
        "id-text": isinstance(value, str),
        "one": isinstance(value, str),
        "date": isinstance(value, date),
        "money": isinstance(value, Money),
        "number": isinstance(value, int) and not isinstance(value, bool) and value > 0,
        "yes-no": isinstance(value, bool),
        "country": isinstance(value, str) and _COUNTRY.fullmatch(value) is not None,
        "list": isinstance(value, list | tuple) and all(isinstance(each, str) for each in value),
        "none": value is None,
    }
    if not fits[kind]:
        raise BadValueError(value, kind, key=key)


def _check_findings(case: Case, catalog: Catalog) -> None:
    offered = {id: catalog.findings[id] for id in catalog.problems[case.problem].findings}
    for number, finding in enumerate(case.findings):
        key = f"findings[{number}]"
        kind = known(offered, "finding", finding.what, key=f"{key}.what")
        check_kind(kind.found, finding.found, key=f"{key}.found")
        check_kind(kind.expected, finding.expected, key=f"{key}.expected")
        check_kind("text" if kind.ask_part else "none", finding.part, key=f"{key}.part")
        _check_choice(kind.choices, finding, key=f"{key}.found")


def _check_replies(case: Case, letter: Letter, catalog: Catalog) -> None:
    """Replies are checked where the letter gives them; others may keep theirs in the case."""
    if "replies_to" not in letter.needs:
        return
    ids = [reply.id for reply in _fitting_replies(case, letter, catalog)]
    for reply in case.replies_to:
        if reply not in ids:
            raise UnknownIdError("choice", reply, ids, key="replies_to")


def _check_decision(case: Case, catalog: Catalog) -> None:
    for name, entries in catalog.decisions.items():
        value = getattr(case.decision, name) or ()
        for id in (value,) if isinstance(value, str) else value:
            known(entries, "choice", id, key=f"decision.{name}")


def _check_choice(choices: tuple[Choice, ...], finding: Finding, *, key: str) -> None:
    ids = [choice.id for choice in choices]
    if ids and finding.found not in ids:
        raise UnknownIdError("choice", finding.found, ids, key=key)


def _check_demand(case: Case, letter: Letter, catalog: Catalog) -> None:
    if case.demand.kind is None:
        return
    demand = known(catalog.demands, "demand", case.demand.kind, key="demand.kind")
    fitting = fitting_demands(case.problem, letter, catalog)
    if demand.id not in fitting:
        raise DemandDoesNotFitError(
            key="demand.kind", letter=letter.id, demand=demand.id, known=", ".join(fitting)
        )
    ids = [reason.id for reason in _fitting_reasons(case, demand, catalog)]
    for reason in case.demand.because:
        if reason not in ids:
            raise UnknownIdError("choice", reason, ids, key="demand.because")


def fitting_demands(problem: str, letter: Letter, catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of what this letter can ask for when this is the problem."""
    goods = catalog.problems[problem].goods
    return tuple(
        demand.id
        for demand in catalog.demands.values()
        if letter.id in demand.letters
        and demand.goods in ("any", goods)
        and (not demand.problems or problem in demand.problems)
    )


def _check_amount(case: Case) -> None:
    amount, paid = case.demand.amount, case.order.paid
    if amount is None or paid is None:
        return
    if amount.currency != paid.currency:
        raise CurrencyDiffersError(
            key="demand.amount", currency=amount.currency, paid=paid.currency
        )
    if amount.amount > paid.amount:
        raise AmountTooHighError(key="demand.amount", amount=amount, paid=paid)


def letters_for(problem: str, catalog: Catalog) -> list[Letter]:
    """Return the letters that fit a problem, the one that is sent first at the head."""
    return [letter for letter in by_rank(catalog.letters) if problem in letter.problems]
