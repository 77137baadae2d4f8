"""The keys that work now, said in the language of the interface."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

_ALWAYS = 4
"""Keys that stay however narrow it is: the first, and the last three."""


class Keys(Widget):
    """One line of keys; a click presses one. Where it is too narrow, those in the middle go.

    Textual's own footer makes new widgets whenever something changes; this draws one line.
    """

    DEFAULT_CSS = """
    Keys {
        dock: bottom;
        height: 1;
        background: $footer-background;
        color: $footer-description-foreground;
        link-style: none;
        link-color: $footer-description-foreground;
    }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render(self) -> RenderResult:
        shown: dict[str, Content] = {}
        if not self.screen.is_active:
            return Content("")
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in shown:
                key = self.app.get_key_display(binding)
                shown[binding.action] = Content.assemble(
                    (f" {key} ", "bold $footer-key-foreground"),
                    Content(binding.description),
                    " ",
                ).stylize(f"@click=app.simulate_key('{binding.key}')")
        return Content.assemble(*_fitting(list(shown.values()), self.size.width))


def _fitting(keys: list[Content], width: int) -> list[Content]:
    """Leave out what does not fit; the first stays, and the last: going back, help, the menu."""
    while sum(key.cell_length for key in keys) > width and len(keys) > _ALWAYS:
        keys = [*keys[:-_ALWAYS], *keys[1 - _ALWAYS :]]
    return keys
