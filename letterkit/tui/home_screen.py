"""All cases, the one with the nearest day first."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import ClassVar, overload

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.widgets import Input, Static

from letterkit.answering.summary import next_day
from letterkit.domain.text import safe
from letterkit.errors import LetterkitError
from letterkit.marking import N_
from letterkit.store.store import CaseLine
from letterkit.tui.keys import Keys
from letterkit.tui.lines import NARROWEST_TEXT, Line, Lines, cut
from letterkit.tui.menu import Command
from letterkit.tui.spoken import Spoken

SOON = 3
"""Days to a last day from which on it stands out."""


class _Made(Sequence[Line]):
    """Lines that are made one by one, each when it is drawn for the first time."""

    def __init__(self, count: int, line_of: Callable[[int], Line]) -> None:
        self._count = count
        self._line_of = cache(line_of)

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Line: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Line]: ...

    def __getitem__(self, place: int | slice) -> Line | Sequence[Line]:
        if isinstance(place, slice):
            return [self._line_of(each) for each in range(*place.indices(self._count))]
        return self._line_of(place)


class CaseList(Lines):
    """A line for each case; the cursor goes up and down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "move(-10)", show=False),
        Binding("pagedown", "move(10)", show=False),
        Binding("home", "move(-100000)", show=False),
        Binding("end", "move(100000)", show=False),
    ]

    DEFAULT_CSS = """
    CaseList { scrollbar-gutter: stable; }
    """

    class Clicked(Message):
        """A line was clicked."""

    @property
    def text_width(self) -> int:
        """Cells for a line, before the first frame too: the list goes from edge to edge."""
        if self.size.width:
            return super().text_width
        return max(NARROWEST_TEXT, self.app.size.width - self.scrollbar_size_vertical - 2)

    def show_cases(self, count: int, line_of: Callable[[int], Line]) -> None:
        """Show a list whose lines are made when they are looked at."""
        self.replace_lines(_Made(count, line_of))

    def move_to(self, place: int) -> None:
        before, count = self.cursor, len(self._lines)
        self.cursor = max(0, min(place, count - 1)) if count else None
        for changed in {before, self.cursor} - {None}:
            self.refresh_line(changed or 0)
        if self.cursor is not None:
            top, height = self.scroll_offset.y, max(1, self.size.height)
            if not top <= self.cursor < top + height:
                above = self.cursor if self.cursor < top else self.cursor - height + 1
                self.scroll_to(y=above, animate=False)

    def action_move(self, step: int) -> None:
        self.move_to((self.cursor or 0) + step)

    def on_click(self, event: Click) -> None:
        line = event.y + self.scroll_offset.y
        if line < len(self._lines):
            self.move_to(line)
            self.post_message(self.Clicked())


class HomeScreen(Spoken[None]):
    """What has been begun, and what is due."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Heard before what has the focus hears them: what is typed next is meant for the case.
        Binding("enter", "open", N_("Open"), priority=True, id="home.open"),
        Binding("f2", "new", N_("New case"), priority=True, id="home.new"),
        Binding("f3", "search", N_("Search"), priority=True, id="home.search"),
        Binding("f5", "duplicate", N_("Duplicate"), show=False, id="home.duplicate"),
        Binding("f6", "archive", N_("Archive"), show=False, id="home.archive"),
        Binding("f8,delete", "delete", N_("Delete"), id="home.delete"),
        Binding("f9", "undo", N_("Undo"), show=False, id="home.undo"),
        Binding("ctrl+z,ctrl+я,ctrl+ㅋ,ctrl+ზ", "undo", show=False, id="home.undo-too"),
        Binding("escape", "stop_search", show=False),
    ]

    DEFAULT_CSS = """
    HomeScreen {
        #title { height: auto; padding: 0 1; background: $panel; }
        #search { display: none; }
        #search.-open { display: block; }
        #none { height: auto; padding: 1 2; display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[CaseLine] = []
        self._shown: list[CaseLine] = []
        self._width = 0
        """Cells of a line, when they were last made."""
        self._is_archive_shown = False
        self._undo: list[tuple[str, str]] = []
        """What was done to which case, to be taken back."""

    def compose(self) -> ComposeResult:
        yield Static(id="title", markup=False)
        yield Input(id="search", compact=True)
        yield Static(id="none", markup=False)
        yield CaseList(id="cases")
        yield Keys()

    def on_mount(self) -> None:
        self.set_focus(self.query_one(CaseList))

    @property
    def is_empty(self) -> bool:
        """Whether there is no case to show."""
        return not self._lines

    def on_screen_resume(self) -> None:
        self.reload()

    def on_resize(self) -> None:
        # The size is told several times before the first frame.
        if self.query_one(CaseList).text_width != self._width:
            self._show()

    def speak_anew(self) -> None:
        self.reload()
        self.query_one(Keys).refresh()

    def reload(self) -> None:
        """Read the cases anew."""
        try:
            self._lines = self.desk.store.lines(archived=self._is_archive_shown)
        except LetterkitError as error:
            self.desk.tell_error(error)
        today = self.desk.today().isoformat()
        self._lines.sort(key=lambda line: _urgency(line, today))
        say = self.voice.say
        self.query_one("#search", Input).placeholder = say(N_("Type to search"))
        self._show()

    def _show(self) -> None:
        say = self.voice.say
        words = self.query_one("#search", Input).value.casefold().split()
        self._shown = [
            line for line in self._lines if all(word in self._found_by(line) for word in words)
        ]
        cases = self.query_one(CaseList)
        title = N_("letterkit: letters that get your money back. Nothing leaves this computer.")
        self.query_one("#title", Static).update(say(self.desk.promise(title)))
        none = self.query_one("#none", Static)
        none.display = not self._shown
        if self._lines:
            none.update(say(N_("Nothing like that is here.")))
        else:
            none.update(
                say(
                    N_(
                        "No cases yet. Press F2 and say what went wrong: after a few answers the "
                        "letter is ready, in English and beside it in your language."
                    )
                )
            )
        self._width = width = cases.text_width
        shown = self._shown
        cases.show_cases(len(shown), lambda place: self._line(shown[place], width))
        cases.move_to(cases.cursor or 0)

    def _found_by(self, line: CaseLine) -> str:
        summary = line.summary
        texts = (line.id, self._problem(line), summary.get("item"), summary.get("number"))
        return " ".join(str(text) for text in texts if text).casefold()

    def _problem(self, line: CaseLine) -> str:
        problem = self.desk.catalog.problems.get(line.summary.get("problem") or "")
        return self.voice.say(problem.label) if problem else self.voice.say(N_("New case"))

    def _line(self, line: CaseLine, width: int) -> Line:
        """Return what is due, what went wrong, and with what."""
        due, style = self._due(line, self.desk.today())
        what = safe(str(line.summary.get("item") or line.summary.get("number") or ""))
        wide = min(40, width * 2 // 5)
        rest = max(8, width - wide - 4)
        half = min(rest * 2 // 3, max(rest // 2, rest - cell_len(what)))
        return (
            (set_cell_size(cut(due, wide), wide) + "  ", style),
            (set_cell_size(cut(self._problem(line), half), half) + "  ", ""),
            (cut(what, rest - half), "dim"),
        )

    def _due(self, line: CaseLine, today: date) -> tuple[str, str]:
        """Return the next day of a case in words, and its style."""
        say = self.voice.say
        if line.is_archived:
            return say(N_("archived")), "dim"
        found = next_day(line.summary, today.isoformat())
        if found is None:
            missing = line.summary.get("missing")
            return (say(N_("not finished")) if missing else "–"), "dim"
        day, about = date.fromisoformat(found[0]), found[1]
        kind = self.desk.catalog.deadlines.get(about)
        left = (day - today).days
        when = say(N_("past")) if left < 0 else say(N_("today"))
        if left > 0:
            when = self.voice.ngettext("%(num)s day left", "%(num)s days left", left)
        text = f"{when}: {say(kind.label)}" if kind else when
        return text, "late" if left < 0 else "gap" if left <= SOON else "good"

    def _here(self) -> CaseLine | None:
        place = self.query_one(CaseList).cursor
        return self._shown[place] if place is not None and self._shown else None

    def action_open(self) -> None:
        """Open the case under the cursor, once all that was typed before has been searched for."""
        search = self.query_one("#search", Input)
        if self.focused is search:
            self.desk.hold_keys()
            search.call_later(search.action_submit)
        else:
            self._open_here()

    @on(CaseList.Clicked)
    def _open_here(self) -> None:
        line = self._here()
        if line is None:
            self.action_new()
        else:
            self.desk.open_case(line.id)

    def action_new(self) -> None:
        self.desk.new_case()

    def action_search(self) -> None:
        search = self.query_one("#search", Input)
        search.add_class("-open")
        self.set_focus(search)

    def action_stop_search(self) -> None:
        search = self.query_one("#search", Input)
        search.value = ""
        search.remove_class("-open")
        self.set_focus(self.query_one(CaseList))
        self._show()

    @on(Input.Changed, "#search")
    def _searched(self) -> None:
        self._show()

    @on(Input.Submitted, "#search")
    def _found(self) -> None:
        self._open_here()
        self.take_keys()

    def action_duplicate(self) -> None:
        line = self._here()
        if line is None:
            return
        try:
            copy = self.desk.store.add(self.desk.store.case(line.id).data, summary=line.summary)
        except LetterkitError as error:
            self.desk.tell_error(error)
            return
        self._did("add", copy.id, N_("The case has been duplicated."))

    def action_archive(self) -> None:
        line = self._here()
        if line is not None:
            way = "unarchive" if line.is_archived else "archive"
            self._change(way, line.id)
            said = N_("The case is back among the others.")
            self._did(way, line.id, said if line.is_archived else N_("The case is archived."))

    def action_delete(self) -> None:
        line = self._here()
        if line is not None:
            self._change("delete", line.id)
            self._did("delete", line.id, N_("The case is deleted. F9 brings it back."))

    def action_undo(self) -> None:
        """Take back what was done last in this list."""
        if not self._undo:
            self.notify(self.voice.say(N_("There is nothing to undo.")), markup=False)
            return
        way, id = self._undo.pop()
        opposite = {"add": "delete", "delete": "restore", "archive": "unarchive"}
        self._change(opposite.get(way, "archive"), id)
        self.reload()

    def action_show_archived(self) -> None:
        self._is_archive_shown = not self._is_archive_shown
        self.reload()

    def _change(self, way: str, id: str) -> None:
        store = self.desk.store
        try:
            if way in ("archive", "unarchive"):
                store.archive(id, archived=way == "archive")
            elif way == "delete":
                store.delete(id)
            else:
                store.restore(id)
        except LetterkitError as error:
            self.desk.tell_error(error)

    def _did(self, way: str, id: str, said: str) -> None:
        self._undo.append((way, id))
        self.reload()
        self.notify(self.voice.say(said), markup=False)

    def commands(self) -> list[Command]:
        """Return what the menu offers here."""
        return [
            Command("new", N_("New case")),
            Command("open", N_("Open")),
            Command("search", N_("Search")),
            Command("duplicate", N_("Duplicate")),
            Command("archive", N_("Archive, or take out of the archive")),
            Command("show_archived", N_("Show or hide archived cases")),
            Command("delete", N_("Delete")),
            Command("undo", N_("Undo")),
        ]


def _urgency(line: CaseLine, today: str) -> tuple[int, str]:
    """Days to come first, soonest at the top; then those without one; then those that are past."""
    found = next_day(line.summary, today)
    if line.is_archived:
        return 3, ""
    if found is None:
        return 1, ""
    return (0 if found[0] >= today else 2), found[0]
