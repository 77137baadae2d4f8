"""Screens whose keys are named in the language of the interface."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding, Binding, BindingType
from textual.screen import ModalScreen, Screen, ScreenResultType

from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.tui.keys import Keys
from letterkit.tui.menu import Command

if TYPE_CHECKING:
    from letterkit.tui.app import LetterkitApp


GOING_ON = N_(
    "Tab and the arrow keys go from question to question, Enter answers or opens, Esc goes back."
)


class Spoken(Screen[ScreenResultType]):
    """A screen that speaks."""

    @property
    def desk(self) -> "LetterkitApp":
        """The app, with its cases and its settings."""
        return cast("LetterkitApp", self.app)

    @property
    def voice(self) -> Voice:
        voice: Voice = self.desk.voice
        return voice

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Bindings are frozen with the class; their English is translated where it is read."""
        say = self.voice.say
        return {
            key: active._replace(
                binding=replace(active.binding, description=say(active.binding.description))
            )
            for key, active in super().active_bindings.items()
        }

    def on_screen_resume(self) -> None:
        self._show_keys()
        self.take_keys()

    def on_screen_suspend(self) -> None:
        self._show_keys()

    def _show_keys(self) -> None:
        """Name the keys that work here; while a box stands over this, only those of the box do."""
        for keys in self.query(Keys):
            keys.refresh()

    @property
    def is_up(self) -> bool:
        """Whether it has all that a key can be meant for."""
        return self.is_mounted

    def take_keys(self) -> None:
        """Take what has been typed while this screen was coming up."""
        if self.is_active and self.is_up:
            self.desk.give_keys()

    def speak_anew(self) -> None:
        """Say everything in the language that has just been chosen."""
        self.refresh(recompose=True)

    def commands(self) -> list[Command]:
        """Return what the menu offers here."""
        return []

    def help_here(self) -> list[str]:
        """Return what there is to say about what has the focus."""
        menu = N_("F10 shows all that can be done; type there to find it.")
        return [self.voice.say(GOING_ON), self.voice.say(menu)]

    def keys_here(self) -> list[tuple[str, str]]:
        """Return the keys that work here, with what they do."""
        named: dict[str, tuple[str, str]] = {}
        for active in self.active_bindings.values():
            binding = active.binding
            if active.enabled and (binding.show or binding.id):
                # A Ctrl key has a name in each keyboard layout; the first is the one to show.
                key = self.app.get_key_display(binding)
                named.setdefault(binding.action, (key, binding.description))
        return list(named.values())


class SpokenModal(ModalScreen[ScreenResultType], Spoken[ScreenResultType]):
    """The same, in a box over another screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "app.help", N_("Help"), priority=True, id="app.help")
    ]

    DEFAULT_CSS = """
    SpokenModal {
        align: center middle;
        #box { width: 76; max-width: 96%; height: auto; max-height: 92%; border: round $primary;
               background: $surface; padding: 0 1; }
        #title { text-style: bold; height: auto; }
        #box Keys { dock: none; background: $surface; }
    }
    """

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close it, once: a key that comes too late must not close what stood behind it."""
        if not self.is_active:
            return AwaitComplete()
        self.desk.hold_keys()
        return super().dismiss(result)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """What the box is for stands before the help with it."""
        bindings = super().active_bindings
        if "f1" in bindings:
            bindings["f1"] = bindings.pop("f1")
        return bindings

    def help_here(self) -> list[str]:
        """Return nothing but the keys: the box itself says what it is about."""
        return []

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Have what grows with its content scroll where the box would not fit on the screen."""
        box = self.query_one("#box")
        around = sum(each.outer_size.height for each in box.children if not each.has_class("grows"))
        for each in box.query(".grows"):
            each.styles.max_height = max(1, self.size.height * 92 // 100 - 2 - around)
