"""The values that letter templates can name, in one language.

Everything a template needs is computed here, so that templates stay prose.
"""

from datetime import date
from typing import Any

from letterkit.domain.case import Case, Contact, Finding, value_at
from letterkit.domain.catalog import Catalog
from letterkit.marking import N_
from letterkit.rendering import formats
from letterkit.rendering.exhibits import Exhibits
from letterkit.rendering.wording import Wording


class Facts:
    """What one case says, worded in one language."""

    def __init__(
        self, case: Case, catalog: Catalog, wording: Wording, *, reply_by: date | None, today: date
    ) -> None:
        self.case = case
        self.catalog = catalog
        self.wording = wording
        self.problem = catalog.problems[case.problem]
        self.marketplace = catalog.marketplaces[case.marketplace]
        self.demand = catalog.demands[case.demand.kind or ""]
        self.exhibits = Exhibits(case.evidence, catalog, wording)
        ends = case.order.protection_ends
        self.protection_ends = ends if ends is None or ends >= today else None
        self.values = {
            **self._order(),
            **self._answers(),
            "reply_by": self._as("date", reply_by),
            "promise_broken": case.order.promised is not None and case.order.promised < today,
        }

    def for_templates(self) -> dict[str, Any]:
        """Return the context of a letter: named values, and functions for lists of sentences."""
        contacts = self.case.contacts
        return {
            **self.wording.callables,
            **self.values,
            "answered": self.answered,
            "contacts": None if contacts is None else [self._contact(c) for c in contacts],
            "demand": self.wording.say(self.demand.says, self.values),
            "exhibits": self.exhibits.lines(),
            "findings": [self._finding(finding) for finding in self.case.findings],
            "reasons": [
                self.wording.say(reason.says, self.values)
                for reason in self.demand.reasons
                if reason.id in self.case.demand.because
            ],
            "names_of_exhibits": self.exhibits.names,
            "shown_by": self.exhibits.shown_by,
        }

    def answered(self, name: str) -> list[str]:
        """Return the sentences that the picked answers to a question of the problem become."""
        key = f"answers.{name}"
        question = next(q for q in self.problem.questions if q.id == key)
        picked = value_at(self.case, key) or ()
        ids = (picked,) if isinstance(picked, str) else tuple(picked)
        return [
            self.wording.say(choice.says, self.values) + self.exhibits.shown_by(choice.proof)
            for choice in question.choices
            if choice.id in ids
        ]

    def _order(self) -> dict[str, Any]:
        order, demand = self.case.order, self.case.demand
        return {
            "number": order.number,
            "item": self._as("text", order.item),
            "paid": self._as("money", order.paid),
            "ordered": self._as("date", order.ordered),
            "ordered_on": self._as("day", order.ordered),
            "shipped_on": self._as("day", order.shipped),
            "promised": self._as("date", order.promised),
            "received_on": self._as("day", order.received),
            "protection_ends_on": self._as("day", self.protection_ends),
            "tracking": order.tracking,
            "amount": self._as("money", demand.amount),
            "days": demand.days,
            "country": self._as("country", self.case.buyer.country),
            "marketplace": self.marketplace.name,
            "category": self.wording.gettext(self.marketplace.category(self.problem.id)),
        }

    def _answers(self) -> dict[str, Any]:
        """Answers under their own names; a template puts quotation marks around texts.

        A date stands there twice: as "delivered_on", and as "delivered_on_day" for "on …".
        """
        days = {
            f"{question.id.removeprefix('answers.')}_day": self._as(
                "day", value_at(self.case, question.id)
            )
            for question in self.problem.questions
            if question.kind == "date"
        }
        return days | {
            question.id.removeprefix("answers."): self._as(
                "quoted" if question.kind == "text" else question.kind,
                value_at(self.case, question.id),
            )
            for question in self.problem.questions
        }

    def _finding(self, finding: Finding) -> str:
        kind = self.catalog.findings[finding.what]
        found = finding.found
        if kind.found == "one":
            found = self.wording.gettext(next(c.label for c in kind.choices if c.id == found))
        values = {
            "part": self._as("text", finding.part),
            "found": self._as(kind.found, found),
            "expected": self._as(kind.expected, finding.expected),
        }
        if kind.found == "date":
            values["found_on"] = self._as("day", finding.found)
        if kind.expected == "date":
            values["expected_on"] = self._as("day", finding.expected)
        said = self.wording.say(kind.says, {**self.values, **values})
        return said + self.exhibits.shown_by(finding.what)

    def _contact(self, contact: Contact) -> str:
        side = self.catalog.sides[contact.by]
        statement = next((s for s in side.statements if s.id == contact.said), None)
        said = [
            self.wording.gettext(statement.says if statement else side.quotes, words=contact.said)
        ]
        if contact.words:
            said.append(self.wording.gettext(N_('Exact words: "%(words)s".'), words=contact.words))
        if contact.answered is False:
            said.append(self.wording.gettext(N_("You did not answer.")))
        proof = self.exhibits.shown_by("carrier") if contact.by == "carrier" else ""
        return self.wording.gettext(
            N_("%(day)s: %(said)s"), day=self._as("date", contact.on), said=" ".join(said) + proof
        )

    def _as(self, kind: str, value: Any) -> Any:
        """Return a value as this language writes that kind; None stays None."""
        language = self.wording.language
        if value is None:
            return None
        if kind == "date":
            return formats.day(value, language)
        if kind == "day":
            return formats.on_day(value, language)
        if kind == "money":
            return formats.money(value, language)
        if kind == "country":
            return formats.country(value, language)
        if kind == "text":
            return self.wording.own_words(value)
        return value
