"""Opens the list or the calendar in which an answer is picked."""

from collections.abc import Callable
from datetime import date
from typing import Any

from letterkit.answering.entries import Entry
from letterkit.domain.answers import read_as
from letterkit.marking import N_
from letterkit.tui.day_picker import DayPicker
from letterkit.tui.picker import Item, Picked, Picker
from letterkit.tui.spoken import Spoken

_OPEN = "-"
"""Stands for an answer that is left open."""


def pick_answer(screen: Spoken[Any], entry: Entry, answer: Callable[[Any], None]) -> None:
    """Let the buyer pick the answer to an entry; `answer` is called if they do."""
    if entry.kind == "date":
        _pick_day(screen, entry, answer)
    elif entry.kind == "list":
        _pick_some(screen, entry, answer)
    else:
        _pick_one(screen, entry, answer)


def _pick_day(screen: Spoken[Any], entry: Entry, answer: Callable[[Any], None]) -> None:
    value = read_as("date", entry.value)
    start = value if isinstance(value, date) else screen.desk.today()

    def picked(day: date | None) -> None:
        if day is not None:
            answer(day.isoformat())

    screen.app.push_screen(DayPicker(screen.voice.say(entry.ask), start), picked)


def _pick_some(screen: Spoken[Any], entry: Entry, answer: Callable[[Any], None]) -> None:
    def picked(ids: Picked) -> None:
        if ids is not None:
            answer(list(ids) or None)

    say = screen.voice.say
    picker = Picker(
        say(entry.ask),
        items_of(entry, screen),
        picked=entry.value or (),
        several=True,
        why=say(entry.why) if entry.why else "",
    )
    screen.app.push_screen(picker, picked)


def _pick_one(screen: Spoken[Any], entry: Entry, answer: Callable[[Any], None]) -> None:
    say = screen.voice.say
    items = items_of(entry, screen)
    values: dict[str, Any] = {item.id: item.id for item in items}
    now = entry.value
    if entry.kind == "yes-no":
        items = [Item(id="yes", label=say(N_("Yes"))), Item(id="no", label=say(N_("No")))]
        values = {"yes": True, "no": False}
        now = {True: "yes", False: "no"}.get(entry.value)
    if not entry.is_needed:
        items.append(Item(id=_OPEN, label=say(N_("Leave it open"))))

    def picked(ids: Picked) -> None:
        if ids is not None:
            answer(values.get(ids[0]))

    why = say(entry.why) if entry.why else ""
    picker = Picker(say(entry.ask), items, picked=(now,) if now else (), why=why)
    screen.app.push_screen(picker, picked)


def items_of(entry: Entry, screen: Spoken[Any]) -> list[Item]:
    """Return an entry's choices, found under their English as well."""
    say = screen.voice.say
    none = ("",) * len(entry.choices)
    return [
        Item(
            id=choice.id,
            label=say(choice.label or choice.says),
            note=say(note) if note else "",
            also=_in_both(say, choice.label, choice.says, search),
        )
        for choice, note, search in zip(
            entry.choices, entry.purposes or none, entry.found_by or none, strict=True
        )
    ]


def _in_both(say: Callable[[str], str], label: str, *others: str) -> str:
    """Return a label in English, and other texts in English and in the language of `say`."""
    texts = filter(None, others)
    return " ".join([label, *(word for text in texts for word in (text, say(text)))]).strip()
