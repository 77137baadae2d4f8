"""The command line: arguments, printing, exit codes, the clock."""

import os
import sys
from importlib import import_module
from pathlib import Path

from letterkit.cli.arguments import argparse_speaking, language_asked, parser_for
from letterkit.cli.desk import Desk
from letterkit.cli.output import complain, forget, forget_output, remark
from letterkit.domain.catalog import Catalog
from letterkit.errors import LetterkitError, Translate
from letterkit.errors.files import UnreadableFileError, UnwritableFileError
from letterkit.files.own import own_folder_if_any
from letterkit.files.settings import saved_language
from letterkit.files.shipped import shipped_catalog
from letterkit.language.catalogs import chosen_language

INTERRUPTED = 130


def run(argv: list[str]) -> int:
    """Carry out one command line and return the exit code."""
    _open_streams()
    translate: Translate = str
    try:
        catalog = shipped_catalog(own=own_folder_if_any())
        translate = catalog.languages["en"].gettext
        saved = _saved_language(catalog)
        language = chosen_language(language_asked(argv), saved, catalog.languages)
        translate = catalog.languages[language or "en"].gettext
        if "_ARGCOMPLETE" in os.environ:
            # Only Tab pays for argcomplete.
            from letterkit.cli.completing import complete

            complete(parser_for(translate), catalog, translate)
        parser = parser_for(translate, argv)
        with argparse_speaking(language or "en"):
            arguments = parser.parse_args(argv)
        arguments.command_line = tuple(argv)
        desk = Desk(catalog=catalog, chosen=language, arguments=arguments)
        command = import_module(f"letterkit.cli.{arguments.module}")
        exit_code: int = command.run(desk)
        sys.stdout.flush()
    except LetterkitError as error:
        complain(error, translate)
        return error.exit_code
    except (KeyboardInterrupt, EOFError):
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has had enough.
        forget_output()
        return 0
    except OSError as error:
        failed = _failure(error)
        complain(failed, translate)
        return failed.exit_code
    except Exception as error:  # a traceback would quote what the buyer has written
        return _report(error, translate)
    return exit_code


def _failure(error: OSError) -> LetterkitError:
    """Return what a person is told of a failure that no command has foreseen."""
    if error.filename is not None:
        unread = UnreadableFileError("failed", detail=error.strerror or "")
        return unread.in_file(os.fsdecode(error.filename))
    forget(sys.stdout)
    return UnwritableFileError(name="<stdout>", detail=error.strerror)


def _report(error: Exception, translate: Translate) -> int:
    """Say that letterkit has made a mistake, and where it is described; return the exit code."""
    from letterkit.files.crash_report import CRASHED, reported

    for line in reported(error, translate):
        remark(line)
    return CRASHED


def _open_streams() -> None:
    """Make all three streams speak UTF-8; one that is closed leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - open to the end
    for stream in (sys.stdout, sys.stderr):
        # What a file's name holds that is no text is shown as its bytes.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # a TextIOWrapper here


def _saved_language(catalog: Catalog) -> str | None:
    """Return the saved language; settings that cannot be read are told, and stop nobody."""
    try:
        return saved_language(catalog.languages)
    except LetterkitError as error:
        complain(error, catalog.languages["en"].gettext)
        return None
