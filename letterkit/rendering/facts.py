"""The values that letter templates can name, in one language.

Everything a template needs is computed here, so that templates stay prose.
"""

from datetime import date
from typing import Any

from letterkit.domain.case import Case, Contact, Finding, Offer, value_at
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Letter
from letterkit.domain.venue import venue_of
from letterkit.marking import N_
from letterkit.rendering import formats
from letterkit.rendering.exhibits import Exhibits
from letterkit.rendering.wording import Given, Wording


class Facts:
    """What one case says, worded in one language."""

    def __init__(
        self,
        case: Case,
        catalog: Catalog,
        wording: Wording,
        *,
        letter: Letter,
        reply_by: date | None,
        today: date,
    ) -> None:
        self.letter = letter
        self.case = case
        self.catalog = catalog
        self.wording = wording
        self.problem = catalog.problems[case.problem]
        self.marketplace = catalog.marketplaces[case.marketplace]
        self.venue = venue_of(letter, case, catalog)
        self.today = today
        self.demand = catalog.demands[case.demand.kind or ""]
        self.exhibits = Exhibits(case.evidence, catalog, wording)
        ends = case.order.protection_ends
        self.protection_ends = ends if ends is None or ends >= today else None
        self.values = Given(
            self._order(),
            **self._answers(),
            **self._body(),
            reply_by=self._as("date", reply_by),
            promise_broken=case.order.promised is not None and case.order.promised < today,
        )

    def for_templates(self) -> dict[str, Any]:
        """Return the context of a letter: named values, and functions for lists of sentences."""
        contacts = self.case.contacts
        return {
            **self.wording.callables,
            **self.values,
            "answered": self.answered,
            "contacts": None if contacts is None else [self._contact(c) for c in contacts],
            "decision": self._decided("kind"),
            "decision_reason": self._decided("reason"),
            "demand": self.wording.say(self.demand.says, self.values),
            "exhibits": self.exhibits.lines(),
            "findings": [self._finding(finding) for finding in self.case.findings],
            "reasons": [
                self.wording.say(reason.says, self.values)
                for reason in self.demand.reasons
                if reason.id in self.case.demand.because
            ],
            "answers_to_offers": [self._offer(offer, answered=True) for offer in self.case.offers],
            "grounds": self._grounds(),
            "names_of_exhibits": self.exhibits.names,
            "offers": [self._offer(offer) for offer in self.case.offers],
            "replies": self._replies(),
            "shown_by": self.exhibits.shown_by,
        }

    def answered(self, name: str) -> list[str]:
        """Return the sentences that the picked answers to a question become.

        `name` is the question's key; of the problem's own questions it is the end of the key.
        """
        key = name if "." in name else f"answers.{name}"
        question = self.catalog.questions.get(key) or next(
            q for q in self.problem.questions if q.id == key
        )
        picked = value_at(self.case, key) or ()
        ids = (picked,) if isinstance(picked, str) else tuple(picked)
        return [
            self.wording.say(choice.says, self.values) + self.exhibits.shown_by(choice.proof)
            for choice in question.choices
            if choice.id in ids
        ]

    def _order(self) -> dict[str, Any]:
        order, demand, payment = self.case.order, self.case.demand, self.case.payment
        waited = (self.today - order.ordered).days if order.ordered else 0
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
            "asked_back": self._as("money", self.case.asked_back),
            "waited": max(0, waited),
            "paid_on": self._as("day", payment.on),
            "transaction": payment.transaction,
            "fault_message": self._as("quoted", self.case.fault.message),
            "fault_on": self._as("day", self.case.fault.on),
            "bought_at": None if self.venue is self.marketplace else self.marketplace.name,
            "days": demand.days,
            "country": self._as("country", self.case.buyer.country),
            "goods_missing": self.problem.goods == "missing",
            "decided_on": self._as("day", self.case.decision.on),
            "names_category": self.letter.names_category,
            "opened_on": self._as("day", self.case.dispute.opened),
            "marketplace": self.marketplace.name,
            "category": self.wording.gettext(self.venue.category(self.problem.id)),
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

    def _body(self) -> dict[str, str | None]:
        """Return the consumer body of the buyer's country and the law to name there."""
        body = self.catalog.bodies.get(self.case.buyer.country or "")
        if body is None:
            return {"body": None, "law": ""}
        name = body.english if self.wording.language == "en" else body.name
        return {"body": name, "law": self.wording.gettext(body.law) if body.law else ""}

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
        said = self.wording.say(kind.says, Given(self.values, **values))
        return said + self.exhibits.shown_by(finding.what)

    def _contact(self, contact: Contact) -> str:
        said = [self._statement(contact)]
        if contact.words:
            words = _quotable(contact.words)
            said.append(self.wording.gettext(N_('Exact words: "%(words)s".'), words=words))
        if contact.answered is False:
            said.append(self.wording.gettext(N_("There was no answer.")))
        proof = self.exhibits.shown_by("carrier") if contact.by == "carrier" else ""
        return self.wording.gettext(
            N_("%(day)s: %(said)s"), day=self._as("date", contact.on), said=" ".join(said) + proof
        )

    def _statement(self, contact: Contact) -> str:
        side = self.catalog.sides[contact.by]
        statement = next((each for each in side.statements if each.id == contact.said), None)
        if statement is None:
            return self.wording.gettext(
                self._to_audience(side.quotes, side.reports), words=_quotable(contact.said)
            )
        return self.wording.gettext(self._to_audience(statement.says, statement.reported))

    def _offer(self, offer: Offer, *, answered: bool = False) -> str:
        kind = self.catalog.offers[offer.kind]
        message = kind.answer if answered else self._to_audience(kind.says, kind.reported)
        return self.wording.gettext(message, offered=self._as("money", offer.amount))

    def _decided(self, name: str) -> str:
        """Return what was decided, or the reason that was given, as a sentence."""
        id = getattr(self.case.decision, name)
        return (
            ""
            if id is None
            else self.wording.say(self.catalog.decisions[name][id].says, self.values)
        )

    def _grounds(self) -> list[str]:
        known = self.catalog.decisions["grounds"]
        return [self.wording.gettext(known[id].says) for id in self.case.decision.grounds]

    def _replies(self) -> list[str]:
        """Return what the seller says or asks for, each followed by the answer to it."""
        replies = [self.catalog.replies[id] for id in self.case.replies_to]
        return [
            self.wording.say(message, self.values)
            for reply in replies
            for message in (reply.says, *reply.answer)
        ]

    def _to_audience(self, says: str, reported: str) -> str:
        return says if self.letter.audience == "seller" else reported or says

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
        if kind == "quoted":
            return _quotable(value)
        return value


def _quotable(words: str) -> str:
    """Return words without a full stop at their end: the sentence around them has its own."""
    return words.removesuffix(".")
