"""Whether case data, however unfinished or wrong, has tables where tables belong, and lists."""

from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from letterkit.domain.case import Case
from letterkit.domain.money import Money
from letterkit.domain.noun import Noun
from letterkit.errors.answers import BadValueError


def check_shape(data: dict[str, Any]) -> None:
    """Accept what can be shown question by question; a wrong answer is then seen and put right.

    Raises:
        BadValueError: something else stands where a table, a list or a single answer belongs.
    """
    _check_table(data, Case, "")


def _check_table(value: Any, noun: type[Noun], key: str) -> None:
    if not isinstance(value, dict):
        raise BadValueError(value, "table", key=key)
    for name, kind in get_type_hints(noun).items():
        if value.get(name) is not None:
            _check(value[name], kind, f"{key}.{name}".lstrip("."))


def _check(value: Any, kind: Any, key: str) -> None:
    if get_origin(kind) is UnionType:
        kind = get_args(kind)[0]
    if get_origin(kind) is tuple:
        _check_list(value, get_args(kind)[0], key)
    elif get_origin(kind) is dict:
        _check_answers(value, key)
    elif isinstance(kind, type) and issubclass(kind, Noun) and kind is not Money:
        _check_table(value, kind, key)
    elif isinstance(value, list):
        raise BadValueError(value, "one", key=key)
    elif isinstance(value, dict):
        raise BadValueError(value, "text", key=key)


def _check_list(value: Any, kind: Any, key: str) -> None:
    if not isinstance(value, list):
        raise BadValueError(value, "list", key=key)
    for number, each in enumerate(value):
        _check(each, kind, f"{key}[{number}]")


def _check_answers(value: Any, key: str) -> None:
    if not isinstance(value, dict):
        raise BadValueError(value, "table", key=key)
    for name, answer in value.items():
        for each in answer if isinstance(answer, list) else [answer]:
            _check(each, str, f"{key}.{name}")
