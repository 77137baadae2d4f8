"""Says what is wrong with an answer in the words of its question, not in those of a case file."""

import re
from collections.abc import Iterable

from letterkit.answering.entries import Entry, row_entries
from letterkit.answering.sketch import Sketch
from letterkit.answering.typed import told_with_advice
from letterkit.errors import LetterkitError
from letterkit.errors.answers import BadValueError, DemandDoesNotFitError, MissingKeyError
from letterkit.errors.names import UnknownIdError
from letterkit.marking import N_
from letterkit.presenting.voice import Voice

_ANSWER_IN_ROW = re.compile(r"(?P<table>\w+)\[(?P<number>\d+)\]\.(?P<name>\w+)")
_NOT_OFFERED = (UnknownIdError, DemandDoesNotFitError)
_UNREADABLE = (BadValueError, MissingKeyError)


def entry_of(key: str, entries: Iterable[Entry]) -> Entry | None:
    """Return the entry under which a fault's key is answered, if one is."""
    for entry in entries:
        if key == entry.key or key.startswith((f"{entry.key}[", f"{entry.key}.")):
            return entry
    return None


def fault_in_words(key: str, fault: LetterkitError, sketch: Sketch, voice: Voice) -> str:
    """Return what is wrong with the answer under a key, and what to do; `fault` is in the sketch.

    In a row it names the question.
    """
    say = voice.say
    entry = entry_of(key, sketch.entries)
    asked = _asked_in_row(key, entry, sketch, voice)
    if asked is not None:
        if asked.value in (None, ""):
            return say(N_("Not answered yet: %(question)s"), question=say(asked.ask))
        return f"{say(asked.ask)} {_told(fault, asked.kind, voice)}"
    if entry is not None and entry.kind in ("rows", "exhibits") and isinstance(fault, _UNREADABLE):
        return say(N_("Something is missing here or cannot be read: open it and answer the rest."))
    return _told(fault, entry.kind if entry else "text", voice)


def _asked_in_row(key: str, entry: Entry | None, sketch: Sketch, voice: Voice) -> Entry | None:
    """Return what was asked for one answer of a row; where that is open, the first that is."""
    match = _ANSWER_IN_ROW.fullmatch(key)
    if match is None or entry is None or entry.kind != "rows" or sketch.case is None:
        return None
    rows, number = entry.value, int(match["number"])
    if not isinstance(rows, list) or number >= len(rows) or not isinstance(rows[number], dict):
        return None
    entries = row_entries(entry.key, rows[number], sketch.case, voice.catalog)
    is_open = [each for each in entries if each.is_needed and each.value in (None, "")]
    asked = next((each for each in entries if each.key == match["name"]), None)
    return is_open[0] if asked in is_open else asked


def _told(fault: LetterkitError, kind: str, voice: Voice) -> str:
    is_picked = kind in ("one", "list") and isinstance(fault, BadValueError)
    if is_picked or isinstance(fault, _NOT_OFFERED):
        # A file names ids; here nobody has seen any.
        return voice.say(N_("What was chosen does not fit here any more: choose anew."))
    return told_with_advice(fault, kind, voice.say)
