"""`letterkit --plain`: a conversation in lines that ends in a letter."""

import shlex
import shutil
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from letterkit.cli.desk import Desk
from letterkit.cli.output import complain, remark, say
from letterkit.cli.plan import plan_of
from letterkit.cli.presenting import side_by_side_or_alone
from letterkit.domain.case import Case
from letterkit.drafting import draft
from letterkit.errors import LetterkitError, NoHomeError, UnwritableFileError
from letterkit.files.case_toml import case_as_toml
from letterkit.files.cases import case_from_data
from letterkit.files.saving import new_case_path, save_text
from letterkit.files.settings import save_language
from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.form_text import form_in_words
from letterkit.presenting.plan_text import plan_in_words
from letterkit.prompts.interview import Interview
from letterkit.rendering.formats import language_name


def run(desk: Desk) -> int:
    """Ask, draft, and say where the case is kept."""
    if desk.arguments.lang is None:
        desk = desk.in_language(_pick_language(desk))
        # A language that cannot be kept is asked for again next time.
        with suppress(LetterkitError):
            save_language(desk.language)
    kept = _Kept(desk)
    try:
        interview = Interview(
            desk.catalog, desk.language, _Console(), today=desk.today(), save=kept.save
        )
        data = interview.run()
    except (KeyboardInterrupt, EOFError):
        say()
        kept.tell(is_finished=False)
        return 130
    try:
        return _show(case_from_data(data, desk.catalog), desk, case_file=str(kept.path))
    finally:
        kept.tell(is_finished=True)


def _show(case: Case, desk: Desk, *, case_file: str) -> int:
    """Show letter, form and plan; the plan also where the letter cannot be written."""
    exit_code = 0
    try:
        drafted = draft(case, desk.catalog, today=desk.today())
        width = shutil.get_terminal_size((100, 24)).columns
        form = form_in_words(drafted, desk, drafted.text, width=width)
        say(f"\n{side_by_side_or_alone(drafted, desk)}\n\n{form}")
    except LetterkitError as error:
        complain(error, desk.say)
        exit_code = error.exit_code
    say(f"\n{plan_in_words(plan_of(case, desk), desk, program=desk.program, case_file=case_file)}")
    return exit_code


class _Console:
    """The terminal this process runs in."""

    def ask(self, prompt: str) -> str:
        # Setting the lines takes the space away after which the answer is typed.
        return input(f"{self._set(prompt)} ")

    def tell(self, text: str) -> None:
        say(self._set(text))

    def _set(self, text: str) -> str:
        width = shutil.get_terminal_size((80, 24)).columns
        return "\n".join(
            paragraph(line, width) if line.strip() else line for line in text.split("\n")
        )


class _Kept:
    """The file in which the case is kept, written after every answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.path: Path | None = None
        self._failed = False

    def save(self, data: dict[str, Any]) -> None:
        try:
            if self.path is None:
                self.path = new_case_path(data["problem"], datetime.now().astimezone())
            save_text(self.path, case_as_toml(data, self._desk.catalog, self._desk.say))
        except (NoHomeError, UnwritableFileError) as error:
            self._warn_once(error)

    def _warn_once(self, error: LetterkitError) -> None:
        """Go on without a file: the letter at the end is what the buyer came for."""
        if not self._failed:
            self._failed = True
            warning = N_("The case is not kept. Copy the letter before you close this window.")
            remark(f"{error.told(self._desk.say)} {self._desk.say(warning)}")

    def tell(self, *, is_finished: bool) -> None:
        if self.path is not None and not self._failed:
            remark(self._desk.say(N_("The case is kept in %(path)s."), path=self.path))
            again = N_("To see the letter again:")
            to_finish = N_("It can be finished with a text editor. To see what is missing:")
            remark(self._desk.say(again if is_finished else to_finish))
            # A line of its own, unbroken: it is there to be copied.
            remark(f"{self._desk.program} draft --beside {shlex.quote(str(self.path))}")


def _pick_language(desk: Desk) -> str:
    """Offer each language in its own name; Enter takes the one in use."""
    codes = list(desk.catalog.languages)
    for number, code in enumerate(codes, start=1):
        say(f"  {number}  {language_name(code)}")
    while True:
        line = input(f"[{codes.index(desk.language) + 1}] ").strip()
        if not line:
            return desk.language
        named = {
            name.casefold(): code
            for number, code in enumerate(codes, start=1)
            for name in (str(number), code, language_name(code))
        }
        if line.casefold() in named:
            return named[line.casefold()]
        say("  " + ", ".join(str(number) for number in range(1, len(codes) + 1)) + "?")
