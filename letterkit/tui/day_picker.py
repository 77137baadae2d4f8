"""A month to pick a day from."""

import calendar
from datetime import date, timedelta
from typing import ClassVar

from babel import Locale
from babel.dates import format_skeleton
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static
from wcwidth import rjust

from letterkit.files.cases import FIRST_YEAR, LAST_YEAR
from letterkit.marking import N_
from letterkit.rendering.formats import day, locale_of
from letterkit.tui.keys import Keys
from letterkit.tui.spoken import SpokenModal

_MONDAY_FIRST = calendar.Calendar(firstweekday=0)


class DayPicker(SpokenModal[date | None]):
    """Arrows go from day to day, Page Up and Page Down from month to month."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("Choose")),
        Binding("escape", "dismiss(None)", N_("Close")),
        Binding("left", "move(-1)", show=False),
        Binding("right", "move(1)", show=False),
        Binding("up", "move(-7)", show=False),
        Binding("down", "move(7)", show=False),
        Binding("pageup", "month(-1)", N_("Month before")),
        Binding("pagedown", "month(1)", N_("Month after")),
    ]

    DEFAULT_CSS = """
    DayPicker {
        #box { width: 66; }
        #month { height: auto; width: auto; margin: 1 0; }
    }
    """

    def __init__(self, title: str, start: date) -> None:
        super().__init__()
        self._title = title
        self._day = start

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self._title, id="title", markup=False)
            yield Static(id="month")
            yield Static(id="chosen", markup=False)
            yield Keys()

    def on_mount(self) -> None:
        self._show()

    def action_move(self, days: int) -> None:
        self._go_to(self._day + timedelta(days=days))

    def action_month(self, step: int) -> None:
        count = self._day.year * 12 + self._day.month - 1 + step
        year, month = divmod(count, 12)
        last = calendar.monthrange(year, month + 1)[1]
        self._go_to(date(year, month + 1, min(self._day.day, last)))

    def action_pick(self) -> None:
        self.dismiss(self._day)

    def _go_to(self, other: date) -> None:
        if FIRST_YEAR <= other.year <= LAST_YEAR:
            self._day = other
            self._show()

    def _show(self) -> None:
        locale = locale_of(self.voice.language)
        month = format_skeleton("yMMMM", self._day, locale=locale)
        lines = [Content.styled(month, "bold"), Content.styled(_weekdays(locale), "$text-muted")]
        for week in _MONDAY_FIRST.monthdatescalendar(self._day.year, self._day.month):
            lines.append(Content("").join(self._cell(each) for each in week))
        self.query_one("#month", Static).update(Content("\n").join(lines))
        self.query_one("#chosen", Static).update(day(self._day, self.voice.language))

    def _cell(self, each: date) -> Content:
        text = f"{each.day:>3} "
        if each == self._day:
            return Content.styled(text, "reverse")
        if each.month != self._day.month:
            return Content.styled(text, "$text-disabled")
        return Content.styled(text, "bold underline" if each == self.desk.today() else "")


def _weekdays(locale: Locale) -> str:
    names = locale.days["stand-alone"]["short"]
    return "".join(rjust(names[number][:2], 3) + " " for number in range(7))
