"""One question at a time: puts it, reads what is typed, and asks again until it will do."""

from collections.abc import Sequence
from gettext import NullTranslations
from typing import Any, Protocol

from letterkit.answering.typed import how_to_type, read_typed
from letterkit.domain.question import Choice
from letterkit.errors import BadValueError
from letterkit.marking import N_

_BACK, _WHY = "<", "?"
_AROUND = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"))
"""What people put around an answer and do not mean."""

# What to type, where the question alone does not say.
_NOTES = {"yes-no": N_("yes or no"), "date": N_("day.month.year")}


class Terminal(Protocol):
    """Where the questions go and the answers come from."""

    def ask(self, prompt: str) -> str:
        """Return one line; raises EOFError when there is no more."""

    def tell(self, text: str) -> None: ...


class WentBackError(Exception):
    """The buyer wants to answer the question before this one again."""


class Questioner:
    """Asks in one language; a question left open is None, "<" raises WentBackError."""

    def __init__(self, terminal: Terminal, translations: NullTranslations, language: str) -> None:
        self._terminal = terminal
        self._translations = translations
        self._language = language

    def pick_one(
        self,
        ask: str,
        choices: Sequence[Choice],
        *,
        why: str | Sequence[str] = "",
        is_needed: bool = True,
        default: Choice | None = None,
    ) -> Any:
        """Return the id of one choice: of `default` for Enter alone, else None for it.

        `why` is a sentence, or one for each choice.
        """
        self._tell_choices(ask, choices)
        while True:
            line = self._line(N_("Type its number."), why=why, is_needed=is_needed, default=default)
            if line is None:
                return default.id if default else None
            picked = self._numbered(line, choices)
            if picked is not None and len(picked) == 1:
                return picked[0]
            self.tell(N_("Type one number from the list."))

    def pick_some(
        self, ask: str, choices: Sequence[Choice], *, why: str = "", is_needed: bool = True
    ) -> Any:
        """Return the ids of one choice or more, or None."""
        self._tell_choices(ask, choices)
        while True:
            line = self._line(
                N_("Type the numbers, for example 1 3."), why=why, is_needed=is_needed
            )
            if line is None:
                return None
            picked = self._numbered(line, choices)
            if picked:
                return picked
            self.tell(N_("Type one or more numbers from the list."))

    def value(
        self, kind: str, ask: str, *, why: str = "", is_needed: bool = True, currency: str = ""
    ) -> Any:
        """Return a value of a question's kind as it stands in a case file, or None.

        `currency` is that of a sum that is typed without one.
        """
        while True:
            line = self._line(ask, why=why, is_needed=is_needed, note=_NOTES.get(kind, ""))
            if line is None:
                return None
            try:
                return self._read(kind, line, currency)
            except BadValueError as error:
                self.tell(how_to_type(error, kind))

    def _read(self, kind: str, line: str, currency: str) -> Any:
        if kind == "yes-no":
            return self._yes_or_no(kind, line)
        return read_typed(kind, line, language=self._language, currency=currency)

    def _yes_or_no(self, kind: str, line: str) -> bool:
        for words, meaning in ((N_("yes y"), True), (N_("no n"), False)):
            if line.casefold() in self._say(words).casefold().split():
                return meaning
        raise BadValueError(line, kind, key="")

    def tell(self, message: str) -> None:
        """Show a message in the buyer's language."""
        self._terminal.tell(self._say(message))

    def _tell_choices(self, ask: str, choices: Sequence[Choice]) -> None:
        self._terminal.tell("")
        self.tell(ask)
        for number, choice in enumerate(choices, start=1):
            self._terminal.tell(f"  {number:>2}  {self._say(choice.label or choice.says)}")

    @staticmethod
    def _numbered(line: str, choices: Sequence[Choice]) -> list[str] | None:
        """Return the ids behind numbers such as "1 3" or "1,3", or None if one is not there."""
        numbers = line.replace(",", " ").split()
        by_number = {str(number): choice.id for number, choice in enumerate(choices, start=1)}
        if not all(each in by_number for each in numbers):
            return None
        return [by_number[each] for each in dict.fromkeys(numbers)]

    def _line(
        self,
        ask: str,
        *,
        why: str | Sequence[str],
        is_needed: bool,
        note: str = "",
        default: Choice | None = None,
    ) -> str | None:
        """Return what was typed, or None for an optional question left open."""
        question = f"{self._say(ask)} ({self._say(note)})" if note else self._say(ask)
        if default is not None:
            question += self._say(N_(" [Enter: %(default)s]")) % {"default": default.label}
        elif not is_needed:
            question += self._say(N_(" [Enter: leave it open]"))
        while True:
            line = _unquoted(self._terminal.ask(f"\n{question}\n> ").strip())
            if line == _BACK:
                raise WentBackError
            if line == _WHY:
                self._explain(why or N_("The letter needs it to be exact."))
            elif line:
                return line
            elif default is not None or not is_needed:
                return None
            else:
                self._explain(why or N_("The letter cannot be written without it."))

    def _explain(self, why: str | Sequence[str]) -> None:
        if isinstance(why, str):
            self.tell(why)
            return
        for number, sentence in enumerate(why, start=1):
            self._terminal.tell(f"  {number:>2}  {self._say(sentence)}")

    def _say(self, message: str) -> str:
        return self._translations.gettext(message)


def _unquoted(line: str) -> str:
    """Return an answer without a pair of quotation marks around the whole of it."""
    for first, last in _AROUND:
        inner = line[len(first) : -len(last)]
        if line.startswith(first) and line.endswith(last) and first not in inner:
            return inner.strip()
    return line
