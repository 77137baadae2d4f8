"""Checks that hold a text against what the buyer has answered."""

import msgspec

from letterkit.checking.line import ascii_numbers, runs_of_digits, without_own_numbers
from letterkit.checking.phrasing import sentences_in
from letterkit.checking.subject import Found, Subject
from letterkit.domain.case import Case
from letterkit.domain.money import Money
from letterkit.domain.proof import missing_proof_for
from letterkit.domain.venue import venue_of
from letterkit.marking import N_
from letterkit.rendering import formats


def missing_numbers(subject: Subject) -> Found:
    case = _case(subject)
    numbers = [case.order.number]
    goods_are_missing = subject.problem is not None and subject.problem.goods == "missing"
    if goods_are_missing and subject.may_have("facts"):
        numbers.append(case.order.tracking)
    for number in numbers:
        if number and number not in subject.text:
            yield 0, {"number": number}


def demand_without_sum(subject: Subject) -> Found:
    case = _case(subject)
    kind = case.demand.kind or ""
    if kind == "extension":
        wanted = str(case.demand.days or "")
    elif kind.endswith("refund"):
        wanted = formats.money(case.asked_back, "en") if case.asked_back else ""
    else:
        return
    if wanted and not any(number in subject.text for number in (wanted, wanted.split()[-1])):
        yield 0, {"wanted": wanted}


def too_high_sums(subject: Subject) -> Found:
    paid = _case(subject).order.paid
    if paid is None:
        return
    for number, line in enumerate(subject.lines, start=1):
        if not line.phrasing.sums:
            continue
        for found, amount, currency in line.sums():
            if currency == paid.currency and amount > paid.amount:
                yield number, {"found": found}


def foreign_numbers(subject: Subject) -> Found:
    case = _case(subject)
    known = _numbers_in(case)
    named = [text for text in (case.order.number, case.order.tracking, case.order.item) if text]
    for number, line in enumerate(subject.lines, start=1):
        if line.numbers <= known:
            continue
        rest = without_own_numbers(line.own_words)
        for name in named:
            rest = rest.replace(name, "")
        for found in sorted(runs_of_digits(rest.replace(",", "")) - known):
            yield number, {"found": found}


def late_reply_day(subject: Subject) -> Found:
    ends = _case(subject).order.protection_ends
    if ends is None or subject.is_for_platform or formats.day(ends, "en") not in subject.text:
        # A letter that does not name the end of protection may be sent after it.
        return
    for number, line in enumerate(subject.lines, start=1):
        for day in line.reply_days:
            if day > ends:
                yield number, {"day": formats.day(day, "en"), "ends": formats.day(ends, "en")}


def no_comparison(subject: Subject) -> Found:
    if subject.problem is not None and subject.problem.findings and not _case(subject).findings:
        yield 0, {}


def missing_proof(subject: Subject) -> Found:
    case = _case(subject)
    if subject.problem is not None:
        for wanted in missing_proof_for(case, subject.catalog, subject.letter):
            yield 0, {"wanted": tuple(subject.catalog.exhibits[id].label for id in wanted)}


def no_category(subject: Subject) -> Found:
    case = _case(subject)
    if subject.letter is None or not subject.letter.names_category:
        return
    category = venue_of(subject.letter, case, subject.catalog).category(case.problem)
    text = subject.text
    if category and category not in text and category.lower() not in text.lower():
        yield 0, {"wanted": category}


def unreasoned_part(subject: Subject) -> Found:
    demand = _case(subject).demand
    if demand.kind == "partial-refund" and not demand.because:
        yield 0, {}


def bare_extension(subject: Subject) -> Found:
    case = _case(subject)
    if subject.letter is None or subject.letter.form != "extension":
        return
    if not case.demand.because:
        yield 0, {"wanted": (N_("why more time is needed"),)}
    tracking = case.order.tracking
    if tracking and subject.problem is not None and subject.problem.goods == "missing":
        sentences = [
            sentence
            for line in subject.lines
            for sentence in sentences_in(line.text)
            if tracking in sentence
        ]
        if not any(sentence.strip(" .") != tracking for sentence in sentences):
            yield 0, {"wanted": (N_("what the tracking shows"),)}
    if "dispute" not in subject.says:
        yield 0, {"wanted": (N_("what you will do if it is refused"),)}


def _case(subject: Subject) -> Case:
    assert subject.case is not None, "these checks run only with a case"  # noqa: S101
    return subject.case


def _numbers_in(case: Case) -> frozenset[str]:
    """Return the runs of digits in the case, without leading zeros."""
    return ascii_numbers(_ENCODER.encode(case))


def _as_written(value: object) -> str:
    """Return a sum as it was typed and as a letter writes it: 9.6 becomes 9.60."""
    if isinstance(value, Money):
        return f"{value} {formats.money(value, 'en').replace(',', '')}"
    return str(value)


_ENCODER = msgspec.json.Encoder(enc_hook=_as_written)
