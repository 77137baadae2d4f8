"""The help of a command: what is taken if nothing is said, and lines to copy."""

import argparse
import gettext
from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

from letterkit.domain.text import safe
from letterkit.marking import N_

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

EXAMPLES = {
    "": (
        "letterkit",
        "letterkit example not-received --lang ka > case.toml",
        "letterkit draft case.toml --beside",
    ),
    "open": ("letterkit open case.toml",),
    "draft": (
        "letterkit draft case.toml --beside",
        "letterkit draft case.toml --form --limit 500",
        "letterkit draft case.toml --letter ask-seller --json",
    ),
    "plan": ("letterkit plan case.toml", "letterkit plan case.toml --ics days.ics"),
    "guide": ("letterkit guide dispute", "letterkit guide --case case.toml --lang it"),
    "check": ("letterkit check letter.txt --case case.toml",),
    "detect": ("letterkit detect letter.txt",),
    "translate": ("letterkit translate case.toml --provider google --save",),
    "consent": ("letterkit consent", "letterkit consent google --give"),
    "cases": ("letterkit cases import case.toml", "letterkit cases list"),
    "cases list": ("letterkit cases list --archived",),
    "cases show": ("letterkit cases show ID",),
    "cases export": ("letterkit cases export --all --to my-cases/",),
    "cases import": ("letterkit cases import case.toml",),
    "cases archive": ("letterkit cases archive ID", "letterkit cases archive ID --back"),
    "cases delete": ("letterkit cases delete ID", "letterkit cases delete --for-good"),
    "cases restore": ("letterkit cases restore ID",),
    "example": (
        "letterkit example damaged --lang ru > case.toml",
        "letterkit example not-received --letter extension --json",
    ),
    "list": ("letterkit list problems", "letterkit list rules aliexpress --json"),
    "validate": ("letterkit validate",),
    "doctor": ("letterkit doctor",),
    "batch": (
        "letterkit batch cases.csv --dry-run",
        "letterkit batch cases.csv --out letters --refused refused.csv",
        "letterkit batch cases.csv --out letters --refused refused.csv --resume",
    ),
    "template": ("letterkit template check letter.j2 people.csv",),
    "serve": ("letterkit serve", "letterkit serve --port 9000 --lang ka"),
    "completion": (
        "letterkit completion bash > ~/.local/share/bash-completion/completions/letterkit",
        "letterkit completion zsh > ~/.zfunc/_letterkit",
        "letterkit completion fish > ~/.config/fish/completions/letterkit.fish",
    ),
}
"""By command."""

_EXAMPLES = N_("Examples:")


def commands_in(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield a parser and those of its commands, in their order."""
    yield parser
    for action in parser._actions:  # noqa: SLF001 - argparse lists its commands nowhere else
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                yield from commands_in(command)


class Parser(argparse.ArgumentParser):
    """argparse, but the whole usage is not repeated over every mistake."""

    @property
    def examples(self) -> tuple[str, ...]:
        """Command lines to copy; none for a command that needs no example."""
        return EXAMPLES.get(self.prog.partition(" ")[2], ())

    def format_help(self) -> str:
        help = super().format_help()
        if not self.examples:
            return help
        lines = "".join(f"  {line}\n" for line in self.examples)
        return f"{help}\n{gettext.gettext(_EXAMPLES)}\n{lines}"

    def _print_message(self, message: str, file: "SupportsWrite[str] | None" = None) -> None:
        super()._print_message(safe(message), file)

    def error(self, message: str) -> NoReturn:
        said = gettext.gettext("%(prog)s: error: %(message)s\n")
        self.exit(2, said % {"prog": self.prog, "message": message})


class Formatter(argparse.HelpFormatter):
    """Says which value is taken where none is given."""

    def start_section(self, heading: str | None) -> None:
        # argparse names its sections when a parser is made. Their names are translated when they
        # are read: the first translation reads a whole catalog.
        super().start_section(heading and gettext.gettext(heading))

    def _get_help_string(self, action: argparse.Action) -> str:
        help = action.help or ""
        is_told = isinstance(action.default, str) and action.default not in ("", argparse.SUPPRESS)
        return help + gettext.gettext(" (default: %(default)s)") if is_told else help
