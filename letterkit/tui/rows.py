"""Lists of rows in a case: what was found, said and offered, and the pieces of evidence."""

from typing import TYPE_CHECKING

from letterkit.answering.data import Data
from letterkit.answering.entries import Entry, row_entries
from letterkit.answering.sketch import Sketch
from letterkit.domain.text import safe
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.tui.exhibits import MarkingExhibits
from letterkit.tui.field import shown_answer
from letterkit.tui.lines import cut
from letterkit.tui.picker import Item, Picked, Picker
from letterkit.tui.row_editor import RowEditor

if TYPE_CHECKING:
    from letterkit.tui.case_screen import CaseScreen

_ADD, _NONE = "+", "0"
_LONGEST = 140
"""Cells of a row's summary: two lines of a list."""


def shown_rows(entry: Entry, sketch: Sketch, voice: Voice) -> str:
    """Return one line for each row."""
    rows = entry.value or []
    if entry.kind == "exhibits":
        return "\n".join(_exhibit(row, voice) for row in rows)
    if entry.key == "contacts" and entry.value == []:
        return voice.say(N_("Nobody has said anything yet"))
    return "\n".join(_row(entry.key, row, sketch, voice) for row in rows)


def _exhibit(row: Data, voice: Voice) -> str:
    kind = voice.catalog.evidence_kinds.get(row.get("kind", ""))
    exhibit = voice.catalog.exhibits.get(row.get("shows", ""))
    label = voice.say(exhibit.label) if exhibit else safe(str(row.get("shows", "")))
    return f"{voice.say(kind.label)}: {label}" if kind else label


def _row(table: str, row: Data, sketch: Sketch, voice: Voice) -> str:
    """Return a row in a line or two, its day first; yes and no say nothing without the question."""
    if sketch.case is None:
        return ""
    entries = [
        entry
        for entry in row_entries(table, row, sketch.case, voice.catalog)
        if entry.kind != "yes-no" and not (entry.key == "by" and _names_who(row, voice))
    ]
    entries.sort(key=lambda entry: entry.kind != "date")
    answers = (shown_answer(entry, voice).replace("\n", ", ") for entry in entries)
    return cut(" · ".join(filter(None, answers)), _LONGEST)


def _names_who(row: Data, voice: Voice) -> bool:
    """Whether what was said is a sentence of its own, which says by whom."""
    side = voice.catalog.sides.get(row.get("by", ""))
    return side is not None and row.get("said") in [each.id for each in side.statements]


def edit_rows(screen: "CaseScreen", entry: Entry) -> None:
    """Let the buyer add, change and take out rows."""
    if entry.kind == "exhibits":
        MarkingExhibits(screen, entry).mark()
    elif entry.value or entry.key == "contacts":
        _pick_row(screen, entry)
    else:
        _edit_row(screen, entry, 0, {})


def _pick_row(screen: "CaseScreen", entry: Entry) -> None:
    say = screen.voice.say
    rows = entry.value or []
    items = [
        Item(id=str(number), label=_row(entry.key, row, screen.sketch, screen.voice))
        for number, row in enumerate(rows, start=1)
    ]
    items.append(Item(id=_ADD, label=say(N_("+ Add"))))
    if entry.key == "contacts" and not rows:
        items.append(Item(id=_NONE, label=say(N_("Nobody has said anything yet"))))

    def picked(ids: Picked) -> None:
        if ids == (_NONE,):
            screen.answers.replace({**screen.answers.data, "contacts": []})
            screen.changed()
            screen.go_on_from(entry)
        elif ids == (_ADD,):
            _edit_row(screen, entry, len(rows), {})
        elif ids:
            _edit_row(screen, entry, int(ids[0]) - 1, rows[int(ids[0]) - 1])
        elif rows:
            screen.go_on_from(entry)

    # Most who open the list want to add to it.
    why = say(entry.why) if entry.why else ""
    screen.app.push_screen(Picker(say(entry.ask), items, picked=(_ADD,), why=why), picked)


def _edit_row(screen: "CaseScreen", entry: Entry, number: int, row: Data) -> None:
    case = screen.sketch.case
    if case is None:
        return

    def edited(changed: Data | None) -> None:
        if changed:
            screen.answers.put_row(entry.key, number, changed)
        elif row:
            screen.answers.drop_row(entry.key, number)
        else:
            return
        screen.changed()
        again = next(each for each in screen.sketch.entries if each.key == entry.key)
        # Esc closes one box at a time, whatever was done in it.
        _pick_row(screen, again)

    screen.app.push_screen(RowEditor(entry.key, screen.voice.say(entry.ask), row, case), edited)
