"""Reads and changes single answers in decoded case data, by their keys.

Data is never changed in place: whoever holds the old one can go back to it.
"""

import re
from typing import Any

Data = dict[str, Any]
"""A case as decoded JSON: the shape of the case file, days as texts."""

_ROW = re.compile(r"(?P<table>\w+)\[(?P<number>\d+)\]")


def value_in(data: Data, key: str) -> Any:
    """Return what stands under a key such as "order.number" or "evidence", or None."""
    table, _, name = key.partition(".")
    holder = data.get(table)
    if not name:
        return holder
    return holder.get(name) if isinstance(holder, dict) else None


def with_value(data: Data, key: str, value: Any) -> Data:
    """Return the data with one answer changed; None or an empty text takes it out."""
    table, _, name = key.partition(".")
    if name:
        holder = data.get(table)
        inner = dict(holder) if isinstance(holder, dict) else {}
        value = _with(inner, name, value) or None
    return _with(data, table, value)


def _with(holder: Data, name: str, value: Any) -> Data:
    if value is None or value == "":
        return {key: each for key, each in holder.items() if key != name}
    return {**holder, name: value}


def without(data: Data, key: str) -> Data:
    """Return the data without what a key names; of a row that is at fault nothing is left."""
    row = _ROW.match(key)
    rows = data.get(row["table"]) if row else None
    if row is None or not isinstance(rows, list):
        return _without_nearest(data, key)
    number = int(row["number"])
    return {**data, row["table"]: [*rows[:number], *rows[number + 1 :]]}


def _without_nearest(data: Data, key: str) -> Data:
    """Return the data without the answer, or without the table that should hold it."""
    less = with_value(data, key, None)
    return less if less != data else with_value(data, re.split(r"[.\[]", key)[0], None)


def in_original_rows(key: str, taken_out: list[str]) -> str:
    """Return a key with the number that its row had before earlier rows were taken out."""
    row = _ROW.match(key)
    if row is None:
        return key
    number = int(row["number"])
    gone = sorted(
        int(other["number"])
        for other in map(_ROW.match, taken_out)
        if other is not None and other["table"] == row["table"]
    )
    for each in gone:
        number += each <= number
    return f"{row['table']}[{number}]{key[row.end() :]}"
