"""A list to pick from, narrowed down by typing. Every choice in the app is made in it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar
from unicodedata import combining, normalize

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from letterkit.domain.noun import Noun
from letterkit.domain.text import safe
from letterkit.marking import N_
from letterkit.presenting.columns import rows_of
from letterkit.tui.keys import Keys
from letterkit.tui.lines import NARROWEST_TEXT
from letterkit.tui.options import Options
from letterkit.tui.spoken import SpokenModal

_BOX = 76
"""Cells of the box, as its style says."""


class Item(Noun, frozen=True, kw_only=True):
    """One thing to pick."""

    id: str
    label: str
    note: str = ""
    """A sentence under the label."""
    also: str = ""
    """Other words under which it is found."""

    def has(self, words: Iterable[str]) -> bool:
        """Whether every word stands somewhere in it."""
        text = self._text
        return all(_folded(word) in text for word in words)

    @property
    def _text(self) -> str:
        return _folded(f"{self.label} {self.note} {self.also} {self.id}")

    def rank(self, typed: str) -> int:
        """Return 0 if it is called just so, 1 if its name begins so, 2 if it has that, else 3."""
        typed = _folded(typed)
        names = (_folded(self.label), _folded(self.also), _folded(self.id))
        if typed in names:
            return 0
        if any(name.startswith(typed) for name in names):
            return 1
        return 2 if typed in self._text else 3


def _folded(text: str) -> str:
    """Return a text without what people leave out when they search: capitals, dots and accents."""
    apart = normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not combining(sign))


Picked = tuple[str, ...] | None
"""The ids that were picked; None if the list was closed without a choice."""


class Search(Input):
    """Where the search is typed."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Leave the space bar to the list before anything is typed."""
        return (key != "space" or bool(self.value)) and super().check_consume_key(key, character)


class Picker(SpokenModal[Picked]):
    """Shows `items`; Enter picks one, or marks and unmarks it where several can be picked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Choose"), priority=True),
        Binding("escape", "leave", N_("Close"), priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("space", "mark", show=False, priority=True),
        Binding("home", "edge('first')", show=False, priority=True),
        Binding("end", "edge('last')", show=False, priority=True),
    ]

    DEFAULT_CSS = """
    Picker {
        OptionList { height: auto; border: none; background: $surface; padding: 0; }
        #nothing { color: $text-muted; display: none; }
    }
    """

    def __init__(
        self,
        title: str,
        items: Iterable[Item],
        *,
        picked: Iterable[str] = (),
        several: bool = False,
        why: str = "",
    ) -> None:
        """`why` is said when the buyer asks for help."""
        super().__init__()
        self._why = why
        self._title = safe(title)
        self._items = list(items)
        self._picked = list(picked)
        self._several = several

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Where several can be picked, Enter marks, and Esc ends with what is marked."""
        bindings = super().active_bindings
        if self._several:
            say = self.voice.say
            for key, said in (("enter", N_("Mark")), ("escape", N_("Done"))):
                if key in bindings:
                    binding = replace(bindings[key].binding, description=say(said))
                    bindings[key] = bindings[key]._replace(binding=binding)
        return bindings

    def help_here(self) -> list[str]:
        """Return why this is asked, and how to find and choose."""
        say = self.voice.say
        told = [self._title, self._why] if self._why else [self._title]
        found = N_(
            "Type a word to find what you look for, in your language or in English. The arrow keys "
            "move, Enter chooses."
        )
        marked = N_("Enter and the space bar mark or unmark. Esc ends: what is marked counts.")
        return [*told, say(found), *([say(marked)] if self._several else [])]

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self._title, id="title", markup=False)
            yield Search(placeholder=self.voice.say(N_("Type to search")), compact=True)
            yield Options(markup=False, compact=True, classes="grows")
            yield Static(self.voice.say(N_("Nothing like that is here.")), id="nothing")
            yield Keys()

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.can_focus = False
        # A list of a few needs no search, and a screen of 24 lines has no line to waste.
        self._fill("")
        if self._picked and not self._several:
            self._highlight(self._picked[0])

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        """List what has every word that was typed, first what is called by just these words."""
        words = typed.split()
        found = [item for item in self._items if item.has(words)]
        if words:
            found.sort(key=lambda item: item.rank(" ".join(words)))
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options(Option(self._shown(item), id=item.id) for item in found)
        options.highlighted = 0 if options.option_count else None
        self.query_one("#nothing").display = not options.option_count

    def _shown(self, item: Item) -> Content:
        mark = ("[x] " if item.id in self._picked else "[ ] ") if self._several else ""
        chosen = not self._several and item.id in self._picked
        rows = rows_of(f"{mark}{safe(item.label)}", self._width, hang=len(mark) or 2)
        label = Content.styled("\n".join(rows), "bold" if chosen else "")
        if not item.note:
            return label
        note = rows_of(f"  {safe(item.note)}", self._width, hang=2)
        return label + Content.styled("\n" + "\n".join(note), "$text-muted")

    @property
    def _width(self) -> int:
        """Cells for a line of the list, with its border and a bar to scroll by taken off."""
        return max(NARROWEST_TEXT, min(_BOX, self.size.width * 96 // 100) - 6)

    def on_resize(self) -> None:
        super().on_resize()
        place = self.query_one(OptionList).highlighted
        self._fill(self.query_one(Input).value)
        self.query_one(OptionList).highlighted = place

    def _highlight(self, id: str) -> None:
        options = self.query_one(OptionList)
        for place in range(options.option_count):
            if options.get_option_at_index(place).id == id:
                options.highlighted = place

    def action_move(self, step: int) -> None:
        options = self.query_one(OptionList)
        if step < 0:
            options.action_cursor_up()
        else:
            options.action_cursor_down()

    def action_edge(self, edge: str) -> None:
        options = self.query_one(OptionList)
        if edge == "first":
            options.action_first()
        else:
            options.action_last()

    async def action_page(self, step: int) -> None:
        await self.query_one(OptionList).run_action("page_up" if step < 0 else "page_down")

    def action_choose(self) -> None:
        """Pick what is under the cursor once all that was typed before has been searched for."""
        # What is typed from here on is meant for what comes next.
        self.desk.hold_keys()
        search = self.query_one(Search)
        search.call_later(search.action_submit)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._pick_here()
        self.take_keys()

    def _pick_here(self) -> None:
        options = self.query_one(OptionList)
        if options.highlighted is not None:
            self._pick(options.get_option_at_index(options.highlighted).id or "")

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self._pick(event.option_id or "")

    def _pick(self, id: str) -> None:
        if not self._several:
            self.dismiss((id,))
            return
        if id in self._picked:
            self._picked.remove(id)
        else:
            self._picked.append(id)
        item = next(item for item in self._items if item.id == id)
        options = self.query_one(OptionList)
        options.replace_option_prompt(id, self._shown(item))

    def action_leave(self) -> None:
        """Close the list; what is marked stays picked."""
        order = [item.id for item in self._items]
        picked = sorted((id for id in self._picked if id in order), key=order.index)
        self.dismiss(tuple(picked) if self._several else None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The space bar marks where several can be picked, unless a search is being typed."""
        if action == "mark":
            return self._several and not self.query_one(Input).value
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        self._pick_here()
