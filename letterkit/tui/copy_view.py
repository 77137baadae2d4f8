"""The form field by field, in its own order: what to choose, to type and to attach."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from letterkit.answering.faults import entry_of, fault_in_words
from letterkit.answering.sketch import Sketch
from letterkit.domain.letter import FilledField
from letterkit.domain.text import utf16_length
from letterkit.marking import N_
from letterkit.presenting.columns import rows_of
from letterkit.presenting.form_text import choices_of, has_step
from letterkit.presenting.voice import Voice
from letterkit.tui import browser
from letterkit.tui.lines import NARROWEST_TEXT
from letterkit.tui.options import Options

_BEGINNING = 160
"""Characters of a text that are shown; the whole of it stands in the letter."""


_INDENT = 3
_ANSWER = "answer "
"""What the id of a line begins with that leads to a question; the key of its entry follows."""


class CopyView(Options):
    """Enter copies the field under the cursor, or does what the line says."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", N_("Choose"))]

    DEFAULT_CSS = """
    CopyView, CopyView:focus {
        height: 1fr; border: none; padding: 0 1; background: $background;
    }
    """

    class Copy(Message):
        """Something is to be copied."""

        def __init__(self, field: str, text: str) -> None:
            super().__init__()
            self.field = field
            """The name of the form's field, as `names_of` gives it; empty for the whole letter."""
            self.text = text

    class Do(Message):
        """One of the actions under the fields was chosen."""

        def __init__(self, action: str) -> None:
            super().__init__()
            self.action = action

    class Answer(Message):
        """Something that the form waits for is to be answered."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key
            """The entry's."""

    ACTIONS = (
        ("copy_all", N_("Copy the whole letter at once")),
        ("save_letter", N_("Save the letter and the form as a file")),
        ("edit_letter", N_("Open the letter in an editor, then copy it")),
        ("mark_sent", N_("I have sent it: remember the day")),
    )

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._text_of: dict[str, tuple[str, str]] = {}
        self._shown: tuple[Sketch, Voice, dict[str, str]] | None = None

    @property
    def ways_out(self) -> list[tuple[str, str]]:
        """What can be done with the whole letter: an action and what it is called."""
        not_there = browser.NOT_THERE if self.app.is_web else ()
        return [(action, label) for action, label in self.ACTIONS if action not in not_there]

    def show(self, sketch: Sketch, voice: Voice, copied: dict[str, str]) -> None:
        """Show the form; `copied` says when each field was copied, by its name."""
        self._shown = sketch, voice, copied
        was_awaited = self.awaited
        place = None if was_awaited else self.highlighted
        self.clear_options()
        self._text_of = {}
        if sketch.draft is None or sketch.missing or sketch.faults:
            self._add_awaited(sketch, voice, was_awaited)
            return
        drafted = sketch.draft
        self.add_option(
            Option(
                Content.styled(voice.say(N_("Form: %(form)s"), form=drafted.form), "bold"),
                disabled=True,
            )
        )
        names = zip(names_of(drafted.fields), drafted.fields, strict=True)
        steps = [(name, field) for name, field in names if has_step(field)]
        for number, (name, field) in enumerate(steps, start=1):
            self._add_field(number, name, field, voice, copied.get(name, ""))
        for action, label in self.ways_out:
            arrow = ">" if self.app.has_class("-ascii") else "→"
            text = Content.styled(f"{arrow} {voice.say(label)}", "$accent")
            self.add_option(Option(text, id=action))
        if place is None:
            # The letter is what people come for; what is chosen by hand stands above it.
            texts = (n for n, (_, each) in enumerate(steps, start=1) if each.kind == "text")
            place = self.get_option_index(f"field-{next(texts, 1)}")
        self.highlighted = min(place, self.option_count - 1)

    def _add_awaited(self, sketch: Sketch, voice: Voice, here: str) -> None:
        """Say what the form waits for, each answer a line that leads to its question."""
        awaited = {} if sketch.error is not None else _awaited(sketch, voice)
        self.add_option(Option(_not_yet(sketch, voice), disabled=True))
        for key, text in awaited.items():
            self.add_option(Option(self._within(f"- {text}"), id=f"{_ANSWER}{key}"))
        keys = list(awaited)
        if keys:
            self.highlighted = keys.index(here) + 1 if here in keys else 1

    @property
    def awaited(self) -> str:
        """The key of the entry under the cursor that is to be answered first, or nothing."""
        here = self.highlighted_option
        id = (here.id or "") if here is not None else ""
        return id.removeprefix(_ANSWER) if id.startswith(_ANSWER) else ""

    def _add_field(
        self, number: int, name: str, field: FilledField, voice: Voice, copied: str
    ) -> None:
        # A choice is made by hand; its English is copied to search for it on the page.
        text = field.type or " ".join(field.choose) or "\n".join(field.attach)
        id = f"field-{number}"
        self._text_of[id] = name, text
        lines = _in_words(number, field, voice, copied)
        set_lines = [self._within(*line) for line in lines]
        self.add_option(Option(Content("\n").join(set_lines), id=id, disabled=not text))
        if field.short:
            self._text_of[f"{id}-short"] = name, field.short
            length = utf16_length(field.short)
            label = N_("If the form takes no more: a shorter text (%(length)s characters)")
            shown = self._within(f"   {voice.say(label, length=length)}")
            self.add_option(Option(shown, id=f"{id}-short"))

    def _within(self, text: str, style: str = "") -> Content:
        """Return a line broken to the width there is, its rest indented as it is itself."""
        # The bar comes once there is more than the height holds: its place is left free before.
        held = self.region.shrink(self.styles.gutter).width - self.styles.scrollbar_size_vertical
        width = max(NARROWEST_TEXT, held - 1)
        return Content.styled("\n".join(rows_of(text, width, hang=_INDENT)), style)

    def on_resize(self) -> None:
        if self._shown is not None:
            self.show(*self._shown)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        id = event.option_id or ""
        if id in self._text_of:
            self.post_message(self.Copy(*self._text_of[id]))
        elif id.startswith(_ANSWER):
            self.post_message(self.Answer(id.removeprefix(_ANSWER)))
        elif id:
            self.post_message(self.Do(id))


def names_of(fields: Iterable[FilledField]) -> list[str]:
    """Return a name for each field: its exact label, numbered where a form repeats it."""
    seen: Counter[str] = Counter()
    names = []
    for field in fields:
        seen[field.exact] += 1
        times = seen[field.exact]
        names.append(field.exact if times == 1 else f"{field.exact} #{times}")
    return names


def _not_yet(sketch: Sketch, voice: Voice) -> Content:
    """Say what the form waits for."""
    if sketch.error is not None:
        return Content(f"{sketch.error.told(voice.say)}\n{sketch.error.advice(voice.say)}")
    if not sketch.missing and not sketch.faults:
        return Content(voice.say(N_("Say what went wrong, and the form appears here.")))
    return Content(voice.say(N_("Before the form can be filled in:")))


def _awaited(sketch: Sketch, voice: Voice) -> dict[str, str]:
    """Return what is missing or wrong in words, by the key of the entry that answers it."""
    missing = {question.id: voice.say(question.ask) for question in sketch.missing}
    wrong: dict[str, str] = {}
    for key, fault in sketch.faults.items():
        entry = entry_of(key, sketch.entries)
        told = fault_in_words(key, fault, sketch, voice)
        if entry is not None:
            key, told = entry.key, f"{voice.say(entry.ask)} {told}"
        wrong.setdefault(key, told)
    # An answer that is refused is missing too.
    return missing | wrong


def _in_words(
    number: int, field: FilledField, voice: Voice, copied: str
) -> Iterator[tuple[str, str]]:
    """Yield lines with their style."""
    known_as = f"  ({field.label})" if field.label != field.exact else ""
    yield f"{number}. {field.exact}{known_as}", "bold"
    for text, style in _details(field, voice):
        yield f"   {text}", style
    if copied:
        yield f"   ✓ {copied}", "$success"


def _details(field: FilledField, voice: Voice) -> Iterator[tuple[str, str]]:
    if field.choose:
        yield voice.say(N_("Choose: %(choices)s"), choices=choices_of(field)), ""
    if field.kind == "text":
        yield _counted(field, voice), ""
        yield _beginning_of(field.type), "$text-muted"
    elif field.type:
        yield voice.say(N_("Enter: %(value)s"), value=field.type), ""
    if field.kind == "files":
        yield voice.say(N_("Attach:")), ""
        for line in field.attach:
            yield f"- {line}", ""
    if field.note:
        yield voice.say(N_("Note: %(note)s"), note=field.note), ""


def _beginning_of(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _BEGINNING else f"{line[:_BEGINNING].rstrip()}…"


def _counted(field: FilledField, voice: Voice) -> str:
    length = utf16_length(field.type)
    if field.limit is None:
        return voice.say(N_("Paste this text (%(length)s characters):"), length=length)
    said = N_("Paste this text (%(length)s of %(limit)s characters):")
    return voice.say(said, length=length, limit=field.limit)
