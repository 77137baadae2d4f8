"""Says in one line which letter this is, what is missing and until when."""

from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from letterkit.answering.sketch import Sketch
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.rendering import formats


def state_of(
    sketch: Sketch, voice: Voice, keys: Mapping[str, str], *, promise: str
) -> tuple[str, ...]:
    """Return how a letter is called, what is missing and until when.

    `keys` are the keys that show the questions and the form, by view. `promise` is said where no
    letter was chosen yet.
    """
    if sketch.letter is None:
        return voice.say(N_("New case")), promise
    return voice.say(sketch.letter.label), *_progress(sketch, voice, keys), *_limit(sketch, voice)


def _progress(sketch: Sketch, voice: Voice, keys: Mapping[str, str]) -> Iterator[str]:
    key = keys["questions"]
    if count := len(sketch.missing):
        yield voice.say(N_("Answers still needed: %(count)s (%(key)s)"), count=count, key=key)
    elif count := len(sketch.faults):
        yield voice.say(N_("Answers to put right: %(count)s (%(key)s)"), count=count, key=key)
    elif sketch.is_complete:
        yield voice.say(N_("The letter is complete (%(key)s: copy)"), key=keys["copy"])


def _limit(sketch: Sketch, voice: Voice) -> Iterator[str]:
    if sketch.plan is not None and sketch.plan.by is not None:
        day = formats.day(sketch.plan.by, voice.language)
        yield voice.say(N_("act by %(day)s"), day=day)


class StateLine(Widget):
    """One line; what stands first is left out where it is too narrow for all."""

    DEFAULT_CSS = """
    StateLine { height: 1; background: $panel; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[str, ...] = ()

    def show(self, parts: tuple[str, ...]) -> None:
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    def render(self) -> RenderResult:
        parts = self._parts
        while len(parts) > 1 and cell_len(" · ".join(parts)) >= self.size.width:
            # How the letter is called stands in the form as well.
            parts = parts[1:]
        return Content(f" {' · '.join(parts)}")
