"""One row of what was found, said or offered, question by question."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from letterkit.answering.data import Data
from letterkit.answering.entries import Entry, expected_value, row_entries
from letterkit.answering.typed import how_to_type, kept_typed
from letterkit.domain.answers import check_kind, read_as
from letterkit.domain.case import Case
from letterkit.errors.answers import BadValueError
from letterkit.marking import N_
from letterkit.tui.field import Field, shown_answer
from letterkit.tui.form_view import FormView
from letterkit.tui.going_on import GoingOn
from letterkit.tui.keys import Keys
from letterkit.tui.picking import pick_answer
from letterkit.tui.spoken import GOING_ON, SpokenModal


class RowEditor(SpokenModal[Data | None], GoingOn[Data | None]):
    """Dismissed with the row as it is now; None means that it is to be taken out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("Done"), priority=True),
        Binding("f6", "drop", N_("Delete"), priority=True),
    ]

    DEFAULT_CSS = """
    RowEditor {
        #box { padding: 0; }
        #title { padding: 0 1; }
        FormView { height: auto; }
    }
    """

    def __init__(self, table: str, title: str, row: Data, case: Case) -> None:
        super().__init__()
        self._table = table
        self._title = title
        self._row = dict(row)
        self._case = case

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self._title, id="title", markup=False)
            yield FormView(with_headings=False, classes="grows")
            yield Keys()

    def on_mount(self) -> None:
        self._show()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Go to what is to be answered first; of a new row that is always what it is about."""
        self.query_one(FormView).focus_first_open()
        if not self._row:
            self.open(self._entries()[0])
        self.settle()

    def _entries(self) -> list[Entry]:
        return row_entries(self._table, self._row, self._case, self.desk.catalog)

    def _show(self, *, typed: str = "") -> None:
        self.query_one(FormView).show(
            tuple(self._entries()),
            self.voice,
            lambda entry: shown_answer(entry, self.voice),
            self._fault_of,
            typed=typed,
        )

    def _fault_of(self, entry: Entry) -> str:
        if entry.value is None:
            return ""
        try:
            check_kind(entry.kind, read_as(entry.kind, entry.value), key="")
        except BadValueError as error:
            return self.voice.say(how_to_type(error, entry.kind))
        return ""

    @on(Field.Typed)
    def _typed(self, event: Field.Typed) -> None:
        paid = self._case.order.paid
        value = kept_typed(
            event.kind,
            event.text,
            language=self.voice.language,
            currency=paid.currency if paid else "",
            today=self.desk.today(),
        )
        self._put(event.key, value, is_typed=True)

    @on(Field.Left)
    def _left(self, event: Field.Left) -> None:
        event.field.settle()
        self._show()

    def open(self, entry: Entry) -> None:
        def picked(value: object) -> None:
            self._put(entry.key, value)
            self.go_on_from(entry)

        pick_answer(self, entry, picked)

    def _put(self, key: str, value: object, *, is_typed: bool = False) -> None:
        if key in ("what", "by", "kind") and value != self._row.get(key):
            # What was answered about something else answers nothing here.
            self._row = {}
        self._row[key] = value
        if value in (None, ""):
            del self._row[key]
        self._show(typed=key if is_typed else "")

    def help_here(self) -> list[str]:
        """Return why the question under the cursor is asked, and how to go on."""
        return [*self.help_of_question(), self.voice.say(GOING_ON)]

    def action_leave(self) -> None:
        expected = expected_value(self._row, self._case, self.desk.catalog)
        if self._table == "findings" and expected is not None:
            self._row["expected"] = str(expected)
        self.dismiss(self._row or None)

    def action_drop(self) -> None:
        self.dismiss(None)
