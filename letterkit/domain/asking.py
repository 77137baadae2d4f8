"""Which questions a case raises, and which letters, demands and replies fit it."""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog, by_rank
from letterkit.domain.letter import Letter
from letterkit.domain.question import (
    Choice,
    DemandKind,
    FindingKind,
    Question,
    Reply,
    Side,
    Statement,
)


def letters_for(problem: str, catalog: Catalog, marketplace: str) -> list[Letter]:
    """Return the letters that fit a problem and for which a marketplace has the form.

    The one that is sent first stands at the head.
    """
    return [
        letter
        for letter in by_rank(catalog.letters)
        if problem in letter.problems
        and catalog.marketplaces[letter.venue or marketplace].has_form(letter.form)
    ]


def settled(case: Case, letter: Letter, catalog: Catalog) -> Case:
    """Return the case with the demand that this letter leaves no choice about."""
    if case.demand.kind is not None:
        return case
    fitting = fitting_demands(case.problem, letter, catalog)
    if len(fitting) != 1:
        return case
    demand = msgspec.structs.replace(case.demand, kind=fitting[0])
    return msgspec.structs.replace(case, demand=demand)


UNSAID = DemandKind(id="", label="", says="%(unsaid)s", letters=())
"""The demand of a buyer who has not chosen one yet."""


def demand_of(case: Case, catalog: Catalog) -> DemandKind:
    return catalog.demands.get(case.demand.kind or "", UNSAID)


def is_settled(question: Question) -> bool:
    """Whether there is nothing to ask, because only one demand can be made."""
    return question.id == "demand.kind" and len(question.choices) == 1


_LATE = {"words": 1, "demand": 2}
"""What is asked last: what nothing else has asked for, and what is wanted after all that."""


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
    waiting = list(_asked_first(case.problem, letter.id, case.demand.kind or "", catalog))
    waiting.reverse()
    brought_by = _brought_by(case.problem, catalog)
    seen: set[str] = set()
    while waiting:
        question, is_needed = waiting.pop()
        if question.id in seen:
            continue
        seen.add(question.id)
        yield question, is_needed
        if brought := brought_by[question.id]:
            picked = value_at(case, question.id) or ()
            ids = (picked,) if isinstance(picked, str) else picked
            for id, more in brought.items():
                if id in ids:
                    waiting.extend(reversed(more))


class _Brought(dict[str, dict[str, tuple[tuple[Question, bool], ...]]]):
    """The questions that choices bring, and whether each is needed, by question and choice."""

    def __init__(self, problem: str, catalog: Catalog) -> None:
        super().__init__()
        self._own = questions_of(problem, catalog)
        self._catalog = catalog

    def __missing__(self, id: str) -> dict[str, tuple[tuple[Question, bool], ...]]:
        table, _, name = id.partition(".")
        decided = self._catalog.decisions.get(name) if table == "decision" else None
        choices = self._question(id).choices if decided is None else decided.values()
        self[id] = {
            choice.id: tuple(
                (self._question(key), is_needed)
                for keys, is_needed in ((choice.needs, True), (choice.asks, False))
                for key in keys
            )
            for choice in choices
            if choice.needs or choice.asks
        }
        return self[id]

    def _question(self, id: str) -> Question:
        return self._own.get(id) or self._catalog.questions[id]


_brought_by = lru_cache(maxsize=4096)(_Brought)


@lru_cache(maxsize=4096)
def questions_of(problem: str, catalog: Catalog) -> dict[str, Question]:
    """Return the questions that only this problem has, by their keys."""
    return {question.id: question for question in catalog.problems[problem].questions}


@lru_cache(maxsize=4096)
def findings_of(problem: str, catalog: Catalog) -> dict[str, FindingKind]:
    """Return the kinds of finding that a problem offers."""
    return {id: catalog.findings[id] for id in catalog.problems[problem].findings}


@lru_cache(maxsize=4096)
def _asked_first(
    problem: str, letter: str, demand: str, catalog: Catalog
) -> tuple[tuple[Question, bool], ...]:
    """Return what is asked before any answer brings more, and whether it is needed."""
    here, sent = catalog.problems[problem], catalog.letters[letter]
    wanted = catalog.demands.get(demand)
    own = questions_of(problem, catalog)
    needs = (*sent.needs, *here.needs, *(wanted.needs if wanted else ()))
    asks = (*sent.asks, *here.asks, *(wanted.asks if wanted else ()))
    keys = [(key, True) for key in needs] + [(key, False) for key in asks]
    keys.sort(key=lambda entry: _LATE.get(entry[0].partition(".")[0], 0))
    return tuple((own.get(key) or catalog.questions[key], needed) for key, needed in keys)


def fitting_demands(problem: str, letter: Letter, catalog: Catalog) -> tuple[str, ...]:
    """Return the ids of what this letter can ask for when this is the problem."""
    return _fitting_demands(problem, letter.id, catalog)


@lru_cache(maxsize=4096)
def _fitting_demands(problem: str, letter: str, catalog: Catalog) -> tuple[str, ...]:
    return tuple(
        demand.id
        for demand in catalog.demands.values()
        if letter in demand.letters
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
        reason
        for reason in demand.reasons
        if _is_about(reason.goods, case.problem, catalog)
        and (not reason.problems or case.problem in reason.problems)
    )


def offered_sides(problem: str, catalog: Catalog) -> list[Side]:
    """Return who can have said something about a problem."""
    return [side for side in catalog.sides.values() if problem in (side.problems or (problem,))]


def offered_statements(side: str, problem: str, catalog: Catalog) -> list[Statement]:
    """Return what a side can have said about a problem."""
    return [
        statement
        for statement in catalog.sides[side].statements
        if _is_about(statement.goods, problem, catalog)
        and (not statement.problems or problem in statement.problems)
    ]


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
