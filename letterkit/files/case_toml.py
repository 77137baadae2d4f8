"""Writes a case as TOML, each answer under the question it answers."""

from collections.abc import Iterator
from typing import Any

import tomlkit
from tomlkit.items import Table

from letterkit.domain.catalog import Catalog
from letterkit.domain.question import Question
from letterkit.errors import Translate

_ORDER = (
    "buyer", "order", "payment", "dispute", "fault", "answers", "words", "demand", "decision",
    "findings", "offers", "evidence", "contacts",
)  # fmt: skip


def case_as_toml(data: dict[str, Any], catalog: Catalog, translate: Translate) -> str:
    """Return decoded case data as TOML; questions and the ids of answers stand as comments.

    The case may be unfinished. What TOML cannot say, nothing, is left out.
    """
    data = _without_nothing(data)
    problem = catalog.problems.get(str(data.get("problem")))
    own = problem.questions if problem else ()
    questions = {**catalog.questions, **{question.id: question for question in own}}
    document = tomlkit.document()
    # After the first table every other line belongs to a table.
    for name, value in sorted(data.items(), key=lambda item: isinstance(item[1], dict)):
        if name not in _ORDER:
            document.add(name, value)
    if data.get("contacts") == []:
        document.add("contacts", [])
    for name in _ORDER:
        value = data.get(name)
        if isinstance(value, dict):
            document.add(tomlkit.nl())
            document.add(name, _table(name, value, questions, translate))
        elif value:
            document.add(name, _rows(value) if _is_rows(value) else value)
    return tomlkit.dumps(document)


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_nothing(each) for key, each in value.items() if each is not None}
    if isinstance(value, list):
        return [_without_nothing(each) for each in value if each is not None]
    return value


def _table(
    name: str, values: dict[str, Any], questions: dict[str, Question], translate: Translate
) -> Table:
    table = tomlkit.table()
    for key, value in values.items():
        question = questions.get(f"{name}.{key}")
        for line in _comments(question, translate) if question else ():
            table.add(tomlkit.comment(line))
        table.add(key, value)
    return table


def _comments(question: Question, translate: Translate) -> Iterator[str]:
    yield translate(question.ask)
    for choice in question.choices:
        yield f"  {choice.id}: {translate(choice.label or choice.says)}"


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _rows(rows: list[dict[str, Any]]) -> Any:
    array = tomlkit.aot()
    for row in rows:
        table = tomlkit.table()
        for key, value in row.items():
            table.add(key, value)
        array.append(table)
    return array
