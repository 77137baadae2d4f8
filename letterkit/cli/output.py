"""Prints: the letter and lists to stdout, everything else to stderr."""

import os
import sys
from typing import Any

import msgspec

from letterkit.errors import LetterkitError, Translate


def say(text: str = "") -> None:
    """Print what was asked for."""
    print(text)


def remark(text: str) -> None:
    """Print something for the person that is not part of the result."""
    print(text, file=sys.stderr)


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    encoded = msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2)
    print(encoded.decode())


def complain(error: LetterkitError, translate: Translate) -> None:
    """Print what is wrong, where, and what to do."""
    place = "".join(f"{part}: " for part in ("letterkit", error.file, error.key) if part)
    remark(place + error.told(translate))
    if advice := error.advice(translate):
        remark(advice)


def forget_output() -> None:
    """Keep Python from complaining once more when it flushes at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(nowhere, stream.fileno())
