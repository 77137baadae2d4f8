"""Marks which pieces of evidence there are, and asks of what kind each is."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from letterkit.answering.data import Data
from letterkit.answering.entries import Entry
from letterkit.marking import N_
from letterkit.tui.picker import Item, Picked, Picker
from letterkit.tui.picking import items_of

if TYPE_CHECKING:
    from letterkit.tui.case_screen import CaseScreen


class MarkingExhibits:
    """The evidence while it is marked; the case changes once the last kind is known."""

    def __init__(self, screen: "CaseScreen", entry: Entry) -> None:
        self._screen = screen
        self._entry = entry
        listed = {choice.id for choice in entry.choices}
        rows = entry.value or []
        self._others = [row for row in rows if row.get("shows") not in listed]
        """Pieces that are not offered for this problem stay as they are."""
        self._pieces: dict[str, Data] = {
            row["shows"]: row for row in rows if row.get("shows") in listed
        }
        """The pieces whose kind is known, by what they show."""

    def mark(self, marked: Iterable[str] | None = None) -> None:
        """Let the buyer mark what there is."""
        screen, entry = self._screen, self._entry

        def picked(ids: Picked) -> None:
            if ids is not None:
                self._ask_kinds(ids)

        now = self._pieces if marked is None else marked
        title = screen.voice.say(entry.ask)
        why = screen.voice.say(entry.why)
        screen.app.push_screen(
            Picker(title, items_of(entry, screen), picked=now, several=True, why=why), picked
        )

    def _ask_kinds(self, ids: tuple[str, ...]) -> None:
        """Ask for each new piece whether it is a photo, a video …, where that is not plain."""
        for id in ids:
            if id in self._pieces:
                continue
            usual = self._screen.desk.catalog.exhibits[id].usual
            if not usual:
                self._ask_kind(id, ids)
                return
            self._pieces[id] = {"kind": usual, "shows": id}
        evidence: Any = [*(self._pieces[id] for id in ids), *self._others]
        self._screen.answer("evidence", evidence or None)
        self._screen.answers.settle()
        if evidence:
            self._screen.go_on_from(self._entry)

    def _ask_kind(self, id: str, ids: tuple[str, ...]) -> None:
        """Ask for the kind of one piece; without an answer, go back to what is marked."""
        say, catalog = self._screen.voice.say, self._screen.desk.catalog

        def picked(kinds: Picked) -> None:
            if kinds is None:
                self.mark(ids)
                return
            self._pieces[id] = {"kind": kinds[0], "shows": id}
            self._ask_kinds(ids)

        items = [
            Item(id=kind.id, label=say(kind.label), also=kind.label)
            for kind in catalog.evidence_kinds.values()
        ]
        asked = say(N_("What kind of evidence is it?"))
        title = f"{say(catalog.exhibits[id].label)}\n{asked}"
        self._screen.app.push_screen(Picker(title, items), picked)
