"""One question at a time: puts it, reads what is typed, and asks again until it will do."""

from collections.abc import Sequence
from typing import Any, Protocol

from letterkit.answering.typed import how_to_type, is_bare_sum, read_typed
from letterkit.domain.question import Choice
from letterkit.errors.answers import BadValueError
from letterkit.marking import N_
from letterkit.presenting.voice import Voice

_BACK, _WHY, _OPEN = "<", "?", "-"
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


class Asked:
    """One question as it is put: what explains it, and what Enter alone means."""

    def __init__(
        self,
        ask: str,
        *,
        why: str = "",
        purposes: Sequence[str] = (),
        is_needed: bool = True,
        now: Any = None,
        shown: str = "",
    ) -> None:
        self.ask = ask
        self.why = why
        self.purposes = purposes
        """A sentence on each choice, where they need one."""
        self.is_needed = is_needed
        self.now = now
        """The answer so far, which Enter alone keeps."""
        self.shown = shown
        """The same in words."""


class Questioner:
    """Asks in one language; a question left open is None, "<" raises WentBackError."""

    def __init__(self, terminal: Terminal, voice: Voice) -> None:
        self._terminal = terminal
        self._voice = voice

    def pick_one(self, asked: Asked, choices: Sequence[Choice]) -> Any:
        """Return the id of one choice, or None."""
        self._tell_choices(asked.ask, choices)
        while True:
            line = self._line(N_("Type its number."), asked)
            if line is None or line is asked.now:
                return line
            picked = self._numbered(line, choices)
            if picked is not None and len(picked) == 1:
                return picked[0]
            self.tell(N_("Type one number from the list."))

    def pick_some(self, asked: Asked, choices: Sequence[Choice]) -> Any:
        """Return the ids of one choice or more, or None."""
        self._tell_choices(asked.ask, choices)
        while True:
            line = self._line(N_("Type the numbers, for example 1 3."), asked)
            if line is None or line is asked.now:
                return line
            picked = self._numbered(line, choices)
            if picked:
                return picked
            self.tell(N_("Type one or more numbers from the list."))

    def value(self, kind: str, asked: Asked, *, currency: str = "") -> Any:
        """Return a value of a question's kind, days as texts, or None.

        `currency` is that of a sum that is typed without one; if none is known, the sum stays bare.
        """
        while True:
            line = self._line(asked.ask, asked, note=_NOTES.get(kind, ""))
            if line is None or line is asked.now:
                return line
            try:
                value = self._read(kind, line, currency)
            except BadValueError as error:
                self.tell(how_to_type(error, kind))
            else:
                return str(value) if kind == "date" else value

    def _read(self, kind: str, line: str, currency: str) -> Any:
        if kind == "yes-no":
            return self._yes_or_no(kind, line)
        if kind == "money" and not currency and is_bare_sum(line):
            return line
        return read_typed(kind, line, language=self._voice.language, currency=currency)

    def _yes_or_no(self, kind: str, line: str) -> bool:
        for words, meaning in ((N_("yes y"), True), (N_("no n"), False)):
            if line.casefold() in self._voice.say(words).casefold().split():
                return meaning
        raise BadValueError(line, kind, key="")

    def wait(self, prompt: str) -> None:
        """Wait for Enter."""
        line = self._terminal.ask(f"\n{self._voice.say(prompt)}\n> ").strip()
        if _unquoted(line) == _BACK:
            raise WentBackError

    def tell(self, message: str) -> None:
        """Show a message in the buyer's language."""
        self.tell_as_it_is(self._voice.say(message))

    def tell_as_it_is(self, text: str) -> None:
        self._terminal.tell(text)

    def _tell_choices(self, ask: str, choices: Sequence[Choice]) -> None:
        self._terminal.tell("")
        self.tell(ask)
        for number, choice in enumerate(choices, start=1):
            self._terminal.tell(f"  {number:>2}  {self._voice.say(choice.label or choice.says)}")

    @staticmethod
    def _numbered(line: str, choices: Sequence[Choice]) -> list[str] | None:
        """Return the ids behind numbers such as "1 3" or "1,3", or None if one is not there."""
        numbers = line.replace(",", " ").split()
        by_number = {str(number): choice.id for number, choice in enumerate(choices, start=1)}
        if not all(each in by_number for each in numbers):
            return None
        return [by_number[each] for each in dict.fromkeys(numbers)]

    def _line(self, prompt: str, asked: Asked, *, note: str = "") -> Any:
        """Return what was typed, the answer so far if that is kept, or None for none at all."""
        question = self._voice.say(prompt) + (f" ({self._voice.say(note)})" if note else "")
        has_answer = asked.now is not None
        if has_answer and asked.is_needed:
            question += self._voice.say(N_(" [Enter: %(default)s]"), default=asked.shown)
        elif has_answer:
            said = N_(" [Enter: %(default)s; -: leave it open]")
            question += self._voice.say(said, default=asked.shown)
        elif not asked.is_needed:
            question += self._voice.say(N_(" [Enter: leave it open]"))
        while True:
            line = _unquoted(self._terminal.ask(f"\n{question}\n> ").strip())
            if line == _BACK:
                raise WentBackError
            if line == _WHY:
                self._explain(asked, otherwise=N_("The letter needs it to be exact."))
            elif line == _OPEN and not asked.is_needed:
                return None
            elif line:
                return line
            elif has_answer or not asked.is_needed:
                return asked.now
            else:
                self.tell(N_("The letter cannot be written without it."))
                self._explain(asked)

    def _explain(self, asked: Asked, *, otherwise: str = "") -> None:
        for number, sentence in enumerate(asked.purposes, start=1):
            self._terminal.tell(f"  {number:>2}  {self._voice.say(sentence)}")
        if not asked.purposes and (asked.why or otherwise):
            self.tell(asked.why or otherwise)


def _unquoted(line: str) -> str:
    """Return an answer without a pair of quotation marks around the whole of it."""
    for first, last in _AROUND:
        inner = line[len(first) : -len(last)]
        if line.startswith(first) and line.endswith(last) and first not in inner:
            return inner.strip()
    return line
