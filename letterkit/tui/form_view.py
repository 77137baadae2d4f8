"""All questions of a case, under their headings."""

from collections.abc import Callable

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from letterkit.answering.entries import GROUPS, Entry
from letterkit.presenting.voice import Voice
from letterkit.tui.field import Field


class Heading(Static):
    """The name of a group of questions."""

    DEFAULT_CSS = """
    Heading { text-style: bold; color: $accent; padding: 0 1; margin-top: 1; }
    """


class FormView(VerticalScroll, can_focus=False):
    """Fields by key. Those that stay the same stay where they are while others come and go."""

    DEFAULT_CSS = "FormView { scrollbar-size-vertical: 1; }"

    def __init__(
        self, *, id: str | None = None, classes: str | None = None, with_headings: bool = True
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._with_headings = with_headings
        self._rows: dict[str, Widget] = {}
        """Headings and fields from top to bottom: by "# group", and by "key kind"."""

    def show(
        self,
        entries: tuple[Entry, ...],
        voice: Voice,
        shown: Callable[[Entry], str],
        fault_of: Callable[[Entry], str],
        *,
        typed: str = "",
    ) -> None:
        """Show these entries; `shown` says what their answers are called.

        `typed` is the key of an answer that is being typed here just now.
        """
        wanted: dict[str, Widget] = {}
        for entry in entries:
            if self._with_headings and f"# {entry.group}" not in wanted:
                wanted[f"# {entry.group}"] = self._heading(entry.group, voice)
            name = f"{entry.key} {entry.kind}"
            field = self._rows.get(name)
            if isinstance(field, Field):
                is_typed = entry.key == typed
                field.show(entry, voice, shown(entry), fault_of(entry), is_typed=is_typed)
            else:
                field = Field(entry, voice, shown(entry), fault_of(entry))
            wanted[name] = field
        if list(wanted) != list(self._rows):
            for name in self._rows.keys() - wanted.keys():
                self._rows[name].remove()
            self._mount_new(wanted)
            self._rows = wanted

    def _heading(self, group: str, voice: Voice) -> Heading:
        title = Content(voice.say(GROUPS[group]))
        heading = self._rows.get(f"# {group}")
        if not isinstance(heading, Heading):
            return Heading(title)
        if heading.content != title:
            heading.update(title)
        return heading

    def _mount_new(self, wanted: dict[str, Widget]) -> None:
        """Mount what is new where it belongs, all that stands together at once."""
        above: Widget | None = None
        new: list[Widget] = []
        for name, widget in [*wanted.items(), ("", None)]:
            if widget is not None and name not in self._rows:
                new.append(widget)
                continue
            if new:
                first = 0 if above is None and self.children else None
                self.mount(*new, before=first, after=above)
                above, new = new[-1], []
            above = widget or above

    def field(self, key: str) -> Field | None:
        """Return the field of an answer, if it is asked for now."""
        return next((field for field in self._fields() if field.entry.key == key), None)

    def focus_field(self, key: str) -> bool:
        """Go to the field of an answer. Return whether it is there."""
        field = self.field(key)
        if field is not None:
            self._go_to(field)
        return field is not None

    def focus_first_open(self) -> None:
        """Go to the first question for which the letter waits, or to the first of all."""
        fields = self._fields()
        for field in ([f for f in fields if f.is_open] or fields)[:1]:
            self._go_to(field)

    def focus_next_open(self, key: str) -> None:
        """Go on from an answer to the next question that has none."""
        fields = self._fields()
        places = [place for place, field in enumerate(fields) if field.entry.key == key]
        rest = fields[places[0] + 1 :] if places else fields
        for field in [f for f in rest if f.entry.value in (None, "", [])][:1]:
            self._go_to(field)

    def focus_next_part(self) -> None:
        """Go from the question under the cursor to the first one under the next heading."""
        fields = self._fields()
        here = next((field for field in fields if field.has_focus_within), None)
        parts = list(dict.fromkeys(field.entry.group for field in fields))
        place = parts.index(here.entry.group) + 1 if here else 0
        part = parts[place % len(parts)]
        self._go_to(next(field for field in fields if field.entry.group == part))

    def _go_to(self, field: Field) -> None:
        # A widget's own `focus` comes into effect later than the next key.
        self.screen.set_focus(field.editor)
        # Where it stands is known once all above it have their size.
        self.call_after_refresh(field.scroll_visible, animate=False)

    def _fields(self) -> list[Field]:
        return [row for row in self._rows.values() if isinstance(row, Field)]
