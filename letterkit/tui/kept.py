"""A case that is changed on a screen, and saved as it changes."""

import asyncio
import threading
from typing import Any

from textual import work
from textual.timer import Timer

from letterkit.answering.changes import Answers
from letterkit.answering.data import Data
from letterkit.answering.keeping import ElsewhereError, Keeper
from letterkit.answering.sketch import Sketch, sketched
from letterkit.answering.summary import Summary, summary_of
from letterkit.errors import LetterkitError
from letterkit.marking import N_
from letterkit.tui.picker import Item, Picked, Picker
from letterkit.tui.spoken import Spoken

SAVE_AFTER = 0.15
"""Seconds after the first keystroke that is not saved yet."""


class Kept(Spoken[None]):
    """The answers of one case, what follows from them, and where they are kept."""

    def __init__(self, data: Data, keeper: Keeper) -> None:
        super().__init__()
        self.keeper = keeper
        self._first_data = data
        self._saving: Timer | None = None
        self._is_unsaved = False
        self._one_at_a_time = threading.Lock()
        self.cannot_save = False
        """Whether the buyer has been told that the case cannot be saved now."""

    def on_mount(self) -> None:
        self.answers = Answers(self._first_data, self.desk.catalog)
        self.sketch: Sketch = self._sketched(self.answers.data)

    def _sketched(self, data: Data) -> Sketch:
        return sketched(data, self.desk.catalog, today=self.desk.today())

    def show_answers(self, *, typed: str = "") -> None:
        """Show all that follows from the answers; `typed` is the one that is being typed."""
        raise NotImplementedError

    def show_change(self, before: Sketch) -> None:
        """Show where the answers differ from those that were there before."""
        raise NotImplementedError

    def take_over(self) -> None:
        """Answer with what has been typed and not been heard of yet."""

    def answer(self, key: str, value: Any, *, is_typed: bool = False) -> None:
        if self.answers.put(key, value):
            self.changed(typed=key if is_typed else "")

    def changed(self, *, typed: str = "") -> None:
        """Have a change saved soon, and show what follows from it."""
        # First of all: a mistake in what follows must not cost the answer.
        self._is_unsaved = True
        if self._saving is None:
            self._saving = self.set_timer(SAVE_AFTER, self._save_soon)
        self.sketch = self._sketched(self.answers.data)
        self.show_answers(typed=typed)

    def action_undo(self) -> None:
        self._step(moved=self.answers.undo(), nothing=N_("There is nothing to undo."))

    def action_redo(self) -> None:
        self._step(moved=self.answers.redo(), nothing=N_("There is nothing to redo."))

    def _step(self, *, moved: bool, nothing: str) -> None:
        if moved:
            before = self.sketch
            self.changed()
            self.show_change(before)
        else:
            self.notify(self.voice.say(nothing), markup=False)

    def save(self) -> None:
        """Keep the case as it is now, if it is not kept yet, before anything else happens."""
        self.take_over()
        if self._saving is not None:
            self._saving.stop()
            self._saving = None
        if self._is_unsaved:
            self._is_unsaved = False
            self._saved(self._try_to_save(*self._to_save()))

    @work(exclusive=True, group="save")
    async def _save_soon(self) -> None:
        """Keep the case while the buyer types on: the disk may take its time."""
        self._saving = None
        if self._is_unsaved:
            self._is_unsaved = False
            self._saved(await asyncio.to_thread(self._try_to_save, *self._to_save()))

    def _to_save(self) -> tuple[Data, Summary]:
        return self.answers.data, summary_of(self.answers.data, self.sketch)

    def _try_to_save(self, data: Data, summary: Summary) -> Exception | None:
        with self._one_at_a_time:
            try:
                self.keeper.save(data, summary)
            except (LetterkitError, ElsewhereError) as error:
                return error
        return None

    def _saved(self, error: Exception | None) -> None:
        """Show whether the case could be kept."""
        if isinstance(error, ElsewhereError):
            self._ask_which_counts(error)
        elif isinstance(error, LetterkitError):
            self._is_unsaved = True
            self.tell_once(error)
        elif self.cannot_save:
            self.cannot_save = False
            self.show_answers()

    def tell_once(self, error: LetterkitError) -> None:
        """Warn that the case cannot be saved; the next change tries again."""
        if not self.cannot_save:
            self.cannot_save = True
            self.show_answers()
            self.desk.tell_error(error)

    def _ask_which_counts(self, error: ElsewhereError) -> None:
        say = self.voice.say
        items = [
            Item(
                id="theirs",
                label=say(N_("Take what was saved there")),
                note=say(N_("What you have here is kept as a case of its own.")),
            ),
            Item(
                id="mine",
                label=say(N_("Keep what is here")),
                note=say(N_("What was saved there is kept as a case of its own.")),
            ),
        ]

        def chosen(ids: Picked) -> None:
            mine, theirs = self.answers.data, error.data
            takes_theirs = ids == ("theirs",)
            error.overwrite()
            try:
                other = mine if takes_theirs else theirs
                self.desk.store.add(other, summary=summary_of(other, self._sketched(other)))
            except LetterkitError as failure:
                self.tell_once(failure)
            if takes_theirs:
                self.answers.replace(theirs)
            self.changed()

        title = say(N_("This case was changed in another window in the meantime."))
        self.app.push_screen(Picker(title, items), chosen)

    def action_close(self) -> None:
        self.save()
        self.keeper.close()
        self.desk.go_home()
