"""The first screen of the first start: the language, and what letterkit is."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.rendering.formats import language_name
from letterkit.tui.keys import Keys
from letterkit.tui.options import Options
from letterkit.tui.spoken import Spoken

_TEXT = (
    N_("You bought something, and it went wrong. letterkit helps you get the money back."),
    N_(
        "It asks what happened in your language, writes the letter in English, and shows beside "
        "it what it says. You copy it field by field into the marketplace's form."
    ),
    N_("It also says what to do today, and by which day."),
)
_PROMISE = N_("Nothing leaves this computer, and every answer is saved at once.")


class WelcomeScreen(Spoken[None]):
    """Languages in their own names; the text follows the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Begin"), priority=True),
    ]

    DEFAULT_CSS = """
    WelcomeScreen {
        align: center middle;
        #box { width: 64; max-width: 100%; height: auto; max-height: 100%; padding: 1 2; }
        #text { height: auto; min-height: 9; }
        OptionList { height: auto; border: round $primary; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._voice: Voice | None = None

    @property
    def voice(self) -> Voice:
        """That of the language under the cursor; the keys follow it too."""
        return self._voice or self.desk.voice

    def compose(self) -> ComposeResult:
        languages = self.desk.catalog.languages
        with Vertical(id="box"):
            yield Static(id="text", markup=False)
            yield Options(
                *(Option(language_name(code), id=code) for code in languages), markup=False
            )
        yield Keys()

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = list(self.desk.catalog.languages).index(self.voice.language)
        options.focus()

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._voice = voice = Voice(self.desk.catalog, event.option_id or "en")
        said = (*_TEXT, self.desk.promise(_PROMISE))
        self.query_one("#text", Static).update("\n\n".join(map(voice.say, said)))
        self.query_one(Keys).refresh()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.desk.set_language(event.option_id or "en")
        self.desk.begin()

    def action_choose(self) -> None:
        # What is typed from here on is meant for what comes next.
        self.desk.hold_keys()
        self.query_one(OptionList).action_select()
