"""Everything that can be done, found by its name in the buyer's language or in English."""

from typing import NamedTuple

from letterkit.presenting.voice import Voice


class Command(NamedTuple):
    """One thing to do: an action of the screen or of the app, and what it is called."""

    action: str
    label: str

    def in_words(self, voice: Voice, key: str) -> str:
        label = voice.say(self.label)
        return f"{label}  ({key})" if key else label
