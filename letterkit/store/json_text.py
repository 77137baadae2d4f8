"""Case data to JSON and back, whatever was typed into it."""

from typing import Any

import msgspec


def as_json(data: Any) -> str:
    """Return `data` as JSON; days become ISO text."""
    try:
        return msgspec.json.encode(data).decode()
    except UnicodeEncodeError:
        # Half of a character, as a broken paste can leave it, is no UTF-8; escaped, it is kept.
        import json

        return json.dumps(data, default=str)


def from_json(text: str) -> Any:
    """Return what `as_json` was given.

    Raises:
        ValueError: it is no JSON.
    """
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        import json

        return json.loads(text)
