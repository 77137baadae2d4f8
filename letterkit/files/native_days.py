"""Turns the texts in case data that stand for days into days, as TOML has them."""

from datetime import date
from typing import Any, get_type_hints

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.noun import Noun
from letterkit.files.decoding import leaves_of


def with_native_days(data: dict[str, Any], catalog: Catalog) -> dict[str, Any]:
    """Return the data with a day wherever the shape of a case, or a question, asks for one.

    Texts that stand elsewhere, or that are no day, stay as they are.
    """
    shaped = _in_shape(data, Case)
    problem = catalog.problems.get(str(data.get("problem")))
    kinds = {question.id: question.kind for question in problem.questions} if problem else {}
    if isinstance(answers := shaped.get("answers"), dict):
        shaped["answers"] = {
            name: _of_kind(kinds.get(f"answers.{name}"), value) for name, value in answers.items()
        }
    if isinstance(rows := shaped.get("findings"), list):
        shaped["findings"] = [_finding(row, catalog) for row in rows]
    return shaped


def _in_shape(data: dict[str, Any], noun: type[Noun]) -> dict[str, Any]:
    hints = get_type_hints(noun)
    return {name: _as_hinted(value, hints.get(name)) for name, value in data.items()}


def _as_hinted(value: Any, hint: Any) -> Any:
    leaves = leaves_of(hint)
    if date in leaves:
        return _of_kind("date", value)
    nouns = [each for each in leaves if isinstance(each, type) and issubclass(each, Noun)]
    if nouns and isinstance(value, dict):
        return _in_shape(value, nouns[0])
    if nouns and isinstance(value, list):
        return [_as_hinted(each, nouns[0]) for each in value]
    return value


def _finding(row: Any, catalog: Catalog) -> Any:
    kind = catalog.findings.get(str(row.get("what"))) if isinstance(row, dict) else None
    if kind is None:
        return row
    kinds = {"found": kind.found, "expected": kind.expected}
    return {name: _of_kind(kinds.get(name), value) for name, value in row.items()}


def _of_kind(kind: str | None, value: Any) -> Any:
    if kind != "date" or not isinstance(value, str):
        return value
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return value
    return day if day.isoformat() == value else value
