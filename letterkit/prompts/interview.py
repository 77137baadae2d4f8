"""A conversation about one case: every question that matters, and nothing else."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from letterkit.domain.asking import (
    is_settled,
    letters_for,
    offered_statements,
    questions_for,
    settled,
)
from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog, by_rank
from letterkit.domain.events import HAPPENED
from letterkit.domain.letter import Letter
from letterkit.domain.problem import Problem
from letterkit.domain.question import Choice, FindingKind, Question
from letterkit.files.cases import case_from_data
from letterkit.marking import N_
from letterkit.prompts.questioner import Questioner, Terminal, WentBackError

_TO_COME = N_("That day has not come yet. Check the day and the year.")

Row = dict[str, Any]
Field = tuple[str, Callable[[Row], Any]]
"""The key of one value of a row, and what asks for it; the row so far is given."""


class Interview:
    """One conversation about one case."""

    def __init__(
        self,
        catalog: Catalog,
        language: str,
        terminal: Terminal,
        *,
        today: date,
        save: Callable[[dict[str, Any]], None],
    ) -> None:
        self._catalog = catalog
        self._ask = Questioner(terminal, catalog.languages[language], language)
        self._today = today
        self._save = save
        self._data: dict[str, Any] = {"marketplace": "aliexpress", "language": language}
        self._asked: list[str] = []

    def run(self) -> dict[str, Any]:
        """Ask until the letter can be written; return the case as decoded TOML."""
        self._ask.tell(
            N_(
                "Answer a few questions, and the letter is ready to paste. Nothing leaves this "
                "computer. Enter alone leaves an optional question open, ? says why it is asked, "
                "< goes back to the question before."
            )
        )
        sections = (
            self._choose_what_to_write,
            self._ask_questions,
            self._ask_offers,
            self._ask_findings,
            self._ask_evidence,
            self._ask_contacts,
        )
        place, is_going_back = 0, False
        while place < len(sections):
            if is_going_back and sections[place] == self._ask_questions and not self._forget_last():
                place -= 1
                continue
            try:
                has_asked = sections[place]()
                # Back through a section that has nothing to ask leads to the one before it.
                is_going_back = is_going_back and not has_asked
                place += -1 if is_going_back else 1
            except WentBackError:
                place, is_going_back = max(0, place - 1), True
        return self._data

    @property
    def _problem(self) -> Problem:
        return self._catalog.problems[self._data["problem"]]

    @property
    def _letter(self) -> Letter:
        return self._catalog.letters[self._data["letter"]]

    def _case(self) -> Case:
        case = case_from_data(self._data, self._catalog)
        return settled(case, self._letter, self._catalog)

    def _choose_what_to_write(self) -> bool:
        places = [
            Choice(id=place.id, label=place.name)
            for place in by_rank(self._catalog.marketplaces)
            if place.kind == "marketplace"
        ]
        problems = [
            Choice(id=problem.id, label=problem.label)
            for problem in by_rank(self._catalog.problems)
        ]
        row = self._filled(
            ("marketplace", lambda _: self._place(places)),
            ("problem", lambda _: self._ask.pick_one(N_("What went wrong?"), problems)),
            ("letter", self._letter_for),
        )  # fmt: skip
        self._data |= row
        self._save(self._data)
        return True

    def _letter_for(self, row: Row) -> Any:
        fitting = self._letters(row)
        if len(fitting) == 1:
            return fitting[0].id
        purposes = [self._catalog.letters[each.id].purpose for each in fitting]
        return self._ask.pick_one(N_("What do you want to write?"), fitting, why=purposes)

    def _place(self, places: list[Choice]) -> Any:
        return self._ask.pick_one(N_("Where did you buy it?"), places, default=places[0])

    def _letters(self, row: Row) -> list[Choice]:
        fitting = letters_for(row["problem"], self._catalog, row["marketplace"])
        return [Choice(id=letter.id, label=letter.label) for letter in fitting]

    def _ask_questions(self) -> bool:
        has_asked = False
        while True:
            open_ones = (
                (question, is_needed)
                for question, is_needed in questions_for(self._case(), self._letter, self._catalog)
                if question.id not in self._asked
                and question.kind != "rows"
                and not is_settled(question)
            )
            question, is_needed = next(open_ones, (None, False))
            if question is None:
                return has_asked
            has_asked = True
            try:
                self._put(question.id, self._answer(question, is_needed=is_needed))
                self._asked.append(question.id)
                self._save(self._data)
            except WentBackError:
                if not self._forget_last():
                    raise

    def _forget_last(self) -> bool:
        """Take back the last answer, so that it is asked again; False if there is none."""
        if not self._asked:
            return False
        key = self._asked.pop()
        table, _, name = key.partition(".")
        holder = self._data.get(table, {}) if name else self._data
        holder.pop(name or key, None)
        self._save(self._data)
        return True

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
            return self._ask.pick_one(
                question.ask, question.choices, why=question.why, is_needed=is_needed
            )
        if question.kind == "list":
            return self._ask.pick_some(
                question.ask, question.choices, why=question.why, is_needed=is_needed
            )
        while True:
            value = self._value(question.kind, question.ask, question.why, is_needed=is_needed)
            wrong = self._what_is_wrong(question, value) if isinstance(value, date) else ""
            if not wrong:
                return value
            self._ask.tell(wrong)

    def _what_is_wrong(self, question: Question, day: date) -> str:
        """Return what a day cannot be, or nothing."""
        is_end = question.id == "order.protection_ends" and self._letter.form == "extension"
        if is_end and day < self._today:
            return N_(
                "That day is past, and what is over cannot be extended. Look at the page again."
            )
        if question.id in HAPPENED and day > self._today:
            return _TO_COME
        ordered = self._data.get("order", {}).get("ordered")
        if question.id == "order.received" and ordered is not None and day < ordered:
            return N_("That day comes before the day of the order. Check both; < goes back.")
        return ""

    def _past_day(self, *, is_needed: bool = True) -> Any:
        """Return a day on which something was said or offered, or None."""
        while True:
            day = self._value("date", N_("On which day?"), is_needed=is_needed)
            if day is None or day <= self._today:
                return day
            self._ask.tell(_TO_COME)

    def _value(self, kind: str, ask: str, why: str = "", *, is_needed: bool = True) -> Any:
        paid = self._data.get("order", {}).get("paid", "")
        currency = paid[-3:] if paid else ""
        return self._ask.value(kind, ask, why=why, is_needed=is_needed, currency=currency)

    def _ask_offers(self) -> bool:
        if "offers" not in self._letter.needs:
            return False
        kinds = [
            Choice(id=kind.id, label=kind.label or kind.reported)
            for kind in self._catalog.offers.values()
        ]
        question = self._catalog.questions["offers"]

        def picked(rows: list[Row]) -> Any:
            ask = N_("What else has been offered? Enter alone if nothing more")
            return self._ask.pick_one(
                ask if rows else question.ask, kinds, why=question.why, is_needed=not rows
            )

        def fields(kind: str) -> Iterable[Field]:
            yield "on", lambda _: self._past_day()
            if self._catalog.offers[kind].needs_amount:
                yield "amount", lambda _: self._value("money", N_("How much?"))

        return self._ask_rows("offers", "kind", picked, fields)

    def _ask_findings(self) -> bool:
        kinds = [self._catalog.findings[id] for id in self._problem.findings]
        if not kinds:
            return False
        choices = [Choice(id=kind.id, label=kind.label) for kind in kinds]

        def picked(rows: list[Row]) -> Any:
            del rows
            return self._ask.pick_one(
                N_("Is one of these true? Enter alone if not, or if there is nothing more"),
                choices,
                is_needed=False,
            )

        def fields(what: str) -> Iterable[Field]:
            kind = self._catalog.findings[what]
            if not kind.ask_part:
                # Several parts can have a fault; a parcel has one weight.
                self._drop("findings", what)
            return self._finding_fields(kind)

        return self._ask_rows("findings", "what", picked, fields)

    def _drop(self, table: str, what: str) -> None:
        self._data[table] = [row for row in self._data[table] if row["what"] != what]

    def _finding_fields(self, kind: FindingKind) -> Iterable[Field]:
        known = value_at(self._case(), kind.expected_from) if kind.expected_from else None
        expected: Field = (
            "expected", lambda _: known or self._value(kind.expected, kind.ask_expected)
        )  # fmt: skip
        if kind.ask_part:
            yield "part", lambda _: self._value("text", kind.ask_part)
        if kind.ask_expected and not kind.found_first:
            yield expected
        if kind.found == "one":
            yield "found", lambda _: self._ask.pick_one(kind.ask_found, kind.choices)
        elif kind.ask_found:
            yield "found", lambda _: self._value(kind.found, kind.ask_found)
        if kind.ask_expected and kind.found_first:
            yield expected

    def _ask_evidence(self) -> bool:
        offered = dict.fromkeys((*self._problem.exhibits, *self._letter.exhibits))
        choices = [Choice(id=id, label=self._catalog.exhibits[id].label) for id in offered]
        while True:
            picked = self._ask.pick_some(
                N_("What can you show in photos, videos, screenshots or documents?"),
                choices,
                is_needed=False,
            )
            try:
                self._data["evidence"] = [
                    {"kind": self._kind_of(id), "shows": id} for id in picked or ()
                ]
            except WentBackError:
                continue
            self._save(self._data)
            return True

    def _kind_of(self, exhibit: str) -> Any:
        entry = self._catalog.exhibits[exhibit]
        kinds = [
            Choice(id=kind.id, label=kind.label) for kind in self._catalog.evidence_kinds.values()
        ]
        return entry.usual or self._ask.pick_one(entry.label, kinds)

    def _ask_contacts(self) -> bool:
        if not any(part.name == "contact" for part in self._letter.parts):
            return False
        sides = [Choice(id=side.id, label=side.label) for side in self._catalog.sides.values()]

        def picked(rows: list[Row]) -> Any:
            del rows
            return self._ask.pick_one(
                N_(
                    "Who has said something about this so far? "
                    "Enter alone if nobody, or nobody else"
                ),
                sides,
                is_needed=False,
            )

        return self._ask_rows("contacts", "by", picked, self._contact_fields)

    def _contact_fields(self, by: str) -> Iterable[Field]:
        statements = [
            Choice(id=each.id, label=each.label)
            for each in offered_statements(by, self._problem.id, self._catalog)
        ]
        yield "said", lambda _: self._ask.pick_one(N_("What was said?"), statements)
        yield "on", lambda _: self._past_day(is_needed=False)
        if by == "buyer":
            yield (
                "answered",
                lambda _: self._value("yes-no", N_("Did the seller answer?"), is_needed=False),
            )
        else:
            yield (
                "words",
                lambda _: self._value(
                    "text", N_("The exact words, if they matter"), is_needed=False
                ),
            )

    def _ask_rows(
        self,
        table: str,
        key: str,
        picked: Callable[[list[Row]], Any],
        fields: Callable[[str], Iterable[Field]],
    ) -> bool:
        """Ask for rows until nothing more is picked; "<" takes the last one out again."""
        self._data.setdefault(table, [])
        while True:
            rows = self._data[table]
            try:
                id = picked(rows)
            except WentBackError:
                if not rows:
                    raise
                rows.pop()
                self._ask.tell(N_("The last entry has been taken out."))
                continue
            if id is None:
                self._save(self._data)
                return True
            try:
                row = {key: id} | self._filled(*fields(id))
            except WentBackError:
                continue
            self._data[table].append(row)
            self._save(self._data)

    @staticmethod
    def _filled(*fields: Field) -> Row:
        """Ask for one field after the other; "<" asks for the one before again.

        Raises:
            WentBackError: at the first field.
        """
        row: Row = {}
        place = 0
        while place < len(fields):
            name, ask = fields[place]
            try:
                value = ask(row)
            except WentBackError:
                if place == 0:
                    raise
                place -= 1
                continue
            row.pop(name, None)
            if value is not None:
                row[name] = value
            place += 1
        return row
