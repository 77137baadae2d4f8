"""The values that letter templates can name, in one language.

Everything a template needs is computed here, so that templates stay prose; and only what a letter
names is computed.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from letterkit.domain.asking import demand_of, questions_of
from letterkit.domain.case import Case, Contact, Finding, Offer, value_at
from letterkit.domain.catalog import Catalog
from letterkit.domain.events import EVENTS
from letterkit.domain.letter import Letter
from letterkit.domain.question import Statement
from letterkit.domain.venue import venue_of
from letterkit.marking import N_
from letterkit.rendering import formats
from letterkit.rendering.environment import Values
from letterkit.rendering.exhibits import Exhibits
from letterkit.rendering.wording import Given, Wording

_IN_CHAT = {"buyer", "seller"}
"""The sides whose words a screenshot of the chat shows."""


class Facts(Values):
    """What one case says, worded in one language: a template's context.

    A value is made when it is first asked for, by the entry of its name in `VALUES`; the answers to
    the problem's own questions stand under their own names.
    """

    def __init__(
        self,
        case: Case,
        catalog: Catalog,
        wording: Wording,
        *,
        letter: Letter,
        reply_by: date | None,
        is_dispute_open: bool,
        today: date,
    ) -> None:
        super().__init__(wording.callables)
        self.letter = letter
        self.case = case
        self.catalog = catalog
        self.wording = wording
        self.reply_by = reply_by
        self.today = today
        self.problem = catalog.problems[case.problem]
        self.marketplace = catalog.marketplaces[case.marketplace]
        self.venue = venue_of(letter, case, catalog)
        self.demand = demand_of(case, catalog)
        self.is_dispute_open = is_dispute_open
        self.exhibits = Exhibits(case.evidence, catalog, wording)
        self._answers = _answers_of(case.problem, catalog)

    def __contains__(self, name: object) -> bool:
        return name in VALUES or name in self._answers or super().__contains__(name)

    def __missing__(self, name: str) -> Any:
        if name == "answered":
            # Kept here, it would keep these facts until the garbage collector comes.
            return self.answered
        make = VALUES.get(name)
        if make is not None:
            value = make(self)
        elif name in self._answers:
            key, kind = self._answers[name]
            value = self.shown(kind, value_at(self.case, key))
        else:
            return super().__missing__(name)
        self[name] = value
        return value

    def say(self, message: str) -> str:
        """Return a message with the values that it names."""
        return self.wording.say(message, Given(self))

    def answered(self, name: str) -> list[str]:
        """Return the sentences that the picked answers to a question become.

        `name` is the question's key; of the problem's own questions it is the end of the key.
        """
        key = name if "." in name else f"answers.{name}"
        own = questions_of(self.problem.id, self.catalog)
        question = own.get(key) or self.catalog.questions[key]
        picked = value_at(self.case, key) or ()
        ids = (picked,) if isinstance(picked, str) else picked
        return [
            self.say(choice.says) + self.exhibits.shown_by(choice.proof)
            for choice in question.choices
            if choice.id in ids and choice.told_by not in self["told"]
        ]

    def reasons(self) -> list[str]:
        because = self.case.demand.because
        return [self.say(reason.says) for reason in self.demand.reasons if reason.id in because]

    def told(self) -> set[str]:
        """Return the findings, and the reasons for the demand, that the letter gives."""
        findings = {finding.what for finding in self.case.findings}
        return findings.union(self.case.demand.because)

    def found(self) -> set[str]:
        """Return the texts that were found, in small letters."""
        return {str(finding.found).casefold() for finding in self.case.findings}

    def share(self) -> int | None:
        """Return which percentage of the price is asked back, if it is a round one."""
        asked, paid = self.case.demand.amount, self.case.order.paid
        if asked is None or paid is None or asked.currency != paid.currency:
            return None
        percent = 100 * asked.amount / paid.amount
        return int(percent) if percent % 5 == 0 and percent < 100 else None

    def days_waited(self) -> int:
        ordered = self.case.order.ordered
        return max(0, (self.today - ordered).days) if ordered else 0

    def days_since_approval(self) -> int:
        approved = EVENTS["refund-approved"](self.case)
        return max(0, (self.today - approved).days) if approved else 0

    def end_of_protection(self) -> date | None:
        """Return the day, unless it is past: then it is no reason for anything any more."""
        ends = self.case.order.protection_ends
        return ends if ends is None or ends >= self.today else None

    def is_promise_broken(self) -> bool:
        promised = self.case.order.promised
        return promised is not None and promised < self.today

    def body(self) -> str | None:
        """Return the consumer body of the buyer's country."""
        body = self.catalog.bodies.get(self.case.buyer.country or "")
        if body is None:
            return None
        return body.english if self.wording.language == "en" else body.name

    def law(self) -> str:
        """Return the law that a complaint to that body can name, as a sentence."""
        body = self.catalog.bodies.get(self.case.buyer.country or "")
        return self.say(body.law) if body else ""

    def words_said(self) -> str:
        """Return the buyer's own words where this language can say them as they are."""
        words, language = self.case.words, self.wording.language
        if words.leave_out or not words.text:
            return ""
        if language == "en" and words.english:
            return words.english
        return words.text if language == self._language_of_words() else ""

    def words_quoted(self) -> str:
        """Return the buyer's own words where they can only be quoted."""
        words = self.case.words
        if words.leave_out or not words.text or self.words_said():
            return ""
        return words.text.replace('"', "'")

    def words_language(self) -> str:
        """Return what the language of quoted words is called."""
        if not self.words_quoted():
            return ""
        return formats.name_of_language(self._language_of_words(), self.wording.language)

    def _language_of_words(self) -> str:
        return self.case.words.language or "en"

    def finding(self, finding: Finding) -> str:
        kind = self.catalog.findings[finding.what]
        found = finding.found
        if kind.found == "one":
            found = self.wording.gettext(next(c.label for c in kind.choices if c.id == found))
        values = {
            "part": self.shown("text", finding.part),
            "found": self.shown(kind.found, found),
            "expected": self.shown(kind.expected, finding.expected),
        }
        if kind.found == "date":
            values["found_on"] = self.shown("day", finding.found)
        if kind.expected == "date":
            values["expected_on"] = self.shown("day", finding.expected)
        said = self.wording.say(kind.says, Given(self, values))
        return said + self.exhibits.shown_by(finding.what)

    def adding_up(self) -> list[str]:
        """Return the findings that have a price, if the letter told any."""
        told = self.get("findings", ())
        return [
            said
            for said, finding in zip(told, self.case.findings, strict=False)
            if self.catalog.findings[finding.what].expected == "money"
        ]

    def contact(self, contact: Contact) -> str:
        said = [self._statement(contact)]
        if contact.words:
            words = _quotable(contact.words)
            said.append(self.wording.gettext(N_('Exact words: "%(words)s".'), words=words))
        if contact.answered is False:
            said.append(self.wording.gettext(N_("There was no answer.")))
        told = " ".join(said) + self._proof_of(contact)
        return told if contact.on is None else self._dated(contact.on, told)

    def _dated(self, on: date, said: str) -> str:
        return self.wording.gettext(N_("%(day)s: %(said)s"), day=self.shown("date", on), said=said)

    def contacts(self) -> list[str] | None:
        """Return what was said, in the order of its days; what has none comes last."""
        if self.case.contacts is None:
            return None
        in_order = sorted(self.case.contacts, key=lambda contact: contact.on or date.max)
        return list(map(self.contact, in_order))

    def exhibits_of_contacts(self) -> str:
        """Return the exhibits that show all that was said, or nothing if some show only a part."""
        sides = {contact.by for contact in self.case.contacts or ()}
        return self.exhibits.names("contact") if sides <= _IN_CHAT else ""

    def _proof_of(self, contact: Contact) -> str:
        if contact.by in ("carrier", "customs"):
            return self.exhibits.shown_by(contact.by)
        if contact.by in _IN_CHAT and not self["exhibits_of_contacts"]:
            return self.exhibits.shown_by("contact")
        return ""

    def _statement(self, contact: Contact) -> str:
        side = self.catalog.sides[contact.by]
        statement = _statements_of(contact.by, self.catalog).get(contact.said)
        if statement is None:
            return self.wording.gettext(
                self._to_audience(side.quotes, side.reports), words=_quotable(contact.said)
            )
        return self.wording.gettext(self._to_audience(statement.says, statement.reported))

    def offer(self, offer: Offer, *, answered: bool = False) -> str:
        kind = self.catalog.offers[offer.kind]
        offered = self.shown("money", offer.amount)
        if answered:
            return self.wording.gettext(kind.answer, offered=offered)
        message = self._to_audience(kind.says, kind.reported)
        said = self.wording.gettext(message, offered=offered)
        if kind.takes_amount and offered:
            said += " " + self.wording.gettext(N_("Value: %(offered)s."), offered=offered)
        return self._dated(offer.on, said)

    def decided(self, name: str) -> str:
        """Return what was decided, or the reason that was given, as a sentence."""
        id = getattr(self.case.decision, name)
        return "" if id is None else self.say(self.catalog.decisions[name][id].says)

    def grounds(self) -> list[str]:
        known = self.catalog.decisions["grounds"]
        return [self.wording.gettext(known[id].says) for id in self.case.decision.grounds]

    def replies(self) -> list[str]:
        """Return what the seller says or asks for, each followed by the answer to it."""
        replies = [self.catalog.replies[id] for id in self.case.replies_to]
        return [self.say(message) for reply in replies for message in (reply.says, *reply.answer)]

    def _to_audience(self, says: str, reported: str) -> str:
        return says if self.letter.audience == "seller" else reported or says

    def shown(self, kind: str, value: Any) -> Any:
        """Return a value as this language writes that kind; None stays None."""
        if value is None:
            return None
        show = _SHOWN.get(kind)
        return show(value, self.wording) if show else value


def _quotable(words: str) -> str:
    """Return words without a full stop at their end: the sentence around them has its own."""
    return words.removesuffix(".")


_SHOWN: dict[str, Callable[[Any, Wording], str]] = {
    "country": lambda value, wording: formats.country(value, wording.language),
    "date": lambda value, wording: formats.day(value, wording.language),
    "day": lambda value, wording: formats.on_day(value, wording.language),
    "in-country": lambda value, wording: formats.in_country(value, wording.language),
    "money": lambda value, wording: formats.money(value, wording.language),
    "percent": lambda value, wording: formats.percent(value, wording.language),
    "quoted": lambda value, _: _quotable(value),
    "text": lambda value, wording: wording.own_words(value),
}
"""How values of a kind are written; those of other kinds stay as they are."""


@lru_cache(maxsize=256)
def _statements_of(side: str, catalog: Catalog) -> dict[str, Statement]:
    return {statement.id: statement for statement in catalog.sides[side].statements}


@lru_cache(maxsize=4096)
def _answers_of(problem: str, catalog: Catalog) -> dict[str, tuple[str, str]]:
    """Return key and kind of each answer by the name that templates use.

    A date stands there twice: as "delivered_on", and as "delivered_on_day" for "on …". Templates
    put quotation marks around texts.
    """
    names: dict[str, tuple[str, str]] = {}
    for question in catalog.problems[problem].questions:
        name = question.id.removeprefix("answers.")
        names[name] = (question.id, "quoted" if question.kind == "text" else question.kind)
        if question.kind == "date":
            names[f"{name}_day"] = (question.id, "day")
    return names


VALUES: dict[str, Callable[[Facts], Any]] = {
    "amount": lambda facts: facts.shown("money", facts.case.demand.amount),
    "answered": lambda facts: facts.answered,
    "answers_to_offers": lambda facts: [
        facts.offer(offer, answered=True) for offer in facts.case.offers
    ],
    "asked_back": lambda facts: facts.shown("money", facts.case.asked_back),
    "body": Facts.body,
    "bought_at": lambda facts: None if facts.venue is facts.marketplace else facts.marketplace.name,
    "category": lambda facts: facts.wording.gettext(facts.venue.category(facts.problem.id)),
    "contacts": Facts.contacts,
    "country": lambda facts: facts.shown("country", facts.case.buyer.country),
    "days": lambda facts: facts.case.demand.days,
    "days_since_approval": Facts.days_since_approval,
    "decided_on": lambda facts: facts.shown("day", facts.case.decision.on),
    "decision": lambda facts: facts.decided("kind"),
    "decision_reason": lambda facts: facts.decided("reason"),
    "demand": lambda facts: facts.say(facts.demand.says),
    "dispute_open": lambda facts: facts.is_dispute_open,
    "exhibits": lambda facts: facts.exhibits.lines,
    "exhibits_of_contacts": Facts.exhibits_of_contacts,
    "fault_message": lambda facts: facts.shown("quoted", facts.case.fault.message),
    "fault_on": lambda facts: facts.shown("day", facts.case.fault.on),
    "findings": lambda facts: list(map(facts.finding, facts.case.findings)),
    "goods_missing": lambda facts: facts.problem.goods == "missing",
    "found": Facts.found,
    "grounds": Facts.grounds,
    "item": lambda facts: facts.shown("text", facts.case.order.item),
    "in_country": lambda facts: facts.shown("in-country", facts.case.buyer.country),
    "is_message": lambda facts: facts.letter.form in ("message", "extension"),
    "law": Facts.law,
    "marketplace": lambda facts: facts.marketplace.name,
    "names_category": lambda facts: (
        facts.letter.names_category and bool(facts.venue.category(facts.problem.id))
    ),
    "number": lambda facts: facts.case.order.number,
    "offers": lambda facts: list(map(facts.offer, facts.case.offers)),
    "opened_on": lambda facts: facts.shown("day", facts.case.dispute.opened),
    "ordered": lambda facts: facts.shown("date", facts.case.order.ordered),
    "ordered_on": lambda facts: facts.shown("day", facts.case.order.ordered),
    "paid": lambda facts: facts.shown("money", facts.case.order.paid),
    "paid_on": lambda facts: facts.shown("day", facts.case.payment.on),
    "promise_broken": Facts.is_promise_broken,
    "promised": lambda facts: facts.shown("date", facts.case.order.promised),
    "protection_ends_on": lambda facts: facts.shown("day", facts.end_of_protection()),
    "reasons": Facts.reasons,
    "received_on": lambda facts: facts.shown("day", facts.case.order.received),
    "replies": Facts.replies,
    "reply_by": lambda facts: facts.shown("date", facts.reply_by),
    "share": lambda facts: facts.shown("percent", facts.share()),
    "shipped_on": lambda facts: facts.shown("day", facts.case.order.shipped),
    "shown_by": lambda facts: facts.exhibits.shown_by,
    "told": Facts.told,
    "tracking": lambda facts: facts.case.order.tracking,
    "transaction": lambda facts: facts.case.payment.transaction,
    "waited": Facts.days_waited,
    "words_language": Facts.words_language,
    "words_quoted": Facts.words_quoted,
    "words_said": Facts.words_said,
}
"""What templates can name beside the problem's own answers."""
