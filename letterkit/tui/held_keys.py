"""Keeps what is typed while a screen comes up for that screen, in order."""

import time
from typing import Any

from textual import events
from textual.app import App

from letterkit.tui.spoken import Spoken

LONGEST = 5.0
"""Seconds after which keys are heard again, though no screen has asked for them."""


class KeyHolder(App[None]):
    """An app that loses no key to a screen that is not there yet."""

    def __init__(self) -> None:
        super().__init__()
        self._is_coming_up = False
        """Whether a screen comes up that does not take keys yet."""
        self._coming_since = 0.0
        self._held: list[events.Key | events.Paste] = []
        """What has been typed meanwhile."""

    def push_screen(self, screen: Any, *args: Any, **kwargs: Any) -> Any:
        """Show a screen over the others; what is typed until it is there waits for it."""
        self.hold_keys()
        return super().push_screen(screen, *args, **kwargs)

    def hold_keys(self) -> None:
        """Keep what is typed from now on for the screen that comes up."""
        self._is_coming_up = True
        self._coming_since = time.monotonic()

    def give_keys(self) -> None:
        """Hand what was kept to the screen that has come up, and all that follows."""
        if self._is_coming_up:
            self.call_next(self._give_held)

    async def _give_held(self) -> None:
        if self._exit or not isinstance(self.screen, Spoken) or not self.screen.is_up:
            # A screen that comes up will ask for them itself.
            return
        self._is_coming_up = False
        await self._hear_held()

    async def _hear_held(self) -> None:
        # One of the keys can open a further screen: then the rest waits for that one. Of an app
        # that is ending nothing more is asked.
        while self._held and not self._is_coming_up and not self._exit:
            await super().on_event(self._held.pop(0))

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, events.Key | events.Paste):
            await super().on_event(event)
            return
        if self._is_coming_up and time.monotonic() - self._coming_since > LONGEST:
            self._is_coming_up = False
        self._held.append(event)
        await self._hear_held()
