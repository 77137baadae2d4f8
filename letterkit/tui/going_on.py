"""From one field to the next."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.screen import ScreenResultType

from letterkit.marking import N_
from letterkit.tui.field import Field, OneLine
from letterkit.tui.spoken import Spoken


class GoingOn(Spoken[ScreenResultType]):
    """A screen of fields.

    A key that leaves a line is heard before the line hears it. Otherwise what is typed right after
    it, faster than the screen follows, would still go into the line that was left.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,tab,down", "go_on(1)", show=False, priority=True),
        Binding("shift+tab,up", "go_on(-1)", show=False, priority=True),
        Binding("tab", "app.focus_next('.editor')", show=False),
        Binding("shift+tab", "app.focus_previous('.editor')", show=False),
        Binding("f8", "calendar", N_("Calendar"), id="case.calendar"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave these keys to whatever else has the focus."""
        if action == "go_on":
            return isinstance(self.focused, OneLine)
        if action == "calendar":
            return self._date_field() is not None
        return super().check_action(action, parameters)

    def action_go_on(self, step: int) -> None:
        if step > 0:
            self.focus_next(".editor")
        else:
            self.focus_previous(".editor")

    def action_calendar(self) -> None:
        field = self._date_field()
        if field is not None:
            field.post_message(Field.Opened(field.entry))

    def _date_field(self) -> Field | None:
        field = self.focused.parent if isinstance(self.focused, OneLine) else None
        return field if isinstance(field, Field) and field.entry.kind == "date" else None
