"""A conversation about one case: every question that matters, and nothing else."""

from collections.abc import Callable
from typing import Any

from letterkit.domain.asking import is_settled, letters_for, questions_for, settled
from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog, by_rank
from letterkit.domain.question import Choice, FindingKind, Question
from letterkit.files.cases import case_from_data
from letterkit.marking import N_
from letterkit.prompts.questioner import Questioner, Terminal, WentBackError


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
        self._ask = Questioner(terminal, catalog.languages[language])
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
        self._choose_what_to_write()
        self._ask_questions()
        self._ask_offers()
        self._ask_findings()
        self._ask_evidence()
        self._ask_contacts()
        return self._data

    def _choose_what_to_write(self) -> None:
        places = [
            Choice(id=place.id, label=place.name)
            for place in by_rank(self._catalog.marketplaces)
            if place.kind == "marketplace"
        ]
        problems = [
            Choice(id=problem.id, label=problem.label)
            for problem in by_rank(self._catalog.problems)
        ]
        while True:
            try:
                self._data["marketplace"] = (
                    self._ask.pick_one(
                        N_("Where did you buy it? Enter alone means the first"),
                        places,
                        is_needed=False,
                    )
                    or places[0].id
                )
                self._data["problem"] = self._ask.pick_one(N_("What went wrong?"), problems)
                letters = [
                    Choice(id=letter.id, label=letter.label)
                    for letter in letters_for(
                        self._data["problem"], self._catalog, self._data["marketplace"]
                    )
                ]
                self._data["letter"] = self._ask.pick_one(N_("What do you want to write?"), letters)
            except WentBackError:
                continue
            self._save(self._data)
            return

    def _ask_questions(self) -> None:
        while True:
            letter = self._catalog.letters[self._data["letter"]]
            case = settled(case_from_data(self._data, self._catalog), letter, self._catalog)
            open_ones = (
                (question, is_needed)
                for question, is_needed in questions_for(case, letter, self._catalog)
                if question.id not in self._asked
                and question.kind != "rows"
                and not is_settled(question)
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
            return self._ask.pick_one(
                question.ask, question.choices, why=question.why, is_needed=is_needed
            )
        if question.kind == "list":
            return self._ask.pick_some(
                question.ask, question.choices, why=question.why, is_needed=is_needed
            )
        return self._ask.value(question.kind, question.ask, why=question.why, is_needed=is_needed)

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
                picked = self._ask.pick_one(question.ask, kinds, why=question.why)
                offer = {"on": self._ask.value("date", N_("On which day?")), "kind": picked}
                if self._catalog.offers[picked].needs_amount:
                    offer["amount"] = self._ask.value("money", N_("How much?"))
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
                picked = self._ask.pick_one(
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
            finding["part"] = self._ask.value("text", kind.ask_part)
        if kind.ask_expected:
            finding["expected"] = self._ask.value(kind.expected, kind.ask_expected)
        if kind.found == "one":
            finding["found"] = self._ask.pick_one(kind.ask_found, kind.choices)
        elif kind.ask_found:
            finding["found"] = self._ask.value(kind.found, kind.ask_found)
        return finding

    def _ask_evidence(self) -> None:
        letter = self._catalog.letters[self._data["letter"]]
        problem = self._catalog.problems[self._data["problem"]]
        offered = dict.fromkeys((*problem.exhibits, *letter.exhibits))
        choices = [Choice(id=id, label=self._catalog.exhibits[id].label) for id in offered]
        kinds = [
            Choice(id=kind.id, label=kind.label) for kind in self._catalog.evidence_kinds.values()
        ]
        while True:
            try:
                picked = self._ask.pick_some(
                    N_("What can you show in photos, videos, screenshots or documents?"),
                    choices,
                    is_needed=False,
                )
                evidence = [
                    {
                        "kind": self._ask.pick_one(self._catalog.exhibits[id].label, kinds),
                        "shows": id,
                    }
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
                by = self._ask.pick_one(
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
        said = self._ask.pick_one(N_("What was said?"), statements)
        contact = {
            "on": self._ask.value("date", N_("On which day?")),
            "by": by,
            "said": said,
        }
        if by == "buyer":
            answered = self._ask.value("yes-no", N_("Did the seller answer?"), is_needed=False)
            if answered is not None:
                contact["answered"] = answered
        return contact
