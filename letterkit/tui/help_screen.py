"""What is asked for here and why, and which keys work."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.tui.keys import Keys
from letterkit.tui.lines import Line, Lines
from letterkit.tui.spoken import SpokenModal


class HelpScreen(SpokenModal[None]):
    """Paragraphs on what has the focus, then the keys with what they do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f1", "dismiss", N_("Close"), priority=True),
    ]

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        #box { width: 76; max-width: 96%; height: 90%; border: round $primary;
               background: $surface; }
        #box Keys { dock: none; background: $surface; }
    }
    """

    def __init__(self, paragraphs: list[str], keys: list[tuple[str, str]]) -> None:
        super().__init__()
        self._paragraphs = paragraphs
        self._named_keys = keys

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield Lines(id="help")
            yield Keys()

    def on_mount(self) -> None:
        lines = self.query_one(Lines)
        lines.focus()
        self.call_after_refresh(self._lay_out)

    def on_resize(self) -> None:
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        lines = self.query_one(Lines)
        width = lines.text_width
        shown: list[Line] = []
        for text in self._paragraphs:
            shown += [((row, ""),) for row in paragraph(text, width).split("\n")]
            shown.append(())
        shown.append(((self.voice.say(N_("Keys")), "heading"),))
        column = max(len(key) for key, _ in self._named_keys) + 2
        for key, does in self._named_keys:
            shown.append(((f"{key:<{column}}", "good"), (does, "")))
        lines.show_lines(shown)
