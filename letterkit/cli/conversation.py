"""`letterkit --plain`: a conversation in lines that ends in a letter and a plan."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shlex import quote

from letterkit.answering.data import Data
from letterkit.answering.keeping import ElsewhereError, InFile, InStore, new_data
from letterkit.answering.sketch import Sketch
from letterkit.answering.summary import summary_of
from letterkit.cli.desk import Desk
from letterkit.cli.output import ask, complain, remark, say
from letterkit.cli.plan import plan_of
from letterkit.domain.case import Case
from letterkit.domain.question import Choice
from letterkit.domain.text import safe
from letterkit.drafting import draft
from letterkit.errors import LetterkitError
from letterkit.files.settings import read_settings, save_language
from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.form_text import form_in_words
from letterkit.presenting.plan_text import plan_in_words
from letterkit.prompts.interview import WHAT_THIS_IS, Interview
from letterkit.prompts.questioner import Asked, Questioner, WentBackError
from letterkit.rendering.formats import language_name
from letterkit.store.store import Store

_NEW = "+"


def run(desk: Desk, store: Store, failure: LetterkitError | None) -> int:
    """Ask, draft, and say where the case is kept; `failure` says why the store keeps nothing.

    Raises:
        KeyboardInterrupt: after a word on how to go on.
    """
    kept: _Kept | None = None
    try:
        desk = _in_chosen_language(desk)
        say(_set(desk.say(WHAT_THIS_IS)))
        if failure is not None:
            complain(failure, desk.say)
        kept = _kept_case(desk, store, keeps_nothing=_is_grave(failure))
        exit_code = _talk(desk, kept)
    except KeyboardInterrupt:
        _say_goodbye(desk, kept)
        raise
    except EOFError:
        _say_goodbye(desk, kept)
        return 0
    kept.close()
    return exit_code


def _is_grave(failure: LetterkitError | None) -> bool:
    return failure is not None and not failure.is_warning


def _talk(desk: Desk, kept: "_Kept") -> int:
    """Ask until the letter can be written and the buyer has nothing to change any more."""
    interview = Interview(desk, _Console(), kept.data, today=desk.today(), save=kept.save)
    while True:
        sketch = interview.run()
        exit_code = _show(sketch.case, desk, kept) if sketch.case is not None else 0
        kept.tell_where()
        with suppress(WentBackError, EOFError):
            ask = N_("Enter ends. To change an answer, go back to the questions with <")
            Questioner(_Console(), desk).wait(ask)
            return exit_code
        if not interview.go_back():
            return exit_code


def _show(case: Case, desk: Desk, kept: "_Kept") -> int:
    """Show letter, form and plan; the plan also where the letter cannot be written."""
    exit_code = 0
    try:
        drafted = draft(case, desk.catalog, today=desk.today())
        parts = [f"{desk.say(N_('To be sent'))}:", drafted.text]
        if drafted.language != drafted.to:
            parts += [f"{desk.say(N_('What it says'))}:", drafted.beside]
        # An arrow is read out, or left out, as each screen reader pleases.
        form = form_in_words(drafted, desk, drafted.text, width=_width()).replace("→", ">")
        say("\n" + "\n\n".join([*parts, form]))
    except LetterkitError as error:
        complain(error, desk.say)
        exit_code = error.exit_code
    made = plan_of(case, desk)
    say(f"\n{plan_in_words(made, desk, program=desk.program, case_file=kept.name)}\n")
    return exit_code


def _say_goodbye(desk: Desk, kept: "_Kept | None") -> None:
    say()
    if kept is not None:
        kept.tell_how_to_go_on()
    else:
        remark(desk.say(N_("Nothing has been answered yet.")))


class _Console:
    """The terminal this process runs in."""

    def ask(self, prompt: str) -> str:
        # Setting the lines takes the space away after which the answer is typed.
        return ask(f"{_set(prompt)} ")

    def tell(self, text: str) -> None:
        say(_set(text))


def _width() -> int:
    return shutil.get_terminal_size((80, 24)).columns


def _set(text: str) -> str:
    """Return a text with its lines broken at the edge of the terminal."""
    width = _width()
    return "\n".join(paragraph(line, width) if line.strip() else line for line in text.split("\n"))


class _Kept:
    """Where the case is kept: in the store, or in the file that it comes from."""

    def __init__(
        self, desk: Desk, keeper: InStore | InFile, data: Data, store: Store, *, keeps_nothing: bool
    ) -> None:
        self._desk = desk
        self._keeper = keeper
        self._store = store
        self._cannot_save = keeps_nothing
        self.data = data

    @property
    def name(self) -> str:
        """What to call the case in a command."""
        if isinstance(self._keeper, InFile):
            return str(self._keeper.path)
        return self._keeper.id or "-"

    def save(self, data: Data, sketch: Sketch) -> None:
        """Keep the case as it is now; where that cannot be, warn once and go on."""
        try:
            self._keeper.save(data, summary_of(data, sketch))
        except ElsewhereError:
            for said in (
                N_("This case was changed in another window in the meantime."),
                N_("What you have here is kept as a case of its own."),
            ):
                remark(self._desk.say(said))
            self._keeper = InStore(self._store)
            self.save(data, sketch)
        except LetterkitError as error:
            # The letter at the end is what the buyer came for.
            if not self._cannot_save:
                complain(error, self._desk.say)
                self._warn()
            self._cannot_save = True

    def _warn(self) -> None:
        warning = N_("The case is not kept. Copy the letter before you close this window.")
        remark(self._desk.say(warning))

    def tell_where(self) -> None:
        if self._cannot_save:
            self._warn()
        else:
            remark(self._desk.say(N_("The case is kept. To see the letter again:")))
            # A line of its own, unbroken: it is there to be copied.
            remark(f"{self._desk.program} draft --beside {quote(self.name)}")

    def tell_how_to_go_on(self) -> None:
        if self._cannot_save:
            self._warn()
        elif self.name == "-":
            remark(self._desk.say(N_("Nothing has been answered yet.")))
        else:
            command = f"{self._desk.program} --plain open {quote(self.name)}"
            said = N_("What you answered is saved. To go on: %(command)s")
            remark(self._desk.say(said, command=command))

    def close(self) -> None:
        with suppress(LetterkitError):
            self._keeper.close()


def _kept_case(desk: Desk, store: Store, *, keeps_nothing: bool) -> _Kept:
    """Return the case that was asked for, or that the buyer wants to go on with, or a new one."""
    name: str | None = getattr(desk.arguments, "case", None)
    if name is not None and Path(name).exists():
        file = InFile(Path(name), desk.catalog, desk.say)
        return _Kept(desk, file, file.data, store, keeps_nothing=False)
    id = name or _picked_case(desk, store)
    if id == _NEW:
        new = new_data(store, desk.catalog, desk.language)
        return _Kept(desk, InStore(store), new, store, keeps_nothing=keeps_nothing)
    stored = store.case(id)
    return _Kept(desk, InStore(store, stored), stored.data, store, keeps_nothing=False)


def _picked_case(desk: Desk, store: Store) -> str:
    """Offer the cases of the store, and a new one; first of all the one that stood open."""
    lines = store.lines()
    if not lines:
        return _NEW
    left = store.left_open()
    choices = [
        Choice(id=_NEW, label=N_("New case")),
        *(Choice(id=line.id, label=_called(line.summary, desk)) for line in lines),
    ]
    now = next((line.id for line in lines if line.id in left), _NEW)
    shown = next(desk.say(choice.label) for choice in choices if choice.id == now)
    asked = Asked(N_("Go on with a case, or begin a new one?"), now=now, shown=shown)
    while True:
        with suppress(WentBackError):
            picked: str = Questioner(_Console(), desk).pick_one(asked, choices)
            return picked


def _called(summary: Data, desk: Desk) -> str:
    return ", ".join(_parts_of(summary, desk))


def _parts_of(summary: Data, desk: Desk) -> Iterator[str]:
    problem = desk.catalog.problems.get(summary.get("problem") or "")
    if problem is not None:
        yield desk.say(problem.label)
    for name in ("item", "number"):
        if summary.get(name):
            yield safe(str(summary[name]))
    if summary.get("missing"):
        yield desk.say(N_("Answers still needed: %(count)s"), count=summary["missing"])


def _in_chosen_language(desk: Desk) -> Desk:
    """Ask for the language once and for all; `--lang` and an earlier choice say it already."""
    with suppress(LetterkitError):
        if desk.arguments.lang is not None or read_settings().language is not None:
            return desk
    desk = desk.in_language(_pick_language(desk))
    # A language that cannot be kept is asked for again next time.
    with suppress(LetterkitError):
        save_language(desk.language)
    return desk


def _pick_language(desk: Desk) -> str:
    """Offer each language in its own name; Enter takes the one in use."""
    codes = list(desk.catalog.languages)
    for number, code in enumerate(codes, start=1):
        say(f"  {number}  {language_name(code)}")
    while True:
        line = ask(f"[{codes.index(desk.language) + 1}] ").strip()
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
