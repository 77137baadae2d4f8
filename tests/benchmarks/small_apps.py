"""What the app is measured beside: the least that Textual can do, and the usual way to preview."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Footer, Input, Static

TEXT = (
    "Order {number}, winter jacket, USD 47.30, ordered on 20 September 2025. I have not received "
    "this order. Tracking number LW714402918CN shows no more movement. "
) * 4
BESIDE = (
    "Заказ № {number} от 20 сентября 2025 года: зимняя куртка, 47,30 USD. Этот заказ до меня не "
    "дошёл. По трек-номеру LW714402918CN движения больше нет. "
) * 4


class Floor(App[None]):
    """A line to type in, and what was typed."""

    def compose(self) -> ComposeResult:
        yield Input()
        yield Static("READY", id="shown", markup=False)
        yield Footer()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#shown", Static).update(self.shown(event.value))

    def shown(self, typed: str) -> str:
        return typed


class Preview(Floor):
    """The same with a letter of 1,200 characters in two languages, given to a Static whole."""

    def shown(self, typed: str) -> str:
        return (TEXT + "\n\n" + BESIDE).replace("{number}", typed)


if __name__ == "__main__":
    {"floor": Floor, "preview": Preview}[sys.argv[1]]().run()
