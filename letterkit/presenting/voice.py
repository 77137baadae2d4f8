"""The language in which a person is spoken to."""

from functools import cached_property

from letterkit.domain.catalog import Catalog
from letterkit.rendering.wording import Wording


class Voice:
    """Says messages in one of the catalog's languages."""

    def __init__(self, catalog: Catalog, language: str) -> None:
        self.catalog = catalog
        self.language = language

    @cached_property
    def wording(self) -> Wording:
        """Messages whose fields are days, sums and other messages."""
        return Wording(self.language, self.catalog.languages[self.language])

    def say(self, message: str, **values: object) -> str:
        """Return a message in this language."""
        text = self.catalog.languages[self.language].gettext(message)
        return text % values if values else text
