"""What becomes of the buyer's own words: translated if they agree, quoted, or left out."""

import os
from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static, TextArea

from letterkit.answering.data import value_in
from letterkit.domain.text import plain, safe
from letterkit.domain.translation import Provider
from letterkit.errors import LetterkitError
from letterkit.errors.translating import AddressMissingError, NoNetworkError
from letterkit.files.settings import read_settings, with_consent
from letterkit.language.detection import detect
from letterkit.language.translating import translated
from letterkit.marking import N_
from letterkit.presenting.consent import (
    check_address,
    check_keys,
    check_language,
    consent_key,
    told_of,
)
from letterkit.presenting.detection_text import detected_in_words
from letterkit.rendering.formats import name_of_language
from letterkit.tui.kept import Kept
from letterkit.tui.keys import Keys
from letterkit.tui.picker import Item, Picked, Picker
from letterkit.tui.spoken import SpokenModal

_LANGUAGES = ("ru", "it", "ko", "ka", "en", "uk", "be", "kk", "hy", "az", "uz", "de", "fr", "es")
"""Languages to say that words are in, the likeliest first."""


class OwnWords(Kept):
    """Everything about `words` in a case but the typing of them."""

    def words_in_words(self) -> str:
        """Return which language the words are in and what becomes of them."""
        say, words = self.voice.say, self.answers.data.get("words") or {}
        text = str(words.get("text") or "")
        if not text.strip():
            return ""
        language = words.get("language")
        if language:
            name = name_of_language(language, self.voice.language)
            found = say(N_("Language: %(language)s"), language=name)
        else:
            found = detected_in_words(detect(text, hint=self.voice.language), self.voice)
        if words.get("leave_out"):
            fate = N_("left out of the letter")
        elif words.get("english"):
            fate = N_("in English in the letter")
        elif (language or detect(text).language) == "en":
            fate = N_("as they are in the letter")
        else:
            fate = N_("quoted in the letter as they are")
        return f"{found} · {say(fate)}"

    def find_language(self) -> None:
        """Keep which language the words are in, where it is plain to see and nobody has said."""
        words = self.answers.data.get("words") or {}
        if words.get("language") is None and (language := self._source()) is not None:
            self._put(language=language)

    def action_words(self) -> None:
        """Offer all that can be done with the buyer's own words."""
        say, words = self.voice.say, self.answers.data.get("words") or {}
        if not str(words.get("text") or "").strip():
            return
        items = [
            Item(
                id="translate",
                label=say(N_("Have them translated into English")),
                note=say(N_("Only after you agree: they leave this computer.")),
            ),
            Item(id="english", label=say(N_("Write the English yourself, or change it"))),
            Item(id="quote", label=say(N_("Quote them as they are"))),
            Item(id="leave_out", label=say(N_("Leave them out of the letter"))),
            Item(id="language", label=say(N_("They are in another language"))),
        ]

        def chosen(ids: Picked) -> None:
            if ids == ("translate",):
                self._pick_provider()
            elif ids == ("english",):
                self._edit(str(words.get("english") or ""), "")
            elif ids == ("language",):
                self._pick_language(lambda: None)
            elif ids is not None:
                self._put(english=None, leave_out=ids == ("leave_out",) or None)

        title = say(N_("Your own words")) + f"\n{self.words_in_words()}"
        self.app.push_screen(Picker(title, items), chosen)

    def _put(self, **changes: object) -> None:
        words = {**(self.answers.data.get("words") or {}), **changes}
        kept = {name: value for name, value in words.items() if value not in (None, "")}
        self.answers.replace({**self.answers.data, "words": kept})
        self.changed()

    def _pick_language(self, then: Callable[[], None]) -> None:
        items = [
            Item(id=code, label=name_of_language(code, self.voice.language), also=code)
            for code in _LANGUAGES
        ]

        def chosen(ids: Picked) -> None:
            if ids:
                self._put(language=ids[0])
                then()

        title = self.voice.say(N_("Which language are your words in?"))
        self.app.push_screen(Picker(title, items), chosen)

    def _pick_provider(self) -> None:
        if self._source() is None:
            self._pick_language(self._pick_provider)
            return
        if self.desk.is_offline:
            self.desk.tell_error(NoNetworkError(key="network"))
            return
        providers = self.desk.catalog.providers
        items = [
            Item(id=each.id, label=each.name, note=", ".join(each.keys))
            for each in providers.values()
        ]

        def chosen(ids: Picked) -> None:
            if not ids:
                return
            provider = providers[ids[0]]
            try:
                check_language(provider, self._source() or "", self.voice)
                check_keys(provider, os.environ)
            except LetterkitError as error:
                self.desk.tell_error(error)
                return
            if provider.needs_address:
                self._ask_address(provider)
            else:
                self._ask_consent(provider, "")

        self.app.push_screen(Picker(self.voice.say(N_("Who translates?")), items), chosen)

    def _source(self) -> str | None:
        """Return the language of the words, if it is known or plain to see."""
        said = value_in(self.answers.data, "words.language")
        if isinstance(said, str):
            return said
        text = str(value_in(self.answers.data, "words.text") or "")
        found = detect(text, hint=self.voice.language)
        return found.language if found.is_sure else None

    def _ask_address(self, provider: Provider) -> None:
        def typed(address: str | None) -> None:
            if address is None:
                return
            try:
                check_address(provider, address)
            except AddressMissingError as error:
                self.desk.tell_error(error)
            else:
                self._ask_consent(provider, address)

        title = self.voice.say(N_("At which address is the server?"))
        self.app.push_screen(LineScreen(title, placeholder="https://"), typed)

    def _ask_consent(self, provider: Provider, address: str) -> None:
        key = consent_key(provider, address)
        try:
            if key in read_settings().consents:
                self._translate(provider, address)
                return
        except LetterkitError as error:
            self.desk.tell_error(error)
            return
        say = self.voice.say
        items = [
            Item(id="no", label=say(N_("No: nothing leaves this computer"))),
            Item(id="yes", label=say(N_("I agree"))),
        ]

        def chosen(ids: Picked) -> None:
            if ids == ("yes",):
                try:
                    with_consent(key, self.desk.today())
                except LetterkitError as error:
                    self.desk.tell_error(error)
                else:
                    self._translate(provider, address)

        title = told_of(provider, self.voice)
        self.app.push_screen(Picker(f"{title} {address}".strip(), items), chosen)

    def _translate(self, provider: Provider, address: str) -> None:
        source, case = self._source(), self.sketch.case
        if source is None or case is None:
            return
        text = safe(str(value_in(self.answers.data, "words.text")))
        order = case.order
        facts = tuple(filter(None, (order.number, order.tracking, order.item, case.buyer.name)))
        self.notify(self.voice.say(N_("Translating…")), markup=False)
        self._ask_provider(text, provider, source, address, facts)

    @work(thread=True, exclusive=True)
    def _ask_provider(
        self, text: str, provider: Provider, source: str, address: str, facts: tuple[str, ...]
    ) -> None:
        """Ask in a thread: the answer may take ten seconds."""
        try:
            terms = self.desk.catalog.terms.values()
            english = translated(
                text, provider, source=source, target="en", facts=facts, terms=terms,
                address=address,
            )  # fmt: skip
            back = translated(
                english, provider, source="en", target=source, facts=facts, address=address
            )
        except LetterkitError as error:
            self.app.call_from_thread(self._refused, error)
        else:
            self.app.call_from_thread(self._edit, english, back)

    def _refused(self, error: LetterkitError) -> None:
        self.desk.tell_error(error)
        stays = N_("Your words stay as they are, and are quoted in the letter.")
        self.notify(self.voice.say(stays), markup=False)

    def _edit(self, english: str, back: str) -> None:
        def edited(text: str | None) -> None:
            if text is not None:
                self._put(english=text, leave_out=None)

        text = safe(str(value_in(self.answers.data, "words.text") or ""))
        self.app.push_screen(EnglishScreen(text, english, back), edited)


class LineScreen(SpokenModal[str | None]):
    """Asks for one line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "accept", N_("Go on"), priority=True),
        Binding("escape", "dismiss(None)", N_("Close"), priority=True),
    ]

    DEFAULT_CSS = """
    LineScreen #box Static { height: auto; }
    """

    def __init__(self, title: str, *, placeholder: str) -> None:
        super().__init__()
        self._title = safe(title)
        self._placeholder = placeholder

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Static(self._title, markup=False)
            yield Input(placeholder=self._placeholder, compact=True)
            yield Keys()

    def action_accept(self) -> None:
        self.dismiss(plain(self.query_one(Input).value))


class EnglishScreen(SpokenModal[str | None]):
    """The English of the buyer's words, to be judged, changed and accepted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "accept", N_("Accept"), priority=True),
        Binding("escape", "dismiss(None)", N_("Close"), priority=True),
    ]

    DEFAULT_CSS = """
    EnglishScreen {
        #box { width: 90; height: 96%; max-height: 96%; }
        #box Static { height: auto; max-height: 5; }
        #box .head { text-style: bold; color: $accent; margin-top: 1; }
        #box TextArea { height: 1fr; }
    }
    """

    def __init__(self, text: str, english: str, back: str) -> None:
        super().__init__()
        self._text, self._english, self._back = safe(text), safe(english), safe(back)

    def compose(self) -> ComposeResult:
        say = self.voice.say
        with Vertical(id="box"):
            yield Static(say(N_("Your words:")), classes="head")
            yield Static(self._text, markup=False)
            yield Static(say(N_("In English, as it will stand in the letter:")), classes="head")
            yield TextArea(self._english, compact=True, tab_behavior="focus")
            if self._back:
                said = N_("What that comes back as, by machine, for you to judge:")
                yield Static(say(said), classes="head")
                yield Static(self._back, markup=False)
            yield Keys()

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()

    def action_accept(self) -> None:
        self.dismiss(plain(self.query_one(TextArea).text))
