"""A conversation about one case: the same questions as in the app, line by line."""

from collections.abc import Callable
from datetime import date
from typing import Any

from letterkit.answering.changes import Answers
from letterkit.answering.data import Data, value_in
from letterkit.answering.entries import Entry, expected_value, row_entries
from letterkit.answering.faults import entry_of, fault_in_words
from letterkit.answering.sketch import Sketch, sketched
from letterkit.answering.typed import (
    CURRENCIES,
    currency_paid_in,
    is_bare_sum,
    shown_typed,
)
from letterkit.domain.question import Choice
from letterkit.domain.text import safe
from letterkit.errors import LetterkitError
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.prompts.questioner import Asked, Questioner, Terminal, WentBackError
from letterkit.rendering.formats import currency as currency_name

WHAT_THIS_IS = N_(
    "letterkit asks what went wrong with an order, line by line, and writes the letter. Nothing "
    "leaves this computer, and every answer is saved at once. Enter alone keeps the answer in "
    "brackets or leaves the question open, ? says why it is asked, < goes back to the question "
    "before, Ctrl+C stops: you can go on later."
)

_MORE = {
    "findings": N_("Is one of these true? Enter alone if not, or if there is nothing more"),
    "contacts": N_(
        "Who has said something about this so far? Enter alone if nobody, or nobody else"
    ),
    "offers": N_("What else has been offered? Enter alone if nothing more"),
}
"""Asks for one more row of a table."""


class Interview:
    """One conversation about one case, new or begun."""

    def __init__(
        self,
        voice: Voice,
        terminal: Terminal,
        data: Data,
        *,
        today: date,
        save: Callable[[Data, Sketch], None],
    ) -> None:
        self._voice = voice
        self._catalog = voice.catalog
        self._ask = Questioner(terminal, voice)
        self._answers = Answers(data, voice.catalog)
        self._today = today
        self._save = save
        self.sketch = sketched(data, self._catalog, today=today)
        self._asked = self._answered_before() if "problem" in data else []
        """The keys of what has been asked, the last one last."""
        self._again = ""
        """The key of what is to be asked again, on the way back."""

    @property
    def data(self) -> Data:
        return self._answers.data

    def _answered_before(self) -> list[str]:
        return [
            entry.key
            for entry in self.sketch.entries
            if value_in(self.data, entry.key) not in (None, "") and not self._faults_of(entry)
        ]

    def run(self) -> Sketch:
        """Ask whatever has not been asked yet, and return what came of it.

        Raises:
            EOFError: there are no more lines; every answer so far is saved.
        """
        while (entry := self._next()) is not None:
            try:
                self._answer(entry)
            except WentBackError:
                self.go_back()
                continue
            self._again = ""
            if entry.key not in self._asked:
                self._asked.append(entry.key)
        return self.sketch

    def go_back(self) -> bool:
        """Have the question before the one that stands open asked again; False if none is."""
        if self._asked:
            self._again = self._asked.pop()
        return bool(self._again)

    def _next(self) -> Entry | None:
        by_key = {entry.key: entry for entry in self.sketch.entries}
        if self._again in by_key:
            return by_key[self._again]
        self._again = ""
        return next((entry for key, entry in by_key.items() if self._is_open(key, entry)), None)

    def _is_open(self, key: str, entry: Entry) -> bool:
        is_only_one = key == "letter" and len(entry.choices) == 1
        return key not in self._asked and not is_only_one

    def _answer(self, entry: Entry) -> None:
        if entry.kind == "exhibits":
            self._put(entry, self._exhibits(entry))
        elif entry.kind == "rows":
            self._rows(entry)
        else:
            while not self._put(entry, self._value(entry)):
                entry = next(each for each in self.sketch.entries if each.key == entry.key)

    def _put(self, entry: Entry, value: Any) -> bool:
        """Answer an entry; False, and why is said, if that cannot be."""
        before = self._answers.data
        is_first = entry.key == "problem" and "problem" not in before
        self._answers.put(entry.key, value)
        self._answers.settle()
        self._sketch_anew()
        if self._told_faults(entry, before):
            return False
        if is_first:
            self._choose_letter()
        if "problem" in self.data:
            self._save(self.data, self.sketch)
        return True

    def _told_faults(self, entry: Entry, before: Data) -> bool:
        """Say what is wrong with an answer that was just given, and take it back."""
        faults = self._faults_of(entry)
        for key, fault in faults.items():
            told = fault_in_words(key, fault, self.sketch, self._voice)
            self._ask.tell_as_it_is(told)
        if faults:
            self._answers.replace(before)
            self._sketch_anew()
        return bool(faults)

    def _faults_of(self, entry: Entry) -> dict[str, LetterkitError]:
        faults = self.sketch.faults
        return {key: fault for key, fault in faults.items() if entry_of(key, (entry,)) is not None}

    def _sketch_anew(self) -> None:
        self.sketch = sketched(self.data, self._catalog, today=self._today)

    def _choose_letter(self) -> None:
        """Offer first the letter that the plan names for a case of which nothing else is known."""
        named = self.sketch.plan.letter if self.sketch.plan else ""
        entry = next((each for each in self.sketch.entries if each.key == "letter"), None)
        if entry and named in [choice.id for choice in entry.choices]:
            self._answers.put("letter", named)
            self._sketch_anew()

    # One answer.

    def _value(self, entry: Entry) -> Any:
        asked = self._asked_of(entry)
        if entry.kind == "one":
            return self._ask.pick_one(asked, entry.choices)
        if entry.kind == "list":
            return self._ask.pick_some(asked, entry.choices)
        kind = "text" if entry.kind == "words" else entry.kind
        return self._sum(asked) if kind == "money" else self._ask.value(kind, asked)

    def _sum(self, asked: Asked) -> Any:
        """Ask for a sum, and for its currency where neither it nor the price says it."""
        value = self._ask.value("money", asked, currency=currency_paid_in(self.data))
        if not is_bare_sum(value):
            return value
        language = self._voice.language
        choices = [
            Choice(id=code, label=f"{code}  {currency_name(code, language)}") for code in CURRENCIES
        ]
        ask = N_("In which currency? Look at the order page.")
        return f"{value} {self._ask.pick_one(Asked(ask), choices)}"

    def _asked_of(self, entry: Entry) -> Asked:
        now = entry.value if entry.value != "" else None
        return Asked(
            entry.ask,
            why=entry.why,
            purposes=entry.purposes,
            is_needed=entry.is_needed,
            now=now,
            shown=self._shown(entry, now),
        )

    def _shown(self, entry: Entry, value: Any) -> str:
        labels = {each.id: self._voice.say(each.label or each.says) for each in entry.choices}
        if entry.kind in ("one", "list"):
            ids = value if isinstance(value, list) else [value]
            return ", ".join(labels.get(id, str(id)) for id in ids)
        if entry.kind == "yes-no":
            return self._voice.say(N_("Yes") if value else N_("No"))
        return safe(shown_typed(entry.kind, value, language=self._voice.language))

    # Several at once.

    def _exhibits(self, entry: Entry) -> Any:
        """Ask which pieces of evidence there are, and of what kind each is."""
        rows = [row for row in entry.value or () if isinstance(row, dict)]
        known = {row.get("shows"): row for row in rows}
        listed = [choice.id for choice in entry.choices]
        now = [id for id in known if id in listed] or None
        shown = self._shown(Entry(key="", kind="list", ask="", choices=entry.choices), now)
        asked = Asked(entry.ask, why=entry.why, is_needed=False, now=now, shown=shown)
        while True:
            picked = self._ask.pick_some(asked, entry.choices) or []
            try:
                pieces = [known.get(id) or self._piece(id) for id in picked]
            except WentBackError:
                continue
            others = [row for row in rows if row.get("shows") not in listed]
            return [*pieces, *others] or None

    def _piece(self, exhibit: str) -> Data:
        known = self._catalog.exhibits[exhibit]
        kinds = [
            Choice(id=kind.id, label=kind.label) for kind in self._catalog.evidence_kinds.values()
        ]
        kind = known.usual or self._ask.pick_one(Asked(known.label), kinds)
        return {"kind": kind, "shows": exhibit}

    def _rows(self, entry: Entry) -> None:
        """Ask for rows until nothing more is picked; "<" takes the last one out again."""
        while True:
            rows = self.data.get(entry.key) or []
            try:
                row = self._row(entry, has_rows=bool(rows))
            except WentBackError:
                if not rows:
                    raise
                self._answers.drop_row(entry.key, len(rows) - 1)
                self._sketch_anew()
                self._save(self.data, self.sketch)
                self._ask.tell(N_("The last entry has been taken out."))
                continue
            if row is None:
                # That there is nothing is an answer too.
                self._answers.replace({**self.data, entry.key: rows})
                self._sketch_anew()
                self._save(self.data, self.sketch)
                return
            before = self.data
            self._answers.put_row(entry.key, self._place_of(entry.key, row, rows), row)
            self._sketch_anew()
            if not self._told_faults(entry, before):
                self._save(self.data, self.sketch)

    def _place_of(self, table: str, row: Data, rows: list[Data]) -> int:
        """Return where a row goes: several parts can have a fault, but a parcel has one weight."""
        kind = self._catalog.findings.get(row.get("what", "")) if table == "findings" else None
        if kind is None or kind.ask_part:
            return len(rows)
        same = (place for place, other in enumerate(rows) if other.get("what") == kind.id)
        return next(same, len(rows))

    def _row(self, entry: Entry, *, has_rows: bool) -> Data | None:
        """Ask for one row, or return None if there is nothing more.

        Raises:
            WentBackError: at its first question.
        """
        case = self.sketch.case
        assert case is not None, "rows are asked for when the problem is known"  # noqa: S101
        row: Data = {}
        asked: list[str] = []
        while True:
            entries = row_entries(entry.key, row, case, self._catalog)
            open_one = next((each for each in entries if each.key not in asked), None)
            if open_one is None:
                expected = expected_value(row, case, self._catalog)
                if entry.key == "findings" and expected is not None:
                    row["expected"] = str(expected)
                return row
            try:
                if not asked:
                    row = {}
                    value = self._first_of_row(entry, open_one, has_rows=has_rows)
                    if value is None:
                        return None
                else:
                    value = self._value(open_one)
                    self._refuse_day_to_come(open_one, value)
            except _ToComeError:
                continue
            except WentBackError:
                if not asked:
                    raise
                asked.pop()
                continue
            asked.append(open_one.key)
            row.pop(open_one.key, None)
            if value is not None:
                row[open_one.key] = value

    def _first_of_row(self, entry: Entry, first: Entry, *, has_rows: bool) -> Any:
        is_needed = entry.is_needed and not has_rows
        ask = entry.ask if is_needed else _MORE[entry.key]
        return self._ask.pick_one(Asked(ask, why=entry.why, is_needed=is_needed), first.choices)

    def _refuse_day_to_come(self, entry: Entry, value: Any) -> None:
        if entry.kind == "date" and value is not None and value > self._today.isoformat():
            self._ask.tell(N_("That day has not come yet. Check the day and the year."))
            raise _ToComeError


class _ToComeError(Exception):
    """A day was typed on which something cannot have happened yet."""
