"""Checks that hold a text against what the buyer has answered."""

import re
from decimal import Decimal

import msgspec

from letterkit.checking.subject import Found, Subject
from letterkit.checking.wording import MONTHS
from letterkit.domain.case import Case
from letterkit.domain.proof import missing_proof_for
from letterkit.rendering import formats

_DIGITS = re.compile(r"\d+")
# What no answer holds: the numbers of exhibits, and the day by which an answer is asked for.
_OWN_NUMBERS = re.compile(
    rf"\b(?:Photo|Video|Screenshot|Document) \d+\b|\b(?:by|before|until) \d+ (?:{MONTHS}) \d{{4}}"
)


def missing_numbers(subject: Subject) -> Found:
    case = _case(subject)
    numbers = [case.order.number]
    if subject.problem is not None and subject.problem.goods == "missing":
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
    for number, line in enumerate(subject.own_words, start=1):
        if paid.currency not in line:
            continue
        sum_pattern = rf"{paid.currency} (\d[\d,]*(?:\.\d+)?)|(\d[\d,]*(?:\.\d+)?) {paid.currency}"
        for match in re.finditer(sum_pattern, line):
            if Decimal((match[1] or match[2]).replace(",", "")) > paid.amount:
                yield number, {"found": match[0]}


def foreign_numbers(subject: Subject) -> Found:
    case = _case(subject)
    known = _numbers_in(case)
    named = [text for text in (case.order.number, case.order.tracking, case.order.item) if text]

    def unknown(text: str) -> set[str]:
        rest = _OWN_NUMBERS.sub("", text)
        for name in named:
            rest = rest.replace(name, "")
        return _runs_of_digits(rest.replace(",", "")) - known

    if unknown("\n".join(subject.own_words)):
        for number, line in enumerate(subject.own_words, start=1):
            for found in sorted(unknown(line)):
                yield number, {"found": found}


def no_comparison(subject: Subject) -> Found:
    if subject.problem is not None and subject.problem.findings and not _case(subject).findings:
        yield 0, {}


def missing_proof(subject: Subject) -> Found:
    case = _case(subject)
    if subject.problem is not None:
        for wanted in missing_proof_for(case, subject.problem):
            yield 0, {"wanted": tuple(subject.catalog.exhibits[id].label for id in wanted)}


def no_category(subject: Subject) -> Found:
    case = _case(subject)
    marketplace = subject.catalog.marketplaces.get(case.marketplace)
    if marketplace is None or subject.letter is None or not subject.letter.names_category:
        return
    category = marketplace.category(case.problem)
    if category and category.lower() not in subject.text.lower():
        yield 0, {"wanted": category}


def unreasoned_part(subject: Subject) -> Found:
    demand = _case(subject).demand
    if demand.kind == "partial-refund" and not demand.because:
        yield 0, {}


def _case(subject: Subject) -> Case:
    assert subject.case is not None, "these checks run only with a case"  # noqa: S101
    return subject.case


def _numbers_in(case: Case) -> set[str]:
    """Return the runs of digits in the case, without leading zeros."""
    return _runs_of_digits(msgspec.json.encode(case, enc_hook=str).decode())


def _runs_of_digits(text: str) -> set[str]:
    return {run.lstrip("0") or "0" for run in _DIGITS.findall(text)}
