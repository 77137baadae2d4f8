"""One case: questions on one side; letter, form, plan and guide on the other."""

from functools import cached_property
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher, Static

from letterkit.answering.data import Data, value_in
from letterkit.answering.entries import Entry
from letterkit.answering.faults import entry_of, fault_in_words
from letterkit.answering.keeping import Keeper
from letterkit.answering.sketch import Sketch
from letterkit.answering.typed import CURRENCIES, currency_paid_in, is_bare_sum, kept_typed
from letterkit.marking import N_
from letterkit.rendering import formats
from letterkit.tui.copy_view import CopyView
from letterkit.tui.copying import Copying
from letterkit.tui.field import Field, shown_answer
from letterkit.tui.form_view import FormView
from letterkit.tui.going_on import GoingOn
from letterkit.tui.guide_view import GuideView
from letterkit.tui.keys import Keys
from letterkit.tui.letter_view import LetterView
from letterkit.tui.menu import Command
from letterkit.tui.own_words import OwnWords
from letterkit.tui.picker import Item, Picked, Picker
from letterkit.tui.picking import items_of, pick_answer
from letterkit.tui.plan_view import PlanView
from letterkit.tui.rows import edit_rows, shown_rows
from letterkit.tui.state_line import StateLine, state_of
from letterkit.tui.tabs import VIEWS, Tabs


class CaseScreen(Copying, OwnWords, GoingOn[None]):
    """A case that is being answered. Every change is saved at once."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (50, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own way
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-tall")]  # noqa: RUF012 - as above

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                f"f{number}", f"view('{view}')", label, show=False, priority=True,
                id=f"case.{view}",
            )
            for number, (view, label) in enumerate(VIEWS.items(), start=2)
        ),
        Binding("f7", "other_letter", N_("Other letter"), priority=True, id="case.other-letter"),
        Binding("f9", "next_part", N_("Next part"), priority=True, id="case.next-part"),
        Binding("escape", "close", N_("Cases"), id="case.close"),
        Binding(
            "ctrl+z,ctrl+я,ctrl+ㅋ,ctrl+ზ", "undo", N_("Undo"), show=False, priority=True,
            id="case.undo",
        ),
        Binding(
            "ctrl+y,ctrl+н,ctrl+ㅛ,ctrl+ყ", "redo", N_("Redo"), show=False, priority=True,
            id="case.redo",
        ),
    ]  # fmt: skip

    DEFAULT_CSS = """
    CaseScreen {
        #questions { width: 40%; max-width: 60; }
        #views { width: 1fr; }
        #tiny { display: none; }
        &.-narrow #questions, &.-narrow #side { width: 100%; max-width: 100%; }
        &.-narrow.-on-questions #side { display: none; }
        &.-narrow.-on-view #questions { display: none; }
        &.-wide #side { border-left: vkey $panel; }
        &.-tiny #tiny, &.-flat #tiny { display: block; }
        &.-tiny #body, &.-flat #body { display: none; }
    }
    """

    def __init__(self, data: Data, keeper: Keeper) -> None:
        super().__init__(data, keeper)
        self._view = "letter"
        self._topic = ""
        self._typed_key = ""
        """The key of the answer that is being typed just now."""
        self._fate_of_words = ""
        self._left_key = ""
        """The key of the question at which the buyer was last."""

    def compose(self) -> ComposeResult:
        yield Tabs()
        with Horizontal(id="body"):
            yield FormView(id="questions")
            with Vertical(id="side"), ContentSwitcher(initial="letter", id="views"):
                yield LetterView(self.voice, id="letter")
                yield CopyView(id="copy")
                yield PlanView(id="plan")
                yield GuideView(id="guide")
        yield Static(id="tiny", markup=False)
        yield StateLine()
        yield Keys()

    def on_mount(self) -> None:
        super().on_mount()
        self.add_class("-on-questions")
        self._begin()

    def _begin(self) -> None:
        """Show the case, and go to what is to be answered first."""
        is_form_there = any(form.is_mounted for form in self.query(FormView))
        if not is_form_there or len(self.query("#views > *")) < len(VIEWS) - 1:
            # On a busy computer what stands in others can come a moment after the screen itself.
            self.set_timer(0.02, self._begin)
            return
        self.show_answers()
        self._show_tabs()
        self._show_tiny()
        if "problem" not in self.answers.data:
            self.call_after_refresh(self._ask_where_and_what)
        else:
            self.call_after_refresh(self.form.focus_first_open)
            self.call_after_refresh(self.ask_whether_sent)
            self.call_after_refresh(self.settle)

    @property
    def form(self) -> FormView:
        return self.query_one(FormView)

    def _ask_where_and_what(self) -> None:
        """Ask for what decides about all the rest, one list after the other."""
        self.form.focus_field("problem")

        def bought_there(value: Any) -> None:
            self.answer("marketplace", value)
            self.answers.settle()
            self.open(self._entry("problem"))

        pick_answer(self, self._entry("marketplace"), bought_there)
        self.settle()

    def _entry(self, key: str) -> Entry:
        return next(entry for entry in self.sketch.entries if entry.key == key)

    # What is shown.

    def show_answers(self, *, typed: str = "") -> None:
        """Show all that follows from the answers; `typed` is the one that is being typed."""
        self._show_form(typed=typed)
        self._show_view()
        self._show_state()

    def show_change(self, before: Sketch) -> None:
        """Go to the first question that is not answered as it was, or not asked any more."""
        answered = {entry.key: entry.value for entry in before.entries}
        for entry in self.sketch.entries:
            if entry.value != answered.get(entry.key):
                self.call_after_refresh(self.form.focus_field, entry.key)
                return

    def _show_form(self, *, typed: str = "") -> None:
        self._typed_key = typed
        self.form.show(self.sketch.entries, self.voice, self._shown, self._fault_of, typed=typed)

    def _shown(self, entry: Entry) -> str:
        if entry.kind in ("rows", "exhibits"):
            return shown_rows(entry, self.sketch, self.voice)
        return shown_answer(entry, self.voice)

    def _fault_of(self, entry: Entry) -> str:
        """Return what is wrong with an answer, and what to do; of own words what they become."""
        if entry.kind == "words":
            # Finding out the language takes longer than a keystroke may.
            if self._typed_key != entry.key:
                self._fate_of_words = self.words_in_words()
            return self._fate_of_words
        for key, fault in self.sketch.faults.items():
            if entry_of(key, (entry,)) is not None:
                return fault_in_words(key, fault, self.sketch, self.voice)
        return ""

    def _show_view(self) -> None:
        """Bring up to date what can be seen; the rest waits until it is looked at."""
        if self._view == "letter":
            self.query_one(LetterView).show(self.sketch, self.voice)
        elif self._view == "copy":
            self.query_one(CopyView).show(self.sketch, self.voice, self.copied_when())
        elif self._view == "plan":
            self.query_one(PlanView).show(self.sketch, self.voice)
        elif self._view == "guide":
            self.query_one(GuideView).show(self._topic or self._first_topic(), self.voice)

    def _first_topic(self) -> str:
        made = self.sketch.plan
        return made.guides[0] if made and made.guides else next(iter(self.desk.catalog.guides))

    def _show_state(self) -> None:
        say = self.voice.say
        if self.cannot_save or self.desk.keeps_nothing:
            said = N_("Not saved! Keep the letter elsewhere before you close this window.")
            state: tuple[str, ...] = (say(said),)
        else:
            promise = say(self.desk.promise(N_("Nothing leaves this computer.")))
            state = state_of(self.sketch, self.voice, self._key_of, promise=promise)
        self.query_one(StateLine).show(state)

    def _show_tabs(self) -> None:
        shown = {self._view, *(("questions",) if self._is_on_questions else ())}
        self.query_one(Tabs).show(shown, self._key_of, self.voice)

    def _show_tiny(self) -> None:
        said = N_("This window is too small: make it at least 50 columns wide and 10 lines high.")
        self.query_one("#tiny", Static).update(self.voice.say(said))

    @cached_property
    def _key_of(self) -> dict[str, str]:
        """The key that shows each view, as the buyer has set it before this screen came up."""
        keys = dict.fromkeys(VIEWS, "")
        for active in self.active_bindings.values():
            view = (active.binding.id or "").removeprefix("case.")
            if keys.get(view) == "":
                keys[view] = self.app.get_key_display(active.binding)
        return keys

    @property
    def _is_on_questions(self) -> bool:
        return self.has_class("-on-questions")

    def action_view(self, view: str) -> None:
        """Look at something; the questions stand beside it where there is room.

        Whoever comes back to the questions goes to the first one for which the letter waits; if it
        waits for none, on where they were.
        """
        was_here = self.focused is not None and self.form in self.focused.ancestors
        self.set_class(view == "questions", "-on-questions")
        self.set_class(view != "questions", "-on-view")
        if view == "questions":
            waits = was_here or bool(self.sketch.missing or self.sketch.faults)
            if waits or not self.form.focus_field(self._left_key):
                self.form.focus_first_open()
        elif view == "guide" and self._view == "guide":
            self._pick_guide()
        else:
            self._view = view
            self.query_one(ContentSwitcher).current = view
            self._show_view()
            self.set_focus(self.query_one(f"#{view}"))
        self._show_tabs()

    @property
    def awaited_here(self) -> str:
        return self.focused.awaited if isinstance(self.focused, CopyView) else ""

    def go_to_question(self, key: str) -> None:
        """Go from what the form waits for to its question."""
        self.action_view("questions")
        self.form.focus_field(key)

    @on(CopyView.Answer)
    def _awaited_clicked(self, event: CopyView.Answer) -> None:
        self.go_to_question(event.key)

    def action_next_part(self) -> None:
        """Go on to the first question under the next heading, and from the last to the first."""
        if not self._is_on_questions:
            self.action_view("questions")
        self.form.focus_next_part()

    def _pick_guide(self) -> None:
        guides = self.desk.catalog.guides
        made = self.sketch.plan
        first = made.guides if made else ()
        ids = [*first, *(id for id in guides if id not in first)]
        items = [
            Item(id=id, label=self.voice.say(guides[id].label), also=guides[id].label) for id in ids
        ]

        def picked(chosen: Picked) -> None:
            if chosen:
                self._topic = chosen[0]
                self._show_view()

        self.app.push_screen(Picker(self.voice.say(N_("Guides")), items), picked)

    # What is answered.

    def take_over(self) -> None:
        field = self.focused.parent if self.focused else None
        if isinstance(field, Field) and field.typed is not None:
            self._typed(Field.Typed(field.entry.key, field.entry.kind, field.typed))

    @on(Field.Typed)
    def _typed(self, event: Field.Typed) -> None:
        value = kept_typed(
            event.kind,
            event.text,
            language=self.voice.language,
            currency=currency_paid_in(self.answers.data),
            today=self.desk.today(),
        )
        self.answer(event.key, value, is_typed=True)

    @on(Field.Left)
    def _left(self, event: Field.Left) -> None:
        self.answers.settle()
        event.field.settle()
        self._left_key = event.field.entry.key
        if event.field.entry.kind == "words":
            self.find_language()
        # What is wrong is said once the buyer has gone on to something else.
        self._show_form()
        self._ask_currency(event.field.entry)

    def _ask_currency(self, entry: Entry) -> None:
        """Ask for the currency of a sum that was typed without one."""
        value = value_in(self.answers.data, entry.key)
        if entry.kind != "money" or not is_bare_sum(value):
            return
        language = self.voice.language
        items = [
            Item(id=code, label=f"{code}  {formats.currency(code, language)}")
            for code in CURRENCIES
        ]

        def picked(ids: Picked) -> None:
            if ids:
                self.answer(entry.key, f"{value} {ids[0]}")
                self.answers.settle()

        title = self.voice.say(N_("In which currency? Look at the order page."))
        self.app.push_screen(Picker(title, items), picked)

    @on(Field.Found)
    def _found(self, event: Field.Found) -> None:
        """Fill in what else a pasted page says, where nothing has been answered yet."""
        asked = {entry.key: entry for entry in self.sketch.entries}
        filled = []
        for key, value in event.answers.items():
            if key in asked and not asked[key].value:
                self.answer(key, value)
                filled.append(f"{self.voice.say(asked[key].ask)}: {value}")
        if filled:
            found = self.voice.say(N_("Also found in what you pasted:"))
            self.notify("\n".join([found, *filled]), markup=False)

    def open(self, entry: Entry) -> None:
        if entry.kind in ("rows", "exhibits"):
            edit_rows(self, entry)
        elif entry.kind == "words":
            self.action_words()
        else:
            pick_answer(self, entry, lambda value: self._picked(entry, value))

    def _picked(self, entry: Entry, value: Any) -> None:
        is_first = entry.key == "problem" and "problem" not in self.answers.data
        self.answer(entry.key, value)
        self.answers.settle()
        if is_first:
            self._choose_letter()
        self.go_on_from(entry)

    def _choose_letter(self) -> None:
        """Begin with the letter that the plan names for a case of which nothing else is known."""
        made = self.sketch.plan
        named = made.letter if made else ""
        entry = next((entry for entry in self.sketch.entries if entry.key == "letter"), None)
        if entry and named in [choice.id for choice in entry.choices]:
            self.answer("letter", named)

    def action_other_letter(self) -> None:
        entry = next((entry for entry in self.sketch.entries if entry.key == "letter"), None)
        if entry is None:
            return

        def picked(ids: Picked) -> None:
            if ids:
                self.answer("letter", ids[0])
                self.answers.settle()

        self.app.push_screen(
            Picker(self.voice.say(entry.ask), items_of(entry, self), picked=(entry.value,)), picked
        )

    def speak_anew(self) -> None:
        self.answers.put("language", self.voice.language)
        self.changed()
        self._show_tabs()
        self._show_tiny()
        self.query_one(Keys).refresh()

    def help_here(self) -> list[str]:
        """Return why the question under the cursor is asked, before the rest."""
        return [*self.help_of_question(), *super().help_here()]

    def commands(self) -> list[Command]:
        """Return what the menu offers here."""
        return [
            Command("view('questions')", VIEWS["questions"]),
            Command("next_part", N_("Next part")),
            Command("view('letter')", VIEWS["letter"]),
            Command("view('copy')", N_("Copy the letter field by field")),
            *(Command(action, label) for action, label in self.query_one(CopyView).ways_out),
            Command("save_case", N_("Save the answers as a case file")),
            Command("save_days", N_("Save the days as a calendar (.ics)")),
            Command("other_letter", N_("Write another letter for this case")),
            Command("view('plan')", N_("What to do, and by when")),
            Command("view('guide')", VIEWS["guide"]),
            Command("words", N_("Your own words: translate, quote or leave out")),
            Command("undo", N_("Undo")),
            Command("redo", N_("Redo")),
            Command("close", N_("Back to the cases")),
        ]
