"""letterkit on the screen."""

import asyncio
import gc
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import Screen

from letterkit.answering.data import Data
from letterkit.domain.catalog import Catalog
from letterkit.domain.text import safe
from letterkit.errors import LetterkitError
from letterkit.errors.files import UnwritableFileError
from letterkit.files.settings import Settings, save_language, save_look
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.rendering.formats import language_name
from letterkit.store.store import Store
from letterkit.tui.held_keys import KeyHolder
from letterkit.tui.home_screen import HomeScreen
from letterkit.tui.menu import Command
from letterkit.tui.spoken import Spoken

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from letterkit.answering.keeping import Keeper
    from letterkit.tui.picker import Picked

# The list of cases is what is looked at first: whatever it does not need is loaded later.

HUNG_UP = 129
"""Exit code of a program whose terminal has gone (128 and the number of SIGHUP)."""
_WIDE = 100
"""Columns from which a message has room beside the text."""
_TOLD = 40
"""Characters of a text that show which one was copied."""
PATIENCE = 3
"""Seconds that it may take to end by itself then."""


class LetterkitApp(KeyHolder):
    """The cases in the store, in the buyer's language."""

    TITLE = "letterkit"
    ENABLE_COMMAND_PALETTE = False
    NOTIFICATION_TIMEOUT = 4

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", N_("Help"), id="app.help"),
        Binding("f10", "menu", N_("Menu"), priority=True, id="app.menu"),
        Binding(
            "ctrl+q,ctrl+й,ctrl+ㅂ,ctrl+ქ", "quit", N_("Quit"), show=False, priority=True,
            id="app.quit",
        ),
    ]  # fmt: skip

    CSS = """
    .-ascii #box, .-ascii WelcomeScreen OptionList { border: ascii $primary; }
    .-ascii CaseScreen #side { border-left: ascii $panel; }
    .-ascii Toast { border-left: ascii $primary; }
    """

    def __init__(
        self,
        catalog: Catalog,
        store: Store,
        settings: Settings,
        *,
        language: str,
        today: Callable[[], date],
        is_offline: bool = False,
        is_visitor: bool = False,
        failure: LetterkitError | None = None,
        file: Path | None = None,
        case: str | None = None,
    ) -> None:
        super().__init__()
        self.catalog = catalog
        self.store = store
        self.settings = settings
        self.today = today
        self.is_offline = is_offline
        """Whether nothing may leave this computer, whatever the buyer agrees to."""
        self.is_visitor = is_visitor
        """Whether this is shown in the browser of somebody who does not own the computer."""
        self.voice = Voice(catalog, language)
        self._failure = failure
        """What is the matter with the store."""
        self.told_at_the_end: list[str] = []
        """What is said on the terminal once the screen is gone."""
        self._file = file
        self._case = case
        self._told_of_copy = ""
        """The message about the last copy, as long as it may still be shown."""

    def on_ready(self) -> None:
        """Look for garbage again as often as Python does: the app goes on for hours."""
        gc.freeze()
        gc.set_threshold(700, 10, 10)
        self._tell_page_language()

    def get_default_screen(self) -> Screen[None]:
        return HomeScreen()

    def on_mount(self) -> None:
        self.theme = self.settings.theme or "textual-dark"
        self.set_class(self.settings.ascii, "-ascii")
        self.set_keymap(self.settings.keys)
        self._heed_signals()
        if self._failure is not None:
            self.tell_error(self._failure)
        if self.settings.language is None and self._file is None and self._case is None:
            from letterkit.tui.welcome_screen import WelcomeScreen

            self.push_screen(WelcomeScreen())
        else:
            self.call_after_refresh(self.begin)

    def _heed_signals(self) -> None:
        """End as after Ctrl+Q when told to end, or when the terminal is closed."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._end, 128 + number)
        if not self.is_headless:
            threading.Thread(target=self._watch_terminal, args=(loop,), daemon=True).start()

    def _fatal_error(self) -> None:
        """End after a mistake in letterkit itself, without showing anything of the case."""
        self._save_all()
        from letterkit.files.crash_report import CRASHED, reported

        self.told_at_the_end += reported(self._exception, self.voice.say)
        self._return_code = CRASHED
        self._close_messages_no_wait()

    def _watch_terminal(self, loop: asyncio.AbstractEventLoop) -> None:
        """End when the terminal is gone: nobody else may say so.

        Textual can wait for ever for a terminal that is not there to take what it writes. By then
        everything is saved, and there is no screen to restore.
        """
        watch = select.poll()
        watch.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        watch.poll()
        loop.call_soon_threadsafe(self._end, HUNG_UP)
        time.sleep(PATIENCE)
        os._exit(HUNG_UP)

    def _end(self, code: int) -> None:
        self._save_all()
        self.exit(return_code=code)

    def _save_all(self) -> None:
        from letterkit.tui.case_screen import CaseScreen

        for screen in self.screen_stack:
            if isinstance(screen, CaseScreen):
                screen.save()

    @property
    def keeps_nothing(self) -> bool:
        """Whether the cases are gone when the app ends."""
        return self._failure is not None and not self._failure.is_warning

    def begin(self) -> None:
        """Show what was asked for, or what was open when letterkit ended without closing."""
        try:
            if self._file is not None:
                self._show_case_in(self._file)
            elif self._case is not None:
                self.open_case(self._case)
            elif left := self.store.left_open():
                self._offer(left)
            elif self._is_first_case():
                self.new_case()
            else:
                self.go_home()
        except LetterkitError as error:
            self.tell_error(error)
            self.give_keys()

    def _is_first_case(self) -> bool:
        home = self.screen_stack[0]
        is_empty = isinstance(home, HomeScreen) and home.is_empty
        return is_empty and not self.store.lines(archived=True)

    def _offer(self, left: list[str]) -> None:
        """Offer the case that was open when letterkit ended in the middle of it."""
        from letterkit.tui.picker import Item, Picker

        def chosen(ids: "Picked") -> None:
            if ids and ids[0] != "-":
                self.open_case(ids[0])

        say = self.voice.say
        items = []
        for line in self.store.lines(archived=True):
            if line.id in left:
                problem = self.catalog.problems.get(line.summary.get("problem") or "")
                label = say(problem.label) if problem else line.id
                items.append(Item(id=line.id, label=label, note=line.summary.get("item") or ""))
        items.append(Item(id="-", label=say(N_("Show all cases"))))
        title = say(N_("letterkit ended while this was open. Nothing is lost. Go on with it?"))
        self.push_screen(Picker(title, items), chosen)

    def new_case(self) -> None:
        from letterkit.answering.keeping import InStore, new_data

        data = new_data(self.store, self.catalog, self.voice.language)
        self._show_case(data, InStore(self.store))

    def open_case(self, id: str) -> None:
        from letterkit.answering.keeping import InStore

        try:
            stored = self.store.case(id)
            keeper = InStore(self.store, stored)
        except LetterkitError as error:
            self.tell_error(error)
            return
        self._show_case(stored.data, keeper)

    def _show_case_in(self, path: Path) -> None:
        from letterkit.answering.keeping import InFile

        file = InFile(path, self.catalog, self.voice.say)
        self._show_case(file.data, file)

    def _show_case(self, data: Data, keeper: "Keeper") -> None:
        from letterkit.tui.case_screen import CaseScreen

        self.go_home()
        self.push_screen(CaseScreen(data, keeper))

    def go_home(self) -> None:
        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as it stands on the keyboard: F2, Esc."""
        if binding.key == "enter":
            speaker = self.screen if isinstance(self.screen, Spoken) else self
            return speaker.voice.say(N_("Enter"))
        shown = super().get_key_display(binding)
        return shown if len(shown) == 1 or shown.startswith("^") else shown[0].upper() + shown[1:]

    def set_language(self, language: str) -> None:
        """Speak another language from now on, and at the next start."""
        self.voice = Voice(self.catalog, language)
        try:
            save_language(language)
        except LetterkitError as error:
            self.tell_error(error)
        self._tell_page_language()
        self._speak_anew()

    def _tell_page_language(self) -> None:
        if self.is_web:
            from letterkit.tui import browser

            browser.speak(self._driver, self.voice)

    def _speak_anew(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, Spoken):
                screen.speak_anew()

    async def on_event(self, event: events.Event) -> None:
        """Take nothing from the clipboard that commands the terminal."""
        if isinstance(event, events.Paste):
            event.text = safe(event.text)
        if isinstance(event, events.Key):
            self._untell_copy()
        await super().on_event(event)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: "SeverityLevel" = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a message for a while; it may name files and quote what they hold."""
        super().notify(
            safe(message), title=title, severity=severity, timeout=timeout, markup=markup
        )

    def tell_error(self, error: LetterkitError) -> None:
        """Show an error and what to do about it."""
        text = f"{error.told(self.voice.say)}\n{error.advice(self.voice.say)}".strip()
        self.notify(text, severity="error", timeout=12, markup=False)

    def on_app_blur(self, event: events.AppBlur) -> None:
        """Keep the cursor where it is while nobody looks at the page.

        Every page begins so, and Textual leaves a screen that opens then without a cursor.
        """
        if self.is_web:
            event.prevent_default()

    def on_delivery_complete(self, event: events.DeliveryComplete) -> None:
        """Say where a file is; what stands in it is nobody else's business."""
        if event.path is None:
            return
        with suppress(OSError):
            event.path.chmod(0o600)
        self.notify(self.voice.say(N_("Saved: %(path)s"), path=event.path), markup=False)

    def on_delivery_failed(self, event: events.DeliveryFailed) -> None:
        detail = event.exception.strerror if isinstance(event.exception, OSError) else ""
        self.tell_error(UnwritableFileError(name=event.name or "", detail=detail or ""))

    def copy(self, text: str) -> None:
        """Put a text on the clipboard by all ways, and say so honestly."""
        if self.is_web:
            # The page says whether it worked.
            self.copy_to_clipboard(text)
            return
        from letterkit.tui import clipboard

        is_native = clipboard.copy_natively(text)
        self.copy_to_clipboard(text)
        say = self.voice.say
        if is_native:
            said = say(N_("Copied. Paste it into the form."))
        elif clipboard.fits_in_terminal(text):
            said = say(N_("Copied through the terminal. If pasting brings nothing, save a file."))
        else:
            said = say(N_("This text may be too long for the terminal's clipboard: save a file."))
        if self.size.width >= _WIDE:
            beginning = " ".join(text[:_TOLD].split())
            more = "…" if len(text) > _TOLD else ""
            said = f"{beginning}{more}\n{said}"
        self.notify(said, markup=False)
        self._told_of_copy = safe(said)

    def _untell_copy(self) -> None:
        """Take away what was said about a copy: it stands over the text that is read next."""
        if self._told_of_copy:
            for notification in list(self._notifications):
                if notification.message == self._told_of_copy:
                    self._unnotify(notification)
            self._told_of_copy = ""

    def copy_to_clipboard(self, text: str) -> None:
        if not self.is_web:
            super().copy_to_clipboard(text)
            return
        from letterkit.tui import browser

        self._clipboard = text
        browser.copy(self._driver, text, self.voice)

    def promise(self, message: str) -> str:
        """Return what is promised about what is typed, as it holds for whoever sits here."""
        if self.is_visitor:
            from letterkit.tui.browser import PROMISES_TO_VISITORS

            message = PROMISES_TO_VISITORS[message]
        return message

    def action_menu(self) -> None:
        from letterkit.tui.picker import Item, Picker

        if not isinstance(self.screen, Spoken) or self.screen.is_modal:
            return
        commands = [
            *self.screen.commands(),
            Command("app.language", N_("Language")),
            Command("app.theme", N_("Colours")),
            Command("app.borders", N_("Borders of letters only, on or off")),
            Command("app.help", N_("Help")),
            Command("app.quit", N_("Quit")),
        ]

        async def chosen(ids: "Picked") -> None:
            # At once: what was typed meanwhile is meant for what this shows.
            if ids:
                await self.screen.run_action(ids[0])

        keys: dict[str, str] = {}
        for active in self.screen.active_bindings.values():
            keys.setdefault(active.binding.action, self.get_key_display(active.binding))
        items = [
            Item(
                id=command.action,
                label=command.in_words(
                    self.voice, keys.get(command.action.removeprefix("app."), "")
                ),
                also=command.label,
            )
            for command in commands
        ]
        title = self.voice.say(N_("What do you want to do?"))
        self.push_screen(Picker(title, items), chosen)

    def action_language(self) -> None:
        from letterkit.tui.picker import Item, Picker

        def chosen(ids: "Picked") -> None:
            if ids:
                self.set_language(ids[0])

        items = [
            Item(id=code, label=language_name(code), also=code) for code in self.catalog.languages
        ]
        title = self.voice.say(N_("Language"))
        self.push_screen(Picker(title, items, picked=(self.voice.language,)), chosen)

    def action_theme(self) -> None:
        from letterkit.tui.picker import Item, Picker

        say = self.voice.say
        names = {"textual-dark": say(N_("dark")), "textual-light": say(N_("light"))}
        names |= {name: name for name in sorted(self.available_themes) if name not in names}

        def chosen(ids: "Picked") -> None:
            if ids:
                self.theme = ids[0]
                self._save_look(theme=ids[0])

        items = [Item(id=name, label=label) for name, label in names.items()]
        self.push_screen(Picker(say(N_("Colours")), items, picked=(self.theme,)), chosen)

    def action_borders(self) -> None:
        self._save_look(ascii=not self.settings.ascii)
        self.set_class(self.settings.ascii, "-ascii")
        self._speak_anew()

    def _save_look(self, **look: object) -> None:
        try:
            self.settings = save_look(**look)
        except LetterkitError as error:
            self.tell_error(error)

    def action_help(self) -> None:
        from letterkit.tui.help_screen import HelpScreen

        screen = self.screen
        if isinstance(screen, Spoken) and not isinstance(screen, HelpScreen):
            self.push_screen(HelpScreen(screen.help_here(), screen.keys_here()))

    async def action_quit(self) -> None:
        self._save_all()
        self.exit()
