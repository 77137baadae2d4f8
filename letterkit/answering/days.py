"""Reads a day as people write one: in numbers, or with the month in words; the year may lack."""

import re
from datetime import date
from functools import lru_cache

_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./-] ?(?P<month>\d{1,2})[./-] ?(?P<year>\d{4}|\d\d)")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4}|\d\d)[./-] ?(?P<month>\d{1,2})[./-] ?(?P<day>\d{1,2})\.?")
_KOREAN = re.compile(r"(?:(?P<year>\d{4}|\d\d)년 ?)?(?P<month>\d{1,2})월 ?(?P<day>\d{1,2})일?")
_DAY_NAMED = re.compile(
    r"(?P<day>\d{1,2})\.? (?P<name>[^\W\d_]{3,})\.?,?(?: (?P<year>\d{4})(?: ?[^\W\d_]{1,4}\.?)?)?"
)
_NAME_FIRST = re.compile(r"(?P<name>[^\W\d_]{3,})\.? (?P<day>\d{1,2})(?:,? (?P<year>\d{4}))?")
_DAY_AND_MONTH = re.compile(r"(?P<day>\d{1,2})[./] ?(?P<month>\d{1,2})\.?(?P<year>)")
_MONTH_AND_DAY = re.compile(r"(?P<month>\d{1,2})[./] ?(?P<day>\d{1,2})\.?(?P<year>)")
_CENTURY = 2000
_TELLING = 3
"""Letters that tell a month from all others, in every language and case that is written here."""


def read_day(text: str, *, language: str, today: date | None = None) -> date | None:
    """Return the day that a text means, or None.

    One that is written without its year is the nearest to `today`.
    """
    written = _written(text, language)
    if written is None:
        return None
    year, month, day = written
    years = (year,) if year else _years_around(today)
    days = [found for each in years if (found := _day(each, month, day))]
    return min(days, key=lambda found: abs(found - (today or found)), default=None)


def is_no_day(text: str) -> bool:
    """Whether a text is written as a day that the calendar does not have: 31.02.2026."""
    year, month, day = _written(text, "en") or _written(text, "ko") or (0, 0, 0)
    return year > 0 and _day(year, month, day) is None


def _written(text: str, language: str) -> tuple[int, int, int] | None:
    """Return year, month and day as they stand in a text; the year is 0 where there is none."""
    numbers = (
        (_YEAR_FIRST, _DAY_FIRST, _MONTH_AND_DAY)
        if language == "ko"
        else (_DAY_FIRST, _YEAR_FIRST, _DAY_AND_MONTH)
    )
    for pattern in (*numbers, _KOREAN, _DAY_NAMED, _NAME_FIRST):
        match = pattern.fullmatch(text)
        if match is None:
            continue
        found = match.groupdict()
        month = found.get("month") or _months(language).get(found["name"][:_TELLING].lower())
        if month:
            year = int(found["year"] or 0)
            return year + _CENTURY * (0 < year < 100), int(month), int(found["day"])
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years_around(today: date | None) -> tuple[int, ...]:
    return (today.year - 1, today.year, today.year + 1) if today else ()


@lru_cache
def _months(language: str) -> dict[str, int]:
    """Return the months by the beginnings of their names, in a language and in English."""
    from babel.dates import get_month_names

    return {
        name[:_TELLING].lower(): number
        for locale in dict.fromkeys(("en", language))
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, locale).items()
    }
