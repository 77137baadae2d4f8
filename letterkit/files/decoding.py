"""Decoded TOML or JSON to nouns; what does not fit is an error that names the key."""

import re
from typing import Any, TypeVar, get_args, get_type_hints

import msgspec

from letterkit.domain.money import Money
from letterkit.domain.noun import Noun
from letterkit.errors import LetterkitError
from letterkit.errors.answers import BadValueError, MissingKeyError
from letterkit.errors.names import UnknownKeyError

AnyNoun = TypeVar("AnyNoun", bound=Noun)

_PLACE = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN = re.compile(r"Object contains unknown field `(?P<name>[^`]*)`")
_MISSING = re.compile(r"Object missing required field `(?P<name>[^`]*)`")
_EXPECTED = re.compile(r"Expected `(?P<type>\w+)")
_WANTED = {
    "str": "text",
    "date": "date",
    "int": "number",
    "bool": "yes-no",
    "array": "list",
    "object": "table",
}
# Numbers that are names: a digit lost is a case lost.
_ID_TEXTS = {"order.number", "order.tracking"}


def decoded(data: Any, noun: type[AnyNoun]) -> AnyNoun:
    """Return `data` as `noun`.

    Raises:
        UnknownKeyError, MissingKeyError, BadValueError: with the dotted key at fault.
    """
    try:
        return msgspec.convert(data, noun, dec_hook=_decode_money)
    except msgspec.ValidationError as error:
        raise _explained(str(error), data, noun) from error


def _decode_money(kind: type, value: Any) -> Any:
    if kind is Money and isinstance(value, str):
        return Money.parse(value)
    raise ValueError(value)


def _explained(message: str, data: Any, noun: type[Noun]) -> LetterkitError:
    place = _PLACE.search(message)
    path = place["path"] if place else ""
    if unknown := _UNKNOWN.match(message):
        name = unknown["name"]
        return UnknownKeyError(name, _fields_at(noun, path), key=_joined(path, name))
    if missing := _MISSING.match(message):
        return MissingKeyError(key=_joined(path, missing["name"]), name=missing["name"])
    if expected := _EXPECTED.match(message):
        wanted = "id-text" if path in _ID_TEXTS else _WANTED[expected["type"]]
    else:
        wanted = "date" if "date" in message else "money"
    return BadValueError(_value_at(data, path), wanted, key=path)


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _steps(path: str) -> list[str]:
    return re.findall(r"[^.\[\]]+", path)


def _value_at(data: Any, path: str) -> Any:
    for step in _steps(path):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def _fields_at(noun: type[Noun], path: str) -> tuple[str, ...]:
    for step in _steps(path):
        if step.isdigit():
            continue
        hint = get_type_hints(noun)[step]
        noun = next(each for each in leaves_of(hint) if hasattr(each, "__struct_fields__"))
    return noun.__struct_fields__


def leaves_of(hint: Any) -> list[Any]:
    """Return the types that a hint is made of: date and None for `date | None`."""
    inner = get_args(hint)
    return [leaf for each in inner for leaf in leaves_of(each)] if inner else [hint]
