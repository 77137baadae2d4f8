"""A report of a mistake in letterkit itself: where it happened, and nothing that was typed."""

import platform
import traceback
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from letterkit import __version__
from letterkit.errors import LetterkitError, Translate
from letterkit.files.own import own_folder
from letterkit.files.saving import save_text
from letterkit.marking import N_

CRASHED = 70
"""Exit code of a mistake in letterkit itself (EX_SOFTWARE of sysexits.h)."""


def reported(error: BaseException | None, translate: Translate) -> tuple[str, str]:
    """Keep a report, and return what a person is told: what happened, and where the report is."""
    ended = translate(N_("letterkit has made a mistake and ended. Your cases are saved."))
    try:
        path = _save_report(error)
    except LetterkitError as unsaved:
        return ended, unsaved.told(translate)
    where = translate(N_("What happened, without anything you typed, is in %(path)s."))
    return ended, where % {"path": path}


def _save_report(error: BaseException | None) -> Path:
    """Keep a report and return where. The error's own words are left out: they can quote.

    Raises:
        UnwritableFileError: with the reason.
    """
    now = datetime.now().astimezone()
    versions = f"Textual {version('textual')}, Python {platform.python_version()}"
    lines = [f"letterkit {__version__}, {versions}, {platform.system()}", type(error).__name__]
    for frame in traceback.extract_tb(error.__traceback__ if error else None):
        lines.append(f"  {_module_of(frame.filename)}:{frame.lineno} {frame.name}")
    path = own_folder() / "reports" / f"{now:%Y%m%d-%H%M%S}.txt"
    save_text(path, "\n".join(lines) + "\n")
    return path


def _module_of(filename: str) -> str:
    """Return the end of a path: its beginning can hold the buyer's name."""
    return "/".join(Path(filename).parts[-2:])
