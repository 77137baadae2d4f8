"""The keys that work now, said in the language of the interface."""

from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget


class Keys(Widget):
    """One line of keys; a click presses one.

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
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled and binding.action not in shown:
                key = self.app.get_key_display(binding)
                shown[binding.action] = Content.assemble(
                    (f" {key} ", "bold $footer-key-foreground"),
                    Content(binding.description),
                    " ",
                ).stylize(f"@click=app.simulate_key('{binding.key}')")
        return Content.assemble(*shown.values())
