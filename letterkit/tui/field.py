"""One question with its answer: what is asked, where it is answered, and what is wrong with it."""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Paste
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from letterkit.answering.entries import Entry
from letterkit.answering.pasted import found_in
from letterkit.answering.typed import shown_typed
from letterkit.domain.text import is_latin, may_be_english, plain, safe
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.rendering.formats import home_country

TYPED = ("text", "id-text", "date", "money", "number", "country")
"""Kinds that are answered by typing one line."""


class Field(Widget):
    """Shows an entry; whoever holds it says what its answer is called."""

    DEFAULT_CSS = """
    Field { height: auto; padding: 0 1; }
    Field > .ask { height: auto; }
    Field > Input { background: $boost; }
    Field > Input:focus { background: $block-hover-background; }
    Field > TextArea { height: 5; }
    """

    class Typed(Message):
        """An answer was typed, right or wrong."""

        def __init__(self, key: str, kind: str, text: str) -> None:
            super().__init__()
            self.key, self.kind, self.text = key, kind, text

    class Opened(Message):
        """The buyer wants to pick the answer."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Left(Message):
        """The buyer has gone on to something else."""

        def __init__(self, field: "Field") -> None:
            super().__init__()
            self.field = field

    class Found(Message):
        """Pasted text held more than the answer to one question."""

        def __init__(self, answers: dict[str, str]) -> None:
            super().__init__()
            self.answers = answers

    def __init__(self, entry: Entry, voice: Voice, shown: str, fault: str) -> None:
        super().__init__()
        self.entry = entry
        self._voice = voice
        self._shown = shown
        """The answer as the case has it; while it is typed, something else can stand here."""
        self._was_left = entry.value is not None
        self._fault = fault if self._was_left and entry.kind != "words" else ""
        """What is wrong with the answer; it is said once the buyer has gone on."""
        self._asked = self._ask()

    def compose(self) -> ComposeResult:
        yield Static(self._asked, classes="ask")
        if self.entry.kind in TYPED:
            yield OneLine(self._shown, self.entry, placeholder=self._placeholder())
        elif self.entry.kind == "words":
            yield Words(self._shown)
            yield Pick(Content(""))
        else:
            yield Pick(self._pick_text())

    def show(
        self, entry: Entry, voice: Voice, shown: str, fault: str, *, is_typed: bool = False
    ) -> None:
        """Show another state of the same question; what is being typed is left alone.

        "Ge" must not turn into "Germany" under the hands of somebody who types "Georgia".
        """
        is_other_language = voice.language != self._voice.language
        self.entry, self._voice = entry, voice
        is_words = entry.kind == "words"
        self._fault = fault if self._was_left and not is_words else ""
        if not self.query(".editor"):
            # It is still being put together, and begins with what it is told now.
            self._shown, self._asked = shown, self._ask()
            return
        if is_words:
            self.query_one(Pick).show_if(fault)
        ask = self._ask()
        if ask != self._asked:
            self._asked = ask
            self.query_one(".ask", Static).update(ask)
        if is_other_language:
            self._speak_anew()
        if shown != self._shown:
            self._shown = shown
            if not is_typed:
                self._put(shown)

    def _speak_anew(self) -> None:
        if self.entry.kind in TYPED:
            self.query_one(OneLine).placeholder = self._placeholder()
        elif self.entry.kind != "words":
            self.query_one(Pick).update(self._pick_text())

    def _put(self, shown: str) -> None:
        """Show an answer that was not typed here."""
        if self.entry.kind in TYPED:
            line = self.query_one(OneLine)
            with self.prevent(Input.Changed):
                line.value = shown
                line.cursor_position = len(shown)
        elif self.entry.kind == "words":
            words = self.query_one(Words)
            with self.prevent(TextArea.Changed):
                words.replace(shown, (0, 0), words.document.end)
        else:
            self.query_one(Pick).update(self._pick_text())

    @property
    def is_open(self) -> bool:
        """Whether the letter waits for the answer: it is not there, or wrong."""
        is_empty = self.entry.value in (None, "", [])
        return bool(self._fault) or (self.entry.is_needed and is_empty)

    @property
    def editor(self) -> Widget:
        """The part that takes the focus."""
        return self.query(".editor").first()

    def _ask(self) -> Content:
        mark = Content.styled("* ", "$warning") if self.entry.is_needed else Content("  ")
        asked = mark + Content(self._voice.say(self.entry.ask))
        if self._fault:
            return asked + Content.styled(f"\n{self._fault}", "$error")
        written = str(self.entry.value or "")
        if self._was_left and self.entry.is_free and not may_be_english(written):
            said = N_("The seller reads English: write it in English, as the listing does.")
            if not is_latin(written):
                said = N_("The seller may be unable to read these letters: write it in Latin ones.")
            return asked + Content.styled(f"\n{self._voice.say(said)}", "$warning")
        return asked

    def _placeholder(self) -> str:
        if self.entry.kind == "date":
            return self._voice.say(N_("day.month.year, or F8 for a calendar"))
        example = self.entry.example
        if self.entry.kind == "country":
            example = home_country(self._voice.language)
        return self._voice.say(N_("for example %(example)s"), example=example) if example else ""

    def _pick_text(self) -> Content:
        if self._shown:
            return Content(self._shown)
        return Content.styled(self._voice.say(N_("Enter: choose")), "$text-muted")

    @on(Input.Changed)
    def _line_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._tell(plain(event.value))

    @on(TextArea.Changed)
    def _words_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._tell(safe(event.text_area.text))

    def _tell(self, text: str) -> None:
        self.post_message(self.Typed(self.entry.key, self.entry.kind, text))

    @property
    def typed(self) -> str | None:
        """What stands in the line or the text now; None where the answer is picked."""
        if self.entry.kind in TYPED:
            return plain(self.query_one(OneLine).value)
        return safe(self.query_one(Words).text) if self.entry.kind == "words" else None

    def on_descendant_blur(self) -> None:
        self._was_left = True
        if self.typed is not None:
            # The last keys are in the line, but word of them may still be on its way.
            self._tell(self.typed)
        self.post_message(self.Left(self))

    def settle(self) -> None:
        """Show a finished answer as it has been understood."""
        if self.entry.kind in TYPED and self.query_one(OneLine).value != self._shown:
            self._put(self._shown)


class OneLine(Input):
    """A line of text. What is pasted is taken whole, its lines joined."""

    # Textual lays out the whole screen anew whenever a line grows; this one is as wide as its
    # column.
    virtual_size = reactive(Size(0, 0), layout=False)

    def __init__(self, value: str, entry: Entry, *, placeholder: str) -> None:
        # What is typed goes on from what is there; an answer is not replaced by a stray key.
        super().__init__(
            value, placeholder=placeholder, compact=True, select_on_focus=False, classes="editor"
        )
        self._entry = entry

    def on_blur(self) -> None:
        """Show a long answer from its first word while it is only read."""
        self.scroll_to(x=0, animate=False, force=True)

    def on_focus(self) -> None:
        # A click has set the cursor by then, where it was clicked.
        self.call_after_refresh(self._show_cursor)

    def _show_cursor(self) -> None:
        place = Region(self._cursor_offset, 0, width=1, height=1)
        self.scroll_to_region(place, animate=False, force=True)

    def _on_paste(self, event: Paste) -> None:
        # Textual goes on with its own handler, which inserts the first line of what stands here.
        whole = event.text
        found = found_in(whole)
        event.text = plain(whole)
        if self._entry.key in found and event.text != found[self._entry.key]:
            event.text = found[self._entry.key]
        others = {key: value for key, value in found.items() if key != self._entry.key}
        if others and len(whole.strip().splitlines()) > 1:
            self.post_message(Field.Found(others))


class Words(TextArea):
    """Text of several lines. Steps back and forth are the case's own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.focus_next", show=False),
    ]

    def __init__(self, text: str) -> None:
        super().__init__(text, compact=True, classes="editor", tab_behavior="focus")

    async def _on_paste(self, event: Paste) -> None:
        event.text = safe(event.text)


class Pick(Static, can_focus=True):
    """An answer that is picked from a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next('.editor')", show=False),
        Binding("up", "app.focus_previous('.editor')", show=False),
    ]

    DEFAULT_CSS = """
    Pick { height: auto; background: $boost; padding: 0 1; }
    Pick:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    def __init__(self, content: Content) -> None:
        super().__init__(content, classes="editor")

    def show_if(self, text: str) -> None:
        """Show a text to open something by; without one there is nothing to see."""
        if Content(text) != self.content:
            self.display = bool(text)
            self.update(Content(text))

    def on_click(self, event: Click) -> None:
        event.stop()
        field = self.parent
        if isinstance(field, Field):
            field.post_message(Field.Opened(field.entry))


def shown_answer(entry: Entry, voice: Voice) -> str:
    """Return the answer to an entry as it is typed, or as its choices are called."""
    value: Any = entry.value
    if value in (None, "", [], ()):
        return ""
    if entry.kind in TYPED:
        return safe(shown_typed(entry.kind, value, language=voice.language))
    if entry.kind == "words":
        return safe(str(value))
    if entry.kind == "yes-no":
        return voice.say(N_("Yes")) if value is True else voice.say(N_("No"))
    ids = value if isinstance(value, list | tuple) else (value,)
    labels = {choice.id: voice.say(choice.label or choice.says) for choice in entry.choices}
    return "\n".join(labels[id] for id in ids if isinstance(id, str) and id in labels)
