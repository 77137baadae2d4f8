"""Finds the numbers of an order in a page that was copied whole."""

import re

_NUMBER = re.compile(r"(?<![\w-])\d(?:[ -]?\d){13,19}(?![\w-])")
"""Marketplaces number orders with 14 to 20 digits, shown in groups by some."""
_TRACKING = re.compile(r"(?<!\w)(?:[A-Z]{2}\d{9}[A-Z]{2}|[A-Z]{2,5}\d{10,18}[A-Z]{0,3})(?!\w)")
"""UPU S10 numbers, and those of carriers that begin with letters of their own."""


def found_in(text: str) -> dict[str, str]:
    """Return order and tracking number in a pasted text, by key; nothing where two could be it."""
    found = {}
    numbers = {re.sub(r"[ -]", "", match[0]) for match in _NUMBER.finditer(text)}
    if len(numbers) == 1:
        found["order.number"] = numbers.pop()
    trackings = set(_TRACKING.findall(text))
    if len(trackings) == 1:
        found["order.tracking"] = trackings.pop()
    return found
