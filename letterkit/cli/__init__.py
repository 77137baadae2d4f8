"""The command line: arguments, printing, exit codes, the clock."""

import os
import sys
from importlib import import_module

from letterkit.cli.arguments import argparse_speaking, language_asked, parser_for
from letterkit.cli.desk import Desk
from letterkit.cli.output import complain
from letterkit.domain.catalog import Catalog
from letterkit.errors import LetterkitError
from letterkit.files.own import own_folder
from letterkit.files.settings import saved_language
from letterkit.files.shipped import shipped_catalog
from letterkit.language.catalogs import chosen_language

INTERRUPTED = 130


def run(argv: list[str]) -> int:
    """Carry out one command line and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # sys.stdout is a TextIOWrapper here
    catalog = shipped_catalog(own=own_folder())
    translate = catalog.languages["en"].gettext
    try:
        saved = _saved_language(catalog)
        language = chosen_language(language_asked(argv), saved, catalog.languages)
        translate = catalog.languages[language or "en"].gettext
        with argparse_speaking(language or "en"):
            arguments = parser_for(translate).parse_args(argv)
        desk = Desk(catalog=catalog, chosen=language, arguments=arguments)
        command = import_module(f"letterkit.cli.{arguments.module}")
        exit_code: int = command.run(desk)
        sys.stdout.flush()
    except LetterkitError as error:
        complain(error, translate)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has had enough. Python would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return exit_code


def _saved_language(catalog: Catalog) -> str | None:
    """Return the saved language; settings that cannot be read are told, and stop nobody."""
    try:
        return saved_language(catalog.languages)
    except LetterkitError as error:
        complain(error, catalog.languages["en"].gettext)
        return None
