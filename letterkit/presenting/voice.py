"""The language in which a person is spoken to."""

from functools import cached_property
from typing import TYPE_CHECKING

from letterkit.domain.catalog import Catalog
from letterkit.rendering.elision import elided

if TYPE_CHECKING:
    from letterkit.rendering.wording import Wording


class Voice:
    """Says messages in one of the catalog's languages."""

    def __init__(self, catalog: Catalog, language: str) -> None:
        self.catalog = catalog
        self.language = language

    @cached_property
    def wording(self) -> "Wording":
        """Messages whose fields are days, sums and other messages."""
        # Only these pay for Jinja.
        from letterkit.rendering.wording import Wording

        return Wording(self.language, self.catalog.languages[self.language])

    def say(self, message: str, **values: object) -> str:
        """Return a message in this language."""
        text = self.catalog.languages[self.language].gettext(message)
        return elided(text, values, self.language) % values if values else text

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """Return a message on a number, which is its field %(num)s."""
        translations = self.catalog.languages[self.language]
        return translations.ngettext(singular, plural, count) % {"num": count}
