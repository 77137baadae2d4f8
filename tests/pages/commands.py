"""docs/commands.md and the manual page, both from what `--help` says."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from argparse_manpage.manpage import Manpage

from letterkit import __version__
from letterkit.cli.arguments import parser_for
from letterkit.cli.help_text import EXAMPLES, commands_in
from tests.pages.tables import NOTICE

_INTRODUCTION = """\
# Commands

What `letterkit COMMAND --help` says of each; in your language with `--lang`. The manual page
`letterkit.1` comes with the package: `man letterkit`.

The result goes to standard output, everything else to standard error: what would make a letter
stronger, what did not fit, what is wrong. `-` in place of a file reads standard input. A case file
may be TOML or JSON, and the id of a kept case does as well. `--lang` and `--today` may stand before
or after the command.

"""


def pages() -> Iterator[tuple[str, str]]:
    with _plain_and_wide():
        yield "commands.md", NOTICE + _INTRODUCTION + "\n".join(_said())
        yield "letterkit.1", _manual()


def _said() -> Iterator[str]:
    for command in commands_in(parser_for(str)):
        yield f"## `{command.prog}`\n\n```text\n{command.format_help()}```\n"


def _manual() -> str:
    parser = parser_for(str)
    data = {
        "project_name": f"letterkit {__version__}",
        "manual_title": "letterkit",
        "description": "letters for marketplace disputes, in English and in your language",
        "date": " ",
    }
    page = Manpage(parser, data, format="single-commands-section")
    examples = [line for name in EXAMPLES for line in EXAMPLES[name]]
    page.add_section("examples", ">", "\n.PP\n".join(_escaped(line) for line in examples))
    return str(page)


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("-", "\\-")


@contextmanager
def _plain_and_wide() -> Iterator[None]:
    """Let argparse write the same whoever asks: no colour, 100 columns, English."""
    before = dict(os.environ)
    os.environ |= {"COLUMNS": "100", "NO_COLOR": "1", "LANGUAGE": "en"}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
