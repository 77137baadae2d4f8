"""What the descriptions of commands have in common."""

import argparse
from typing import TypeAlias

from letterkit.cli.help_text import Formatter, Parser
from letterkit.errors import Translate
from letterkit.marking import N_

EXIT_CODES = N_(
    "Exit codes: 0 done, 1 something was found (a letter or a file fails its check, rows were "
    "refused, nobody can tell the language), 2 wrong command line, 3 file cannot be read or "
    "written, 4 file cannot be understood, 5 answers missing or contradictory, or no consent, "
    "6 fault in letterkit's own files, 7 a translation was refused, 8 a worker was lost, "
    "70 letterkit made a mistake, 130 interrupted."
)

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"  # noqa: SLF001 - no public name
"""What commands are added to."""


def add_command(
    commands: Commands, name: str, module: str, help: str, _: Translate
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=help,
        description=help,
        epilog=_(EXIT_CODES),
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    add_common(command, _)
    command.set_defaults(module=module)
    return command


def add_common(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument("-h", "--help", action="help", help=_("show this help and stop"))
    parser.add_argument(
        "--lang",
        metavar=_("LANGUAGE"),
        # The value given before the command must outlive the command's own default.
        default=argparse.SUPPRESS if parser.prog != "letterkit" else None,
        help=_("language to read in; “letterkit list languages” shows all"),
    )


def add_case(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument(
        "case",
        metavar=_("CASE"),
        help=_(
            "case file, TOML or JSON, or the id of a kept case where no file has that name; "
            "- reads standard input"
        ),
    )


def add_json(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def add_today(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument(
        "--today",
        metavar=_("DATE"),
        # The value given before the command must outlive the command's own default.
        default=argparse.SUPPRESS if parser.prog != "letterkit" else None,
        help=_("count from this day, as 2026-11-30, instead of today"),
    )


def add_limit(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument(
        "--limit", metavar=_("NUMBER"), help=_("how many characters the form takes")
    )
