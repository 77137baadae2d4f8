"""Counts business days, which differ from country to country."""

from datetime import date
from functools import lru_cache


@lru_cache(maxsize=256)
def after_business_days(start: date, count: int, country: str) -> date:
    """Return the day that is `count` business days after `start`.

    `country` is an ISO 3166 code; weekends and public holidays of that country do not count.
    """
    # A calendar of holidays costs more to import than a letter; only such rules pay for it.
    from holidays import country_holidays

    return country_holidays(country).get_nth_working_day(start, count)
