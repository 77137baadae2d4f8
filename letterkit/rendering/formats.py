"""Dates, sums and countries as each language writes them.

English, which every letter needs, is written here: loading Babel's takes longer than the letter.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from letterkit.domain.money import Money

if TYPE_CHECKING:
    from babel import Locale

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

# CLDR's long Russian date ends in the abbreviation "г.", which collides with a full stop, and its
# Georgian one puts the year last, which prose does not.
_DAY_PATTERNS = {"ru": "d MMMM y 'года'", "ka": "y 'წლის' d MMMM"}


@lru_cache(maxsize=32)
def locale_of(language: str) -> "Locale":
    """Return the locale of a language; one that CLDR does not have is formatted as English."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


OWN_NAMES = {
    "en": "English", "it": "italiano", "ka": "ქართული", "ko": "한국어", "ru": "русский",
}  # fmt: skip
"""What languages call themselves: the first screen offers them before Babel is loaded."""


def language_name(language: str) -> str:
    """Return what a language calls itself."""
    if language in OWN_NAMES:
        return OWN_NAMES[language]
    locale = locale_of(language)
    return locale.get_display_name() or language if locale.language == language else language


def name_of_language(code: str, language: str) -> str:
    """Return how a language is called in another one."""
    return str(locale_of(code).get_display_name(locale_of(language)) or code)


@lru_cache(maxsize=4096)
def day(value: date, language: str) -> str:
    """Return a date in full, as in "21 November 2026"."""
    if language == "en":
        return f"{value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"
    from babel.dates import format_date

    text = format_date(value, _DAY_PATTERNS.get(language, "long"), locale_of(language))
    # Italian counts the first day of a month, "1º maggio", and numbers the others.
    return f"1º{text[1:]}" if language == "it" and value.day == 1 else text


def on_day(value: date, language: str) -> str:
    """Return a date as it stands in "posted on …", without the preposition."""
    text = day(value, language)
    if language == "ka":
        # Something happens on a day in the dative; CLDR knows the month's nominative only.
        return f"{text.removesuffix('ი')}ს"
    return text


def span(count: int, unit: str, language: str) -> str:
    """Return "15 days" for a number of days, hours or minutes."""
    from babel.dates import format_timedelta

    # Babel's format_unit leaves "duration-day" untranslated in Italian, Korean and Georgian.
    return format_timedelta(
        timedelta(**{unit: count}),
        granularity=_GRANULARITIES[unit],
        threshold=10**6,
        locale=locale_of(language),
    )


_GRANULARITIES: "dict[str, Literal['day', 'hour', 'minute']]" = {
    "days": "day",
    "hours": "hour",
    "minutes": "minute",
}


def from_now(days: int, language: str) -> str:
    """Return "in 5 days" or "5 days ago" for a number of days other than 0."""
    from babel.dates import format_timedelta

    return format_timedelta(
        timedelta(days=days),
        granularity="day",
        threshold=10**6,
        add_direction=True,
        locale=locale_of(language),
    )


@lru_cache(maxsize=4096)
def money(value: Money, language: str) -> str:
    """Return a sum as it was typed, with its currency code: "USD 1,234.50", "1.234,50 USD"."""
    decimals = max(0, -int(value.amount.as_tuple().exponent))
    decimals = 2 if decimals == 1 else decimals
    if language == "en":
        return f"{value.currency} {value.amount:,.{decimals}f}"
    from babel.numbers import format_decimal

    pattern = f"#,##0.{'0' * decimals}".rstrip(".")
    return f"{format_decimal(value.amount, pattern, locale_of(language))} {value.currency}"


def currency(code: str, language: str) -> str:
    """Return what a currency, by its ISO 4217 code, is called."""
    from babel.numbers import get_currency_name

    return get_currency_name(code, locale=locale_of(language))


def percent(value: int, language: str) -> str:
    """Return "50%"."""
    if language == "en":
        return f"{value}%"
    from babel.numbers import format_percent

    return format_percent(value / 100, locale=locale_of(language))


def country_code(name: str, language: str) -> str | None:
    """Return the code of a country by its name in a language or in English, or None."""
    wanted = name.casefold()
    for code in (language, "en"):
        for territory, each in locale_of(code).territories.items():
            if each.casefold() == wanted and territory.isalpha():
                return str(territory)
    return None


def country(code: str, language: str) -> str:
    """Return a country's name; an unknown code stays as it is."""
    return str(locale_of(language).territories.get(code, code))


def in_country(code: str, language: str) -> str:
    """Return a country's name as it stands in "in …", without the preposition."""
    name = country(code, language)
    return f"the {name}" if language == "en" and code in _WITH_ARTICLE else name


_WITH_ARTICLE = {
    "AE", "BS", "CF", "DO", "FK", "FO", "GB", "GM", "KM", "KY", "MH", "MP", "MV", "NL", "PH", "SB",
    "SC", "TC", "US", "VG", "VI",
}  # fmt: skip
"""Countries whose English names need "the" in a sentence; CLDR gives them without it."""


def home_country(language: str) -> str:
    """Return the country in which most people speak a language, as they call it (CLDR)."""
    from babel.core import get_global

    territory = get_global("likely_subtags").get(language, language).rpartition("_")[2]
    return country(territory, language)
