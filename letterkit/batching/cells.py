"""Turns the cells of a row into what a case file holds: nested, and each of its kind."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from letterkit.batching.errors import RowError
from letterkit.batching.job import ColumnsMap
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.money import Money
from letterkit.domain.noun import Noun
from letterkit.domain.text import plain
from letterkit.errors.answers import BadValueError

Steps = tuple[str | int, ...]
"""("evidence", 0, "kind")."""

_EXCEL_DAYS = range(34_700, 73_416)
"""From 1995 to 2100, as Excel counts days."""
_EXCEL_EPOCH = date(1899, 12, 30)
_ISO_DAY = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ]00:00(?::00)?)?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./]\s?(\d\d?)[./]\s?(\d\d?)\.?", re.ASCII)
_DOTS = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})\.?(?: ?г\.)?", re.ASCII)
_STROKES = re.compile(r"(\d\d?)[/-](\d\d?)[/-](\d{4})", re.ASCII)
_YES = frozenset(("true", "yes", "1", "да", "sì", "si", "예", "네", "კი"))
_NO = frozenset(("false", "no", "0", "нет", "아니요", "아니오", "არა"))
_BARE_SUM = re.compile(r"\d[\d.,']*", re.ASCII)
_SEPARATOR = re.compile(r"[;,\n]")


class Column(Noun, frozen=True, kw_only=True):
    """A column of the table that a case file has a place for."""

    header: str
    steps: Steps
    kind: str
    cells: dict[str, str] = {}
    """What a cell says → what the case file says."""


_DIGITS = 6
"""Of the number of a row in a list; more digits are a name."""


@lru_cache(maxsize=1024)
def steps_of(name: str) -> Steps:
    """Return where a dotted name points to: rows of a list are counted from 1."""
    return tuple(
        int(part) - 1 if part.isdecimal() and len(part) <= _DIGITS else part
        for part in name.split(".")
    )


def dotted(steps: Iterable[str | int]) -> str:
    """Return the opposite of `steps_of`."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in steps)


@lru_cache(maxsize=1024)
def kind_at(steps: Steps) -> str | None:
    """Return the kind of value that a case file has at a place; None where it has none."""
    if any(isinstance(step, int) and step < 0 for step in steps):
        return None
    return _kind(Case, steps)


def _kind(hint: Any, steps: Steps) -> str | None:
    if isinstance(hint, UnionType) or get_origin(hint) is Union:
        hint = next(each for each in get_args(hint) if each is not NoneType)
    if not steps:
        return _kind_of_leaf(hint)
    first, rest = steps[0], steps[1:]
    if hasattr(hint, "__struct_fields__") and first in hint.__struct_fields__:
        return _kind(_hints(hint)[str(first)], rest)
    if get_origin(hint) is tuple and isinstance(first, int):
        return _kind(get_args(hint)[0], rest)
    if get_origin(hint) is dict and isinstance(first, str) and not rest:
        return "any"
    return None


@lru_cache(maxsize=64)
def _hints(noun: type[Noun]) -> dict[str, Any]:
    return get_type_hints(noun)


def _kind_of_leaf(hint: Any) -> str | None:
    if get_origin(hint) is tuple:
        return "rows" if hasattr(get_args(hint)[0], "__struct_fields__") else "list"
    kinds: dict[Any, str] = {str: "text", date: "date", Money: "money", int: "number",
                             bool: "yes-no", Any: "any"}  # fmt: skip
    return kinds.get(hint)


def case_data(
    columns: Iterable[Column | None], cells: Iterable[Any], map: ColumnsMap
) -> dict[str, Any]:
    """Return what a row says, nested as in a case file.

    Raises:
        RowError, BadValueError: a cell is not of its column's kind; `key` is the header.
    """
    data: dict[str, Any] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column is None or cell is None or cell == "":
            continue
        value = column.cells.get(cell, cell) if isinstance(cell, str) else cell
        try:
            value = of_kind(column.kind, value, map)
        except (RowError, BadValueError) as error:
            error.key = column.header
            raise
        if value != "":
            place(data, column.steps, value)
    return without_gaps(data)


def place(data: dict[Any, Any], steps: Steps, value: Any) -> None:
    """Put a value where `steps` point, lists as dictionaries by number for now."""
    for step in steps[:-1]:
        inside = data.setdefault(step, {})
        if not isinstance(inside, dict):
            inside = data[step] = {}
        data = inside
    data.setdefault(steps[-1], value)


def text_at(data: Any, name: str) -> str:
    """Return what stands at a dotted name as one line of text; empty where nothing does."""
    if isinstance(data, dict) and name in data:
        return plain(str(data[name]))
    for step in steps_of(name):
        try:
            data = data[step]
        except (LookupError, TypeError):
            return ""
    return plain(str(data))


def without_gaps(data: dict[Any, Any]) -> dict[str, Any]:
    """Return a row with every dictionary by number inside it made the list that it stands for."""
    return {dotted([key]): _listed(value) for key, value in data.items()}


def _listed(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    if data and all(isinstance(key, int) for key in data):
        return [_listed(data[key]) for key in sorted(data)]
    return {key: _listed(value) for key, value in data.items()}


def of_kind(kind: str, value: Any, map: ColumnsMap) -> Any:
    """Return a cell as its column's kind wants it; what is not text is returned as it is.

    Raises:
        RowError, BadValueError: it cannot be.
    """
    if kind == "text" and type(value) is int:
        return str(value)
    if not isinstance(value, str):
        return value
    text = value.strip()
    read = _READERS.get(kind)
    return read(text, map) if read and text else text


def _day(text: str, map: ColumnsMap) -> str:
    if found := _ISO_DAY.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _iso(*found.groups(), text=text)
    if found := _DOTS.fullmatch(text):
        day, month, year = found.groups()
        return _iso(year, month, day, text=text)
    if text.isdecimal() and int(text) in _EXCEL_DAYS:
        day = str(_EXCEL_EPOCH + timedelta(days=int(text)))
        raise RowError("serial", given=text, day=day)
    if found := _STROKES.fullmatch(text):
        one, two, year = found.groups()
        if map.dates == "day/month/year" or int(one) > 12 or one == two:
            return _iso(year, two, one, text=text)
        if map.dates == "month/day/year" or int(two) > 12:
            return _iso(year, one, two, text=text)
        raise RowError("day-unclear", given=text)
    raise BadValueError(text[:60], "date", key="")


def _iso(year: str, month: str, day: str, *, text: str) -> str:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError as error:
        raise BadValueError(text, "date", key="") from error


def _sum(text: str, map: ColumnsMap) -> str:
    bare = text.replace("\xa0", "").replace("\u202f", "").replace(" ", "")
    return f"{bare} {map.currency}" if map.currency and _BARE_SUM.fullmatch(bare) else text


def _number(text: str, _: ColumnsMap) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise BadValueError(text[:60], "number", key="")
    return int(text)


def _yes_no(text: str, _: ColumnsMap) -> bool:
    said = text.casefold()
    if said in _YES or said in _NO:
        return said in _YES
    raise BadValueError(text[:60], "yes-no", key="")


def _list(text: str, _: ColumnsMap) -> list[str]:
    return [part.strip() for part in _SEPARATOR.split(text) if part.strip()]


def _rows(text: str, _: ColumnsMap) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise BadValueError(text[:60], "list", key="") from error


_READERS: Mapping[str, Callable[[str, ColumnsMap], Any]] = {
    "date": _day,
    "money": _sum,
    "number": _number,
    "yes-no": _yes_no,
    "list": _list,
    "rows": _rows,
}


def settle_answers(data: dict[str, Any], catalog: Catalog, map: ColumnsMap) -> None:
    """Give answers and findings, whose kind depends on the problem, the kind that they have."""
    problem = catalog.problems.get(str(data.get("problem")))
    answers, findings = data.get("answers"), data.get("findings")
    if problem is not None and isinstance(answers, dict):
        kinds = {question.id: question.kind for question in problem.questions}
        for name, value in answers.items():
            answers[name] = _settled(f"answers.{name}", kinds.get(f"answers.{name}"), value, map)
    for number, finding in enumerate(findings if isinstance(findings, list) else ()):
        kind = catalog.findings.get(str(finding.get("what"))) if type(finding) is dict else None
        for name in ("found", "expected"):
            if kind is not None and name in finding:
                key = f"findings[{number}].{name}"
                finding[name] = _settled(key, getattr(kind, name), finding[name], map)


def _settled(key: str, kind: str | None, value: Any, map: ColumnsMap) -> Any:
    if kind is None:
        return value
    try:
        return of_kind(kind, value, map)
    except (RowError, BadValueError) as error:
        error.key = key
        raise
