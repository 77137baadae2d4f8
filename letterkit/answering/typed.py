"""Reads what a person types as the value that stands in a case file, and shows it again."""

import re
from datetime import date
from typing import Any

from letterkit.answering.data import Data, value_in
from letterkit.answering.days import is_no_day, read_day
from letterkit.domain.answers import check_kind, read_as
from letterkit.domain.money import THREE_DECIMALS
from letterkit.domain.text import safe
from letterkit.errors import LetterkitError, Translate
from letterkit.errors.answers import BadValueError
from letterkit.marking import N_
from letterkit.rendering.formats import country, country_code

HOW = {
    "money": N_("Type the sum and the currency, for example 24.90 USD."),
    "date": N_("Type a date as day.month.year, for example 30.11.2026."),
    "country": N_("Type the name of the country, or its two letters, for example IT or KR."),
    "yes-no": N_("Type yes or no."),
}
"""How to type what a file would want in quotation marks, by kind."""

CURRENCIES = ("USD", "EUR", "RUB", "KRW", "GEL", "GBP", "CNY", "UAH", "KZT", "BYN", "PLN", "TRY")
"""What buyers here pay in; any other is typed with its three letters."""
_CURRENCIES = {
    "us $": "USD", "us$": "USD", "$": "USD", "доллар": "USD", "долл": "USD",
    "dollar": "USD", "달러": "USD", "დოლარ": "USD",
    "€": "EUR", "евро": "EUR", "euro": "EUR", "유로": "EUR", "ევრო": "EUR",
    "₽": "RUB", "рубл": "RUB", "руб": "RUB", "루블": "RUB", "რუბლ": "RUB",
    "₩": "KRW", "원": "KRW", "вон": "KRW", "₾": "GEL", "ლარ": "GEL", "лари": "GEL",
    "£": "GBP", "¥": "CNY", "юан": "CNY", "₴": "UAH", "грн": "UAH", "гривн": "UAH",
    "₸": "KZT", "тенге": "KZT", "₺": "TRY",
}  # fmt: skip
"""What people call a currency, by the beginning of the word."""
_SHORT = {"р": "RUB", "p": "RUB"}
"""What is a currency by itself only: other words begin so, too. The second is Latin."""
_CURRENCY_CODE = re.compile(r"[a-z]{3}", re.ASCII)
_ENDINGS = re.compile(r"[^\W\d_]{0,3}")
"""What can follow the beginning of a currency's name: the ending of a case or a plural."""
_SUM = re.compile(
    r"(?P<before>[^\d\s.,][^\d]*?)?\s*"
    r"(?P<sum>(?:\d{1,3}(?P<mark>[\s.,'’])\d{3}(?:(?P=mark)\d{3})*|\d+)(?:(?!(?P=mark))[.,]\d{1,2})?)"
    r"\s*(?P<after>\D*)"
)
"""A sum, its currency before or after it; one mark may stand between its thousands."""
_DIGITS = 9
"""More make no number that anybody means."""


def read_typed(
    kind: str, line: str, *, language: str, currency: str = "", today: date | None = None
) -> Any:
    """Return what was typed as a case file has it; a sum stays a text.

    `kind` is a question's; `currency` is that of a sum that is typed without one; a day that is
    typed without its year is the nearest to `today`.

    Raises:
        BadValueError: it is nothing of the kind.
    """
    if kind == "country":
        line = country_code(line, language) or line.upper()
    if kind == "money":
        line = _with_code(line, currency)
    if kind == "date" and (day := read_day(line, language=language, today=today)):
        return day
    if kind == "number" and line.isdecimal() and len(line) <= _DIGITS:
        return int(line)
    value = read_as(kind, line)
    check_kind(kind, value, key="")
    return line if kind == "money" else value


def kept_typed(kind: str, text: str, *, language: str, currency: str, today: date) -> Any:
    """Return what was typed as case data has it: days as texts, what cannot be read as it is."""
    kind = "text" if kind == "words" else kind
    try:
        value = read_typed(kind, text, language=language, currency=currency, today=today)
    except BadValueError:
        return text
    return str(value) if kind == "date" else value


def shown_typed(kind: str, value: Any, *, language: str) -> str:
    """Return a value as the person would type it; text that is not of its kind stays as it is."""
    if value is None:
        return ""
    if kind == "date":
        return _shown_day(value, language)
    if kind == "country" and isinstance(value, str) and re.fullmatch(r"[A-Z]{2}", value):
        return country(value, language)
    return str(value)


def currency_paid_in(data: Data) -> str:
    """Return the code of the currency of the price; empty where nothing says it."""
    paid = value_in(data, "order.paid")
    return paid[-3:] if isinstance(paid, str) and paid[-3:].isalpha() else ""


def is_bare_sum(value: Any) -> bool:
    """Whether a text is a sum without its currency."""
    match = _SUM.fullmatch(value) if isinstance(value, str) else None
    return match is not None and not match["before"] and not match["after"]


def told_with_advice(fault: LetterkitError, kind: str, translate: Translate) -> str:
    """Return what is wrong with an answer, and what to do about it where it was typed."""
    if isinstance(fault, BadValueError):
        advice = translate(how_to_type(fault, kind))
    else:
        advice = fault.advice(translate)
    return f"{safe(fault.told(translate))} {advice}".strip()


def how_to_type(error: BadValueError, kind: str) -> str:
    """Return the message that says how to type a value of this kind."""
    if kind == "date" and is_no_day(str(error.facts["given"])):
        return N_("The calendar has no such day.")
    return HOW.get(kind) or error.hints[error.wanted]


def _shown_day(value: Any, language: str) -> str:
    day = read_as("date", str(value))
    if not isinstance(day, date):
        return str(value)
    return f"{day:%Y-%m-%d}" if language in ("en", "ko") else f"{day:%d.%m.%Y}"


def _with_code(line: str, currency: str) -> str:
    """Return a sum with its currency's code: "$5" and "1 500 евро" become "5 USD", "1500 EUR"."""
    match = _SUM.fullmatch(line)
    if match is None:
        return line
    called = (match["before"] or match["after"] or "").strip(" .").lower()
    code = _code_of(called) if called else currency
    if code is None:
        return line
    mark = match["mark"] or ""
    if code in THREE_DECIMALS and mark and mark in ".,":
        # "1.234 KWD" has decimals.
        return f"{match['sum']} {code}"
    return f"{match['sum'].replace(mark, '')} {code}".strip()


def _code_of(called: str) -> str | None:
    """Return the code of a currency by what people call it, in lower case."""
    if _CURRENCY_CODE.fullmatch(called):
        return called.upper()
    for beginning, code in _CURRENCIES.items():
        if called.startswith(beginning) and _ENDINGS.fullmatch(called[len(beginning) :]):
            return code
    return _SHORT.get(called)
