"""Which questions a case raises, and which letters, demands and replies fit it."""

from collections.abc import Iterator
from typing import Any

import msgspec

from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog, by_rank
from letterkit.domain.letter import Letter
from letterkit.domain.question import Choice, DemandKind, Question, Reply


def letters_for(problem: str, catalog: Catalog) -> list[Letter]:
    """Return the letters that fit a problem, the one that is sent first at the head."""
    return [letter for letter in by_rank(catalog.letters) if problem in letter.problems]


def questions_for(case: Case, letter: Letter, catalog: Catalog) -> Iterator[tuple[Question, bool]]:
    """Yield the questions that matter for this case as it stands, and whether each is needed.

    A picked answer brings its own questions with it, right after the question it answers.
    """
    for question, is_needed in _relevant(case, letter, catalog):
        complete = _with_choices(question, case, letter, catalog)
        if complete.kind not in ("one", "list") or complete.choices:
            yield complete, is_needed


def unanswered(case: Case, letter: Letter, catalog: Catalog) -> list[Question]:
    """Return the questions without whose answers the letter cannot be written."""
    return [
        question
        for question, is_needed in _relevant(case, letter, catalog)
        if is_needed and value_at(case, question.id) in (None, "", ())
    ]


def _relevant(case: Case, letter: Letter, catalog: Catalog) -> Iterator[tuple[Question, bool]]:
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
        question = own.get(key) or catalog.questions[key]
        yield question, is_needed
        picked = list(_picked(question, value_at(case, key)))
        keys[:0] = [(more, True) for choice in picked for more in choice.needs] + [
            (more, False) for choice in picked for more in choice.asks
        ]


def fitting_demands(problem: str, letter: Letter, catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of what this letter can ask for when this is the problem."""
    return tuple(
        demand.id
        for demand in catalog.demands.values()
        if letter.id in demand.letters
        and _is_about(demand.goods, problem, catalog)
        and (not demand.problems or problem in demand.problems)
    )


def fitting_replies(case: Case, letter: Letter, catalog: Catalog) -> list[Reply]:
    return [
        reply
        for reply in catalog.replies.values()
        if reply.letter == letter.id and _is_about(reply.goods, case.problem, catalog)
    ]


def fitting_reasons(case: Case, demand: DemandKind, catalog: Catalog) -> tuple[Choice, ...]:
    return tuple(
        reason for reason in demand.reasons if _is_about(reason.goods, case.problem, catalog)
    )


def _is_about(goods: str, problem: str, catalog: Catalog) -> bool:
    """Whether something meant for goods "here", "missing" or "any" suits a problem."""
    return goods in ("any", catalog.problems[problem].goods)


def _with_choices(question: Question, case: Case, letter: Letter, catalog: Catalog) -> Question:
    """Return a question whose choices depend on the case with those that this case has."""
    if question.id == "demand.kind":
        kinds = [catalog.demands[id] for id in fitting_demands(case.problem, letter, catalog)]
        choices = tuple(Choice(id=kind.id, label=kind.label) for kind in kinds)
        return msgspec.structs.replace(question, choices=choices)
    if question.id == "replies_to":
        replies = fitting_replies(case, letter, catalog)
        choices = tuple(Choice(id=reply.id, label=reply.label) for reply in replies)
        return msgspec.structs.replace(question, choices=choices)
    table, _, name = question.id.partition(".")
    if table == "decision" and name in catalog.decisions:
        choices = tuple(catalog.decisions[name].values())
        return msgspec.structs.replace(question, choices=choices)
    demand = catalog.demands.get(case.demand.kind or "")
    if question.id == "demand.because" and demand is not None:
        return msgspec.structs.replace(question, choices=fitting_reasons(case, demand, catalog))
    return question


def _picked(question: Question, value: Any) -> Iterator[Choice]:
    if question.kind not in ("one", "list"):
        return iter(())
    ids = (value,) if isinstance(value, str) else tuple(value or ())
    return (choice for choice in question.choices if choice.id in ids)
