"""Dates, sums and numbers as each language writes them.

Babel takes two thirds of the time of a letter when asked each time, so results are remembered.
"""

from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency

from letterkit.domain.money import Money

# CLDR's long Russian date ends in the abbreviation "г.", which collides with a full stop, and its
# Georgian one puts the year last, which prose does not.
_DAY_PATTERNS = {"en": "d MMMM y", "ru": "d MMMM y 'года'", "ka": "y 'წლის' d MMMM"}


@lru_cache(maxsize=32)
def locale_of(language: str) -> Locale:
    """Return the locale of a language; one that CLDR does not have is formatted as English."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """Return a date in full, as in "21 November 2026"."""
    return format_date(value, _DAY_PATTERNS.get(language, "long"), locale_of(language))


def on_day(value: date, language: str) -> str:
    """Return a date as it stands in "posted on …", without the preposition."""
    text = day(value, language)
    if language == "ka":
        # Something happens on a day in the dative; CLDR knows the month's nominative only.
        return f"{text.removesuffix('ი')}ს"
    return text


@lru_cache(maxsize=4096)
def money(value: Money, language: str) -> str:
    """Return a sum with its currency code: "USD 24.90" in English, elsewhere "24,90 USD"."""
    pattern = "¤¤ #,##0.00" if language == "en" else "#,##0.00 ¤¤"
    return format_currency(value.amount, value.currency, pattern, locale_of(language))


def country(code: str, language: str) -> str:
    """Return a country's name; an unknown code stays as it is."""
    return locale_of(language).territories.get(code, code)
