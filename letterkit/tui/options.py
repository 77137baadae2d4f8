"""A list of options that takes every key at every moment."""

from textual.widgets import OptionList


class Options(OptionList):
    """Textual's own trips over a page key that comes before the list has a place on the screen."""

    def action_page_up(self) -> None:
        if self.scrollable_content_region:
            super().action_page_up()  # type: ignore[no-untyped-call] # Textual's own

    def action_page_down(self) -> None:
        if self.scrollable_content_region:
            super().action_page_down()  # type: ignore[no-untyped-call] # Textual's own
