"""From one field to the next."""

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.screen import ScreenResultType

from letterkit.answering.entries import Entry
from letterkit.answering.typed import HOW
from letterkit.marking import N_
from letterkit.tui.field import Field, OneLine, Pick
from letterkit.tui.form_view import FormView
from letterkit.tui.spoken import Spoken


class GoingOn(Spoken[ScreenResultType]):
    """A screen of fields.

    A key that leaves a line, or opens a list, is heard before what has the focus hears it.
    Otherwise what is typed right after it, faster than the screen follows, would still go to what
    was left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab,down", "go_on(1)", show=False, priority=True),
        Binding("shift+tab,up", "go_on(-1)", show=False, priority=True),
        Binding("enter", "open_here", show=False, priority=True),
        Binding("enter", "answer_here", N_("Choose"), priority=True),
        Binding("tab", "app.focus_next('.editor')", show=False),
        Binding("shift+tab", "app.focus_previous('.editor')", show=False),
        Binding("f8", "calendar", N_("Calendar"), id="case.calendar"),
    ]

    _is_settling = True
    """Whether it does not know yet at which question the buyer is."""

    @property
    def is_up(self) -> bool:
        return super().is_up and not self._is_settling

    def settle(self) -> None:
        """Take keys from now on: the question that they are meant for has the focus."""
        self._is_settling = False
        self.take_keys()

    def go_on_from(self, entry: Entry) -> None:
        """Go to the next question without an answer, once what was picked is on the screen."""
        self._is_settling = True
        self.call_after_refresh(self._go_on_from, entry.key)

    def _go_on_from(self, key: str) -> None:
        self.query_one(FormView).focus_next_open(key)
        self.settle()

    def help_of_question(self) -> list[str]:
        """Return why the question under the cursor is asked, and how it is answered."""
        field = self.focused.parent if self.focused else None
        if not isinstance(field, Field):
            return []
        entry = field.entry
        told = filter(None, (entry.ask, entry.why, HOW.get(entry.kind, "")))
        return list(map(self.voice.say, told))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave these keys to whatever else has the focus."""
        if action == "go_on":
            return isinstance(self.focused, OneLine)
        if action == "open_here":
            return isinstance(self.focused, Pick)
        if action == "answer_here":
            return bool(self.awaited_here)
        if action == "calendar":
            return self._date_field() is not None
        return super().check_action(action, parameters)

    def action_go_on(self, step: int) -> None:
        if step > 0:
            self.focus_next(".editor")
        else:
            self.focus_previous(".editor")

    def action_open_here(self) -> None:
        field = self.focused.parent if self.focused else None
        if isinstance(field, Field):
            self.open(field.entry)

    @property
    def awaited_here(self) -> str:
        """The key of the question to which a line under the cursor leads, or nothing."""
        return ""

    def action_answer_here(self) -> None:
        self.go_to_question(self.awaited_here)

    def go_to_question(self, key: str) -> None:
        """Go to the question of a key."""
        raise NotImplementedError

    def action_calendar(self) -> None:
        field = self._date_field()
        if field is not None:
            self.open(field.entry)

    @on(Field.Opened)
    def _opened(self, event: Field.Opened) -> None:
        self.open(event.entry)

    def open(self, entry: Entry) -> None:
        """Let the buyer pick the answer to an entry."""
        raise NotImplementedError

    def _date_field(self) -> Field | None:
        field = self.focused.parent if isinstance(self.focused, OneLine) else None
        return field if isinstance(field, Field) and field.entry.kind == "date" else None
