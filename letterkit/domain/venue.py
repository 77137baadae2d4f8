"""Where a letter goes: the place of the order, or a payment service, bank or consumer body."""

from functools import lru_cache
from math import ceil

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog, known
from letterkit.domain.letter import Letter
from letterkit.domain.marketplace import Marketplace, Rule


def venue_of(letter: Letter, case: Case, catalog: Catalog) -> Marketplace:
    """Return the marketplace file whose form the letter fills.

    Raises:
        UnknownIdError: the case names a marketplace that `catalog` does not have.
    """
    ordered_at = known(catalog.marketplaces, "marketplace", case.marketplace, key="marketplace")
    return catalog.marketplaces[letter.venue] if letter.venue else ordered_at


def paid_with(case: Case, catalog: Catalog) -> str | None:
    """Return the id of the way of paying: as the buyer says, or as the chosen letter implies."""
    implied = (venue.method for venue in catalog.venues.values() if venue.letter == case.letter)
    return case.payment.method or next(implied, "") or None


def reply_rule(form: str, marketplace: Marketplace, catalog: Catalog) -> Rule:
    """Return the rule that says how long the other side has to answer what a form sends."""
    wanted = marketplace.form(form).reply_rule if marketplace.has_form(form) else ""
    rule = next((rule for rule in marketplace.rules if rule.id == wanted), None)
    return rule or catalog.cautions["reply-time"]


def reply_days(form: str, marketplace: Marketplace, catalog: Catalog) -> int:
    """Return how many days that is."""
    return _reply_days(form, marketplace.id, catalog)


@lru_cache(maxsize=1024)
def _reply_days(form: str, marketplace: str, catalog: Catalog) -> int:
    rule = reply_rule(form, catalog.marketplaces[marketplace], catalog)
    if rule.unit == "hours":
        return ceil(rule.value / 24)
    if rule.unit == "business-days":
        # Each week that has begun brings a weekend.
        return rule.value + 2 * ceil(rule.value / 5)
    return rule.value
