"""Asks the buyer about a case, one question after the other, and ends with a complete case.

A front end for a bare terminal: it is given the means to ask and to tell, and a place to save
every answer, so that nothing typed is lost.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from letterkit.domain.answers import check_kind, read_as
from letterkit.domain.asking import letters_for, questions_for
from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog, by_rank
from letterkit.domain.question import Choice, FindingKind, Question
from letterkit.errors import BadValueError
from letterkit.files.cases import case_from_data
from letterkit.marking import N_

_BACK, _WHY = "<", "?"
_EDGES = ' \t"“”„«»'
"""What people put around an answer and do not mean."""
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[./-] ?(?P<month>\d{1,2})[./-] ?(?P<day>\d{1,2})\.?")


# How to type what a file would want in quotation marks.
_TYPED = {
    "money": N_("Type the sum and the currency, for example 24.90 USD."),
    "date": N_("Type a date as day.month.year, for example 30.11.2026."),
    "country": N_("Type two letters, for example IT or KR."),
    "yes-no": N_("Type yes or no."),
}


# What to type, where the question alone does not say.
_NOTES = {"yes-no": N_("yes or no"), "date": N_("day.month.year")}


class Terminal(Protocol):
    """Where the questions go and the answers come from."""

    def ask(self, prompt: str) -> str:
        """Return one line; raises EOFError when there is no more."""

    def tell(self, text: str) -> None: ...


class WentBackError(Exception):
    """The buyer wants to answer the question before this one again."""


class Interview:
    """One conversation about one case."""

    def __init__(
        self,
        catalog: Catalog,
        language: str,
        terminal: Terminal,
        *,
        save: Callable[[dict[str, Any]], None],
    ) -> None:
        self._catalog = catalog
        self._translations = catalog.languages[language]
        self._terminal = terminal
        self._save = save
        self._data: dict[str, Any] = {"marketplace": "aliexpress", "language": language}
        self._asked: list[str] = []

    def run(self) -> dict[str, Any]:
        """Ask until the letter can be written; return the case as decoded TOML."""
        self._tell(
            N_(
                "Answer a few questions, and the letter is ready to paste. Nothing leaves this "
                "computer. Enter alone leaves an optional question open, ? says why it is asked, "
                "< goes back to the question before."
            )
        )
        self._choose_what_to_write()
        self._ask_questions()
        self._ask_offers()
        self._ask_findings()
        self._ask_evidence()
        self._ask_contacts()
        return self._data

    def _choose_what_to_write(self) -> None:
        while True:
            problems = [
                Choice(id=problem.id, label=problem.label)
                for problem in by_rank(self._catalog.problems)
            ]
            try:
                self._data["problem"] = self._pick_one(N_("What went wrong?"), problems)
                letters = [
                    Choice(id=letter.id, label=letter.label)
                    for letter in letters_for(self._data["problem"], self._catalog)
                ]
                self._data["letter"] = self._pick_one(N_("What do you want to write?"), letters)
            except WentBackError:
                continue
            self._save(self._data)
            return

    def _ask_questions(self) -> None:
        while True:
            case = case_from_data(self._data, self._catalog)
            letter = self._catalog.letters[self._data["letter"]]
            open_ones = (
                (question, is_needed)
                for question, is_needed in questions_for(case, letter, self._catalog)
                if question.id not in self._asked and question.kind != "rows"
            )
            question, is_needed = next(open_ones, (None, False))
            if question is None:
                return
            try:
                self._put(question.id, self._answer(question, is_needed=is_needed))
                self._asked.append(question.id)
                self._save(self._data)
            except WentBackError:
                self._forget_last(case)

    def _forget_last(self, case: Case) -> None:
        if not self._asked:
            self._choose_what_to_write()
            return
        key = self._asked.pop()
        if value_at(case, key) is not None:
            table, _, name = key.partition(".")
            (self._data[table] if name else self._data).pop(name or key, None)

    def _put(self, key: str, value: Any) -> None:
        table, _, name = key.partition(".")
        # A date or a list stands in the file as itself, a sum as the text it was typed as.
        if value is not None and name:
            self._data.setdefault(table, {})[name] = value
        elif value is not None:
            self._data[key] = value

    def _answer(self, question: Question, *, is_needed: bool) -> Any:
        """Return a valid answer, or None if an optional question stays open."""
        if question.kind == "one":
            return self._pick_one(
                question.ask, question.choices, why=question.why, is_needed=is_needed
            )
        if question.kind == "list":
            return self._pick_some(
                question.ask, question.choices, why=question.why, is_needed=is_needed
            )
        return self._value(question.kind, question.ask, why=question.why, is_needed=is_needed)

    def _value(self, kind: str, ask: str, *, why: str = "", is_needed: bool = True) -> Any:
        while True:
            line = self._line(ask, why=why, is_needed=is_needed, note=_NOTES.get(kind, ""))
            if line is None:
                return None
            try:
                return self._read(kind, line)
            except BadValueError as error:
                self._tell(_TYPED.get(kind) or error.hints[error.wanted])

    def _read(self, kind: str, line: str) -> Any:
        if kind == "yes-no":
            return self._yes_or_no(kind, line)
        if kind == "country":
            line = line.upper()
        if kind == "date" and (day := _DAY_FIRST.fullmatch(line) or _YEAR_FIRST.fullmatch(line)):
            line = f"{day['year']}-{day['month']:0>2}-{day['day']:0>2}"
        if kind == "number" and line.isdecimal():
            return int(line)
        value = read_as(kind, line)
        check_kind(kind, value, key="")
        return line if kind == "money" else value

    def _yes_or_no(self, kind: str, line: str) -> bool:
        for words, meaning in ((N_("yes y"), True), (N_("no n"), False)):
            if line.casefold() in self._say(words).casefold().split():
                return meaning
        raise BadValueError(line, kind, key="")

    def _ask_offers(self) -> None:
        letter = self._catalog.letters[self._data["letter"]]
        if "offers" not in letter.needs:
            return
        kinds = [
            Choice(id=kind.id, label=kind.label or kind.reported)
            for kind in self._catalog.offers.values()
        ]
        question = self._catalog.questions["offers"]
        while True:
            try:
                picked = self._pick_one(question.ask, kinds, why=question.why)
                offer = {"on": self._value("date", N_("On which day?")), "kind": picked}
                if self._catalog.offers[picked].needs_amount:
                    offer["amount"] = self._value("money", N_("How much?"))
            except WentBackError:
                continue
            self._data["offers"] = [offer]
            self._save(self._data)
            return

    def _ask_findings(self) -> None:
        kinds = [
            self._catalog.findings[id]
            for id in self._catalog.problems[self._data["problem"]].findings
        ]
        while kinds:
            choices = [Choice(id=kind.id, label=kind.label) for kind in kinds]
            try:
                picked = self._pick_one(
                    N_("Is one of these true? Enter alone if not, or if there is nothing more"),
                    choices,
                    is_needed=False,
                )
                if picked is None:
                    return
                finding = self._finding(self._catalog.findings[picked])
            except WentBackError:
                continue
            self._data.setdefault("findings", []).append(finding)
            self._save(self._data)
            # Several parts can have a fault; a parcel has one weight.
            kinds = [kind for kind in kinds if kind.id != picked or kind.ask_part]

    def _finding(self, kind: FindingKind) -> dict[str, Any]:
        finding: dict[str, Any] = {"what": kind.id}
        if kind.ask_part:
            finding["part"] = self._value("text", kind.ask_part)
        if kind.ask_expected:
            finding["expected"] = self._value(kind.expected, kind.ask_expected)
        if kind.found == "one":
            finding["found"] = self._pick_one(kind.ask_found, kind.choices)
        elif kind.ask_found:
            finding["found"] = self._value(kind.found, kind.ask_found)
        return finding

    def _ask_evidence(self) -> None:
        offered = self._catalog.problems[self._data["problem"]].exhibits
        choices = [Choice(id=id, label=self._catalog.exhibits[id].label) for id in offered]
        kinds = [
            Choice(id=kind.id, label=kind.label) for kind in self._catalog.evidence_kinds.values()
        ]
        while True:
            try:
                picked = self._pick_some(
                    N_("What can you show in photos, videos, screenshots or documents?"),
                    choices,
                    is_needed=False,
                )
                evidence = [
                    {"kind": self._pick_one(self._catalog.exhibits[id].label, kinds), "shows": id}
                    for id in picked or ()
                ]
            except WentBackError:
                continue
            if evidence:
                self._data["evidence"] = evidence
                self._save(self._data)
            return

    def _ask_contacts(self) -> None:
        contacts: list[dict[str, Any]] = []
        self._data["contacts"] = contacts
        sides = [Choice(id=side.id, label=side.label) for side in self._catalog.sides.values()]
        while True:
            try:
                by = self._pick_one(
                    N_(
                        "Who has said something about this so far? "
                        "Enter alone if nobody, or nobody else"
                    ),
                    sides,
                    is_needed=False,
                )
                if by is None:
                    return
                contacts.append(self._contact(by))
            except WentBackError:
                continue
            self._save(self._data)

    def _contact(self, by: str) -> dict[str, Any]:
        statements = [
            Choice(id=each.id, label=each.label) for each in self._catalog.sides[by].statements
        ]
        said = self._pick_one(N_("What was said?"), statements)
        contact = {"on": self._value("date", N_("On which day?")), "by": by, "said": said}
        if by == "buyer":
            answered = self._value("yes-no", N_("Did the seller answer?"), is_needed=False)
            if answered is not None:
                contact["answered"] = answered
        return contact

    def _pick_one(
        self, ask: str, choices: Sequence[Choice], *, why: str = "", is_needed: bool = True
    ) -> Any:
        self._tell_choices(ask, choices)
        while True:
            line = self._line(N_("Type its number."), why=why, is_needed=is_needed)
            if line is None:
                return None
            picked = self._numbered(line, choices)
            if picked is not None and len(picked) == 1:
                return picked[0]
            self._tell(N_("Type one number from the list."))

    def _pick_some(
        self, ask: str, choices: Sequence[Choice], *, why: str = "", is_needed: bool = True
    ) -> Any:
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
            self._tell(N_("Type one or more numbers from the list."))

    def _tell_choices(self, ask: str, choices: Sequence[Choice]) -> None:
        self._terminal.tell("")
        self._tell(ask)
        for number, choice in enumerate(choices, start=1):
            self._terminal.tell(f"  {number:>2}  {self._say(choice.label or choice.says)}")

    @staticmethod
    def _numbered(line: str, choices: Sequence[Choice]) -> list[str] | None:
        """Return the ids behind numbers such as "1 3" or "1,3", or None if one is not there."""
        numbers = line.replace(",", " ").split()
        if not all(each.isdecimal() and 1 <= int(each) <= len(choices) for each in numbers):
            return None
        return [choices[int(each) - 1].id for each in dict.fromkeys(numbers)]

    def _line(self, ask: str, *, why: str, is_needed: bool, note: str = "") -> str | None:
        """Return what was typed, or None for an optional question left open."""
        question = f"{self._say(ask)} ({self._say(note)})" if note else self._say(ask)
        while True:
            line = self._terminal.ask(f"\n{question}\n> ").strip(_EDGES)
            if line == _BACK:
                raise WentBackError
            if line == _WHY:
                self._tell(why or N_("The letter needs it to be exact."))
            elif line:
                return line
            elif not is_needed:
                return None
            else:
                self._tell(why or N_("The letter cannot be written without it."))

    def _tell(self, message: str) -> None:
        self._terminal.tell(self._say(message))

    def _say(self, message: str) -> str:
        return self._translations.gettext(message)
