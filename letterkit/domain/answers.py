"""Checks what a case says against what can be said."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from letterkit.domain.asking import (
    findings_of,
    fitting_demands,
    fitting_reasons,
    fitting_replies,
    letters_for,
    questions_of,
    unanswered,
)
from letterkit.domain.case import Case, Finding
from letterkit.domain.catalog import Catalog, known
from letterkit.domain.letter import Letter
from letterkit.domain.money import Money
from letterkit.domain.question import Choice, Question
from letterkit.errors.answers import (
    AmountTooHighError,
    BadValueError,
    CurrencyDiffersError,
    DemandDoesNotFitError,
    LetterDoesNotFitError,
    MissingAnswersError,
    MissingKeyError,
    NoSuchFormError,
)
from letterkit.errors.names import UnknownIdError

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_COUNTRY = re.compile(r"[A-Z]{2}")


def check_said(case: Case, letter: Letter, catalog: Catalog) -> None:
    """Raise an error for the first thing said in the case that this letter cannot say."""
    check_fit(case.problem, letter, case.marketplace, catalog)
    _check_known(case, catalog)
    _check_replies(case, letter, catalog)
    _check_decision(case, catalog)
    _check_findings(case, catalog)
    _check_demand(case, letter, catalog)
    _check_amount(case)


def check_complete(case: Case, letter: Letter, catalog: Catalog) -> None:
    """Raise MissingAnswersError if the letter needs more answers; they are all named."""
    if missing := unanswered(case, letter, catalog):
        raise MissingAnswersError((q.id, q.ask, q.why) for q in missing)


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


def check_fit(problem: str, letter: Letter, marketplace: str, catalog: Catalog) -> None:
    """Raise an error unless a letter suits a problem and a marketplace has its form."""
    place = catalog.marketplaces[letter.venue or marketplace]
    if problem in letter.problems and place.has_form(letter.form):
        return
    fitting = ", ".join(each.id for each in letters_for(problem, catalog, marketplace))
    if problem not in letter.problems:
        raise LetterDoesNotFitError(key="letter", letter=letter.id, problem=problem, known=fitting)
    raise NoSuchFormError(key="letter", letter=letter.id, marketplace=place.name, known=fitting)


def _check_known(case: Case, catalog: Catalog) -> None:
    questions = questions_of(case.problem, catalog)
    for name, value in case.answers.items():
        key = f"answers.{name}"
        if key not in questions:
            known_names = [id.removeprefix("answers.") for id in questions]
            raise UnknownIdError("question", name, known_names, key=key)
        check_value(questions[key], value)
    for number, piece in enumerate(case.evidence):
        known(catalog.evidence_kinds, "evidence", piece.kind, key=f"evidence[{number}].kind")
        if piece.shows not in catalog.exhibits and is_id(piece.shows):
            known(catalog.exhibits, "exhibit", piece.shows, key=f"evidence[{number}].shows")
    for number, offer in enumerate(case.offers):
        kind = known(catalog.offers, "offer", offer.kind, key=f"offers[{number}].kind")
        if kind.needs_amount and offer.amount is None:
            raise MissingKeyError(key=f"offers[{number}].amount", name="amount")
    for number, contact in enumerate(case.contacts or ()):
        side = known(catalog.sides, "side", contact.by, key=f"contacts[{number}].by")
        ids = [statement.id for statement in side.statements]
        if contact.said not in ids and is_id(contact.said):
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
    if value is None and kind != "none":
        raise MissingKeyError(key=key, name=key.rpartition(".")[2])
    if not _FITS[kind](value):
        raise BadValueError(value, kind, key=key)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


_FITS: dict[str, Callable[[Any], bool]] = {
    "text": _is_text,
    "id-text": _is_text,
    "one": _is_text,
    "date": lambda value: isinstance(value, date),
    "money": lambda value: isinstance(value, Money),
    "number": lambda value: type(value) is int and value > 0,
    "yes-no": lambda value: isinstance(value, bool),
    "country": lambda value: _is_text(value) and _COUNTRY.fullmatch(value) is not None,
    "list": lambda value: isinstance(value, list | tuple) and all(map(_is_text, value)),
    "none": lambda value: value is None,
}


def _check_findings(case: Case, catalog: Catalog) -> None:
    offered = findings_of(case.problem, catalog)
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
    ids = [reply.id for reply in fitting_replies(case, letter, catalog)]
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
    if case.demand.because:
        ids = [reason.id for reason in fitting_reasons(case, demand, catalog)]
        for reason in case.demand.because:
            if reason not in ids:
                raise UnknownIdError("choice", reason, ids, key="demand.because")


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
