"""`letterkit doctor`: where everything is kept, and whether it works."""

import locale
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from letterkit import __version__
from letterkit.cli.desk import Desk
from letterkit.cli.output import say, say_json
from letterkit.domain.noun import Noun
from letterkit.errors import LetterkitError
from letterkit.errors.files import ShippedDataError
from letterkit.errors.store import StoreDamagedError
from letterkit.files.own import own_folder
from letterkit.files.settings import Settings, read_settings, settings_path
from letterkit.files.shipped import folder
from letterkit.marking import N_
from letterkit.rendering.formats import language_name
from letterkit.store.database import journal_mode
from letterkit.store.examining import Examination, examined
from letterkit.store.store import store_path

BROKEN = 1
CLIPBOARDS = ("wl-copy", "xclip", "xsel", "pbcopy", "clip.exe", "termux-clipboard-set")
SAMPLE = "Щё èà 한글 ქართ ₾ │"

_STATES = {"good": N_("good"), "note": N_("note"), "broken": N_("broken")}
_NOT_MADE = N_("%(path)s (not made yet)")


class Finding(Noun, frozen=True, kw_only=True):
    """One line of the report, in the language of the interface."""

    id: str
    state: str
    """A key of `_STATES`."""
    label: str
    says: str
    hint: str = ""


class Report:
    """What was found so far."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.findings: list[Finding] = []

    def good(self, id: str, label: str, says: str, **values: object) -> None:
        self._add(id, "good", label, self.desk.say(says, **values))

    def note(self, id: str, label: str, says: str, hint: str, **values: object) -> None:
        """Add what works otherwise than one might wish."""
        self._add(id, "note", label, self.desk.say(says, **values), self.desk.say(hint, **values))

    def broken(self, id: str, label: str, error: LetterkitError) -> None:
        say = self.desk.say
        place = "".join(f"{part}: " for part in (error.file, error.key) if part)
        self._add(id, "broken", label, place + error.told(say), error.advice(say))

    def _add(self, id: str, state: str, label: str, says: str, hint: str = "") -> None:
        label = self.desk.say(label)
        self.findings.append(Finding(id=id, state=state, label=label, says=says, hint=hint))


def run(desk: Desk) -> int:
    """Print what was found; 1 if something is broken."""
    report = Report(desk)
    examinations: tuple[Callable[[Report], None], ...] = (
        _program, _folders, _store, _network, _clipboard, _terminal, _languages,
    )  # fmt: skip
    for examine in examinations:
        examine(report)
    if desk.arguments.json:
        say_json(report.findings)
    else:
        for finding in report.findings:
            say(f"{desk.say(_STATES[finding.state])}: {finding.label}: {finding.says}")
            if finding.hint:
                say(f"    {finding.hint}")
    return BROKEN if any(each.state == "broken" for each in report.findings) else 0


def _program(report: Report) -> None:
    report.good("version", "letterkit", f"{__version__}, Python {platform.python_version()}")
    report.good(
        "sqlite",
        "SQLite",
        N_("%(version)s; journal that loses nothing with it: %(journal)s"),
        version=sqlite3.sqlite_version,
        journal=journal_mode(),
    )


def _folders(report: Report) -> None:
    label = N_("Folder of your data")
    try:
        report.good("data", label, str(own_folder()))
    except LetterkitError as error:
        report.broken("data", label, error)
    label = N_("Settings")
    try:
        path = settings_path()
        read_settings()
        report.good("settings", label, "%(path)s" if path.exists() else _NOT_MADE, path=path)
    except LetterkitError as error:
        report.broken("settings", label, error)


def _store(report: Report) -> None:
    label = N_("Your cases")
    try:
        path = store_path()
        if not path.exists():
            report.good("store", label, _NOT_MADE, path=path)
            return
        found = examined(path)
    except LetterkitError as error:
        report.broken("store", label, error)
        return
    report.good(
        "store",
        label,
        N_("%(path)s (cases: %(cases)s, in the bin: %(binned)s)"),
        path=path,
        cases=found.cases,
        binned=found.binned,
    )
    _file_of_cases(report, path, found)


def _file_of_cases(report: Report, path: Path, found: Examination) -> None:
    if found.faults:
        report.broken("integrity", N_("State of the file"), StoreDamagedError(path=path))
    else:
        report.good("integrity", N_("State of the file"), N_("whole"))
    if found.is_safe_journal:
        report.good("journal", N_("Journal of the file"), found.journal)
    else:
        hint = N_("Open it once with this letterkit alone: the journal is then changed.")
        report.note("journal", N_("Journal of the file"), found.journal, hint)
    if found.is_private:
        report.good("private", N_("Who can read it"), N_("only you"))
    else:
        hint = N_("Take the rights of others away: chmod 700 %(folder)s")
        report.note(
            "private", N_("Who can read it"), N_("others as well"), hint, folder=path.parent
        )
    for copy in found.copies:
        hint = N_("It may hold cases that were deleted since. Delete it if you need it no more.")
        report.note("copy", N_("Earlier copy"), str(copy), hint)


def _network(report: Report) -> None:
    try:
        settings = read_settings()
    except LetterkitError:
        settings = Settings()
    if os.environ.get("LETTERKIT_NO_NETWORK") or not settings.network:
        report.good("network", N_("Network"), N_("nothing may leave this computer"))
    elif settings.consents:
        agreed = ", ".join(settings.consents)
        report.good("network", N_("Network"), N_("you agreed to: %(who)s"), who=agreed)
    else:
        report.good("network", N_("Network"), N_("not used: you have agreed to nothing"))


def _clipboard(report: Report) -> None:
    found = [name for name in CLIPBOARDS if shutil.which(name)]
    remote = "SSH_CONNECTION" in os.environ
    if found and not remote:
        report.good("clipboard", N_("Clipboard"), ", ".join(found))
        return
    says = N_("over SSH, only the terminal can reach yours") if remote else N_("no program for it")
    hint = N_("letterkit asks the terminal to copy (OSC 52). Some refuse: then save to a file.")
    report.note("clipboard", N_("Clipboard"), says, hint)


def _terminal(report: Report) -> None:
    columns, lines = shutil.get_terminal_size((0, 0))
    name = os.environ.get("TERM", "-")
    size = f"{columns}×{lines}" if columns else "-"
    if sys.stdin.isatty() and sys.stdout.isatty():
        report.good("terminal", N_("Terminal"), f"{name}, {size}")
    else:
        hint = N_("Commands work here; the questions need a terminal.")
        report.note("terminal", N_("Terminal"), N_("no terminal here"), hint)
    encoding = locale.getpreferredencoding(do_setlocale=False)
    if encoding.lower().replace("-", "") == "utf8":
        report.good("encoding", N_("Characters"), f"{encoding}: {SAMPLE}")
    else:
        hint = N_("letterkit writes UTF-8. If %(sample)s looks wrong, set LC_ALL=C.UTF-8.")
        report.note("encoding", N_("Characters"), encoding, hint, sample=SAMPLE)


def _languages(report: Report) -> None:
    catalogs = report.desk.catalog.languages
    spoken = [f"{language_name(code)} ({code})" for code in catalogs]
    report.good("languages", N_("Languages"), ", ".join(spoken))
    for code in catalogs:
        try:
            catalogs[code]
        except (OSError, ValueError, UnicodeError) as error:
            name = folder("locales") / code
            report.broken("languages", N_("Languages"), ShippedDataError(name=name, detail=error))
    if len(catalogs) == 1:
        hint = N_("The catalogs are missing: install letterkit again.")
        report.note("languages", N_("Languages"), N_("English only"), hint)
