"""Finds the messages in TOML files for Babel's extraction: `make messages` calls it."""

import tomllib
from collections.abc import Iterator
from typing import Any, BinaryIO

_MESSAGES = {
    "act", "answer",
    "ask", "ask_expected", "ask_found", "ask_part", "can", "cannot", "does",
    "exact",
    "label", "law", "note", "phase", "purpose", "quotes", "reported", "reports", "says",
    "search", "tells", "title", "unknown", "why",
}  # fmt: skip
"""Keys whose texts a person reads or types. `exact` is also shown untranslated."""
_COMMON_NAMES = ("card", "authority")
"""Kinds of places whose `name` is a word; other names are the same in every language."""


def extract_toml(
    file: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield line, function, message and comments, as Babel asks of an extractor."""
    del keywords, comment_tags, options
    text = file.read().decode()
    lines = text.splitlines()
    for message in _messages(tomllib.loads(text)):
        opening = message.replace("\\", "\\\\").replace('"', '\\"')
        number = next((at for at, line in enumerate(lines, start=1) if opening in line), 1)
        yield number, "gettext", message, []


def _messages(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _messages(each)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key in _MESSAGES and isinstance(each, str):
                if each:
                    yield each
            elif key in _MESSAGES:
                yield from each
            elif key == "name" and value.get("kind") in _COMMON_NAMES:
                yield each
            elif not key.startswith("example"):
                yield from _messages(each)
