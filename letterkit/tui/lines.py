"""Lines of styled text that scroll; only those that change are drawn again.

A widget that is given a whole text draws all of it at every keystroke. Here a keystroke that
changes one line sends one line.
"""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from letterkit.domain.text import safe

Span = tuple[str, str]
"""Text, and the name of its style: one of the component classes, or empty."""
Line = tuple[Span, ...]
NARROWEST_TEXT = 20


class Lines(ScrollView, can_focus=True):
    """A text to read, line by line; markup in it is text, and control codes are left out."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual's own way
        "lines--heading", "lines--dim", "lines--gap", "lines--good", "lines--late", "lines--cursor"
    }  # fmt: skip

    DEFAULT_CSS = """
    Lines {
        height: 1fr;
        scrollbar-size-vertical: 1;
        .lines--heading { text-style: bold; color: $accent; }
        .lines--dim { color: $text-muted; }
        .lines--gap { color: $warning; text-style: bold; }
        .lines--good { color: $success; }
        .lines--late { color: $error; text-style: bold; }
        .lines--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self._styles: dict[str, Style] = {}
        """The style of each name, as long as one picture is drawn."""
        self.cursor: int | None = None
        """The line that stands out, if one does."""

    @property
    def text_width(self) -> int:
        """Cells for a line of text; in a window of no width as many as can hold a word."""
        return max(NARROWEST_TEXT, self.scrollable_content_region.width - 2)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines, keeping the place to which the reader has scrolled."""
        before, self._lines = self._lines, lines
        if len(before) != len(lines):
            self.virtual_size = Size(0, len(lines))
        top = self.scroll_offset.y
        for number in range(top, min(top + self.size.height, max(len(lines), len(before)))):
            # What cannot be seen is drawn when it comes into sight.
            if before[number : number + 1] != lines[number : number + 1]:
                self.refresh_line(number)

    def replace_lines(self, lines: Sequence[Line]) -> None:
        """Show lines of which none is known to be as before."""
        self._lines = lines
        self.virtual_size = Size(0, len(lines))
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        self._styles.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        number = y + self.scroll_offset.y
        width = self.size.width
        base = self._style("")
        if number >= len(self._lines):
            return Strip.blank(width, base)
        if number == self.cursor:
            base += self.get_component_rich_style("lines--cursor")
        segments = [Segment(" ", base)]
        for text, name in self._lines[number]:
            segments.append(Segment(safe(text), base + self._style(name) if name else base))
        return Strip(segments).adjust_cell_length(width, base)

    def _style(self, name: str) -> Style:
        style = self._styles.get(name)
        if style is None:
            component = f"lines--{name}"
            style = (
                self.get_component_rich_style(component, partial=True) if name else self.rich_style
            )
            self._styles[name] = style
        return style


class LaidOut(Lines):
    """Lines that are made for the width there is, and made anew when it changes."""

    def lines_in(self, width: int) -> Iterable[Line]:
        """Return what to show in `width` cells."""
        raise NotImplementedError

    def lay_out(self) -> None:
        if self.size.width:
            self.show_lines(tuple(self.lines_in(self.text_width)))

    def on_resize(self) -> None:
        self.lay_out()


def cut(text: str, width: int) -> str:
    """Return `text` within `width` cells, with an ellipsis where something is cut off."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(0, width - 1)).rstrip() + "…"
