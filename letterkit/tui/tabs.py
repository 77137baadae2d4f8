"""What can be looked at of a case, each with the key that shows it."""

from collections.abc import Collection, Mapping

from textual.content import Content
from textual.widgets import Static

from letterkit.marking import N_
from letterkit.presenting.voice import Voice

VIEWS = {
    "questions": N_("Questions"),
    "letter": N_("Letter"),
    "copy": N_("Copy"),
    "plan": N_("What to do"),
    "guide": N_("Guides"),
}
"""What can be looked at, by id; the first stands beside the others where there is room."""


class Tabs(Static):
    """One line; a click shows a view."""

    DEFAULT_CSS = """
    Tabs { height: 1; background: $panel; link-style: none; link-color: $foreground; }
    """

    def show(self, shown: Collection[str], keys: Mapping[str, str], voice: Voice) -> None:
        """Show all views; those that can be seen stand out."""
        parts = []
        for view, label in VIEWS.items():
            text = f" {keys[view]} {voice.say(label)} "
            tab = Content.styled(text, "bold reverse" if view in shown else "")
            parts.append(tab.stylize(f"@click=screen.view('{view}')"))
        self.update(Content(" ").join(parts), layout=False)
