"""The commands and their options, described in the language of the interface."""

import argparse
import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from letterkit import __version__
from letterkit.cli.arguments.common import EXIT_CODES, add_common, add_today
from letterkit.cli.help_text import Formatter, Parser
from letterkit.errors import Translate
from letterkit.files.shipped import folder
from letterkit.language.catalogs import DOMAIN
from letterkit.marking import N_

_MODULES = {
    "open": "letters",
    "draft": "letters",
    "plan": "letters",
    "guide": "looking_up",
    "check": "letters",
    "detect": "translating",
    "translate": "translating",
    "consent": "translating",
    "cases": "cases",
    "example": "letters",
    "list": "looking_up",
    "validate": "looking_up",
    "doctor": "looking_up",
    "batch": "batch",
    "template": "batch",
    "serve": "running",
    "completion": "running",
}
"""Where each command is described."""

# argparse looks up its own sentences in the current domain; here they join the catalogs.
_SENTENCES_OF_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("%(heading)s:"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
    N_(" (default: %(default)s)"),
)


def language_asked(argv: list[str]) -> str | None:
    """Return what `--lang` says, before the help in that language can be made."""
    asked = None
    for position, argument in enumerate(argv):
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and position + 1 < len(argv):
            asked = argv[position + 1]
    return asked


@contextmanager
def argparse_speaking(language: str) -> Iterator[None]:
    """Let argparse, which asks the environment, speak this language for a while."""
    gettext.bindtextdomain(DOMAIN, str(folder("locales")))
    domain = gettext.textdomain()
    gettext.textdomain(DOMAIN)
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def parser_for(_: Translate, argv: list[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command line, its help said through `_`.

    For an `argv` that names its command first, or none at all, it knows no more than that: each
    command takes a while to describe.
    """
    parser = Parser(
        prog="letterkit",
        description=_(
            "Drafts the letter you need when something bought on a marketplace never came or "
            "came wrong: in English for the form, and in your language for you."
        ),
        epilog=_(EXIT_CODES),
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    add_common(parser, _)
    parser.add_argument(
        "--version",
        action="version",
        version=f"letterkit {__version__}",
        help=_("show the version and stop"),
    )
    add_today(parser, _)
    parser.add_argument(
        "--plain",
        action="store_true",
        help=_("ask line by line instead of on a screen, for screen readers and simple terminals"),
    )
    parser.set_defaults(module="app")
    if argv == []:
        return parser
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    named = argv[0] if argv else ""
    for name, module in _MODULES.items():
        if name == named or named not in _MODULES:
            describing = import_module(f"letterkit.cli.arguments.{module}")
            getattr(describing, f"add_{name}")(commands, _)
    return parser
