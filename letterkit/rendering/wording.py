"""Says one message in one language, with its named fields filled in."""

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from typing import Any

from letterkit.domain.text import is_latin
from letterkit.errors import UnsetPlaceholderError


class Wording:
    """The messages of one language. English is the language of the messages themselves."""

    def __init__(self, language: str, translations: NullTranslations) -> None:
        self.language = language
        self.translations = translations

    def say(self, message: str, values: Mapping[str, Any]) -> str:
        """Return `message` in this language with `values` in its fields."""
        translated = self.translations.gettext(message) if message else ""
        return _filled(translated, message, values)

    def gettext(self, message: str, /, **values: Any) -> str:
        """Jinja's newstyle gettext."""
        return self.say(message, values)

    def ngettext(self, singular: str, plural: str, count: int, /, **values: Any) -> str:
        """Jinja's newstyle ngettext; `count` is also the field %(num)s."""
        translated = self.translations.ngettext(singular, plural, count)
        return _filled(translated, singular if count == 1 else plural, {"num": count, **values})

    def own_words(self, text: str) -> str:
        """Mark words that are not in Latin letters as a quotation in an English letter."""
        return f'"{text}"' if self.language == "en" and not is_latin(text) else text

    @property
    def callables(self) -> dict[str, Callable[..., str]]:
        """What {% trans %} looks for in a template's context."""
        return {"gettext": self.gettext, "ngettext": self.ngettext}


class _Given(dict[str, Any]):
    """Named fields in which a missing value is an error, not the word "None"."""

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if value is None or value == "":
            raise KeyError(name)
        return value


def _filled(translated: str, source: str, values: Mapping[str, Any]) -> str:
    given = _Given(values)
    try:
        return translated % given
    except (KeyError, TypeError, ValueError):
        # A translation with a damaged field must not cost the buyer the letter.
        try:
            return source % given
        except KeyError as error:
            raise UnsetPlaceholderError(template=f"“{source}”", detail=error.args[0]) from error
