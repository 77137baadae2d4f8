"""Prints: the letter and lists to stdout, everything else to stderr.

Nothing that is printed here can command the terminal, wherever it comes from.
"""

import os
import sys
from typing import Any, TextIO

import msgspec

from letterkit.domain.text import safe, safe_in_json
from letterkit.errors import LetterkitError, Translate

LONGEST = 2_000
"""Characters of what is said of one error."""


def say(text: str = "") -> None:
    """Print what was asked for."""
    print(safe(text))


def remark(text: str) -> None:
    """Print something for the person that is not part of the result."""
    try:
        print(safe(text), file=sys.stderr)
    except OSError:
        # Nobody can be told; what was asked for goes on.
        forget(sys.stderr)


def ask(question: str) -> str:
    """Ask at the terminal and return the answer."""
    return input(safe(question))


def say_json(value: Any) -> None:
    """Print a value as JSON."""
    encoded = msgspec.json.format(msgspec.json.encode(value, enc_hook=str), indent=2)
    print(safe_in_json(encoded.decode()))


def complain(error: LetterkitError, translate: Translate) -> None:
    """Print what is wrong, where, and what to do."""
    place = "".join(f"{part}: " for part in ("letterkit", error.file, error.key) if part)
    remark(_shortened(place + error.told(translate)))
    if advice := error.advice(translate):
        remark(advice)


def _shortened(text: str) -> str:
    """Return a text without its middle, if a value in it is longer than anybody reads."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]} … {text[-half:]}"


def forget_output() -> None:
    """Lead both streams nowhere."""
    for stream in (sys.stdout, sys.stderr):
        forget(stream)


def forget(stream: TextIO) -> None:
    """Keep Python from complaining once more when it flushes a stream at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
