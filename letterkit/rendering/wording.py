"""Says one message in one language, with its named fields filled in."""

from collections.abc import Callable, Mapping
from datetime import date
from gettext import NullTranslations
from types import MappingProxyType
from typing import Any

from jinja2.utils import missing

from letterkit.domain.money import Money
from letterkit.domain.plan import Notice
from letterkit.domain.text import may_be_english
from letterkit.errors.files import UnsetPlaceholderError
from letterkit.rendering import formats
from letterkit.rendering.elision import elided

MANY = 100
"""A count whose plural suits a number that is not known yet."""


class Wording:
    """The messages of one language. English is the language of the messages themselves."""

    def __init__(self, language: str, translations: NullTranslations, *, gap: str = "") -> None:
        self.language = language
        self.translations = translations
        self.gap = gap
        """What stands for a missing value; if empty, a missing value is an error."""
        # English messages are themselves; str() hands them on without a call of Python's.
        is_source = type(translations) is NullTranslations
        self._translated: Callable[[str], str] = str if is_source else translations.gettext

    def say(self, message: str, values: "Mapping[str, Any] | Given") -> str:
        """Return `message`, which may be empty, in this language with `values` in its fields."""
        if not message:
            # The catalogs keep their own description under the empty message.
            return ""
        translated = self._translated(message)
        return self._filled(translated, message, values) if "%" in message else translated

    def gettext(self, message: str, /, **values: Any) -> str:
        """Jinja's newstyle gettext."""
        translated = self._translated(message)
        return self._filled(translated, message, values) if "%" in message else translated

    def notice(self, notice: Notice) -> str:
        """Return a notice in this language, its days, sums and labels written as it writes them."""
        return self.say(notice.says, {key: self._shown(v) for key, v in notice.values.items()})

    def _shown(self, value: Any) -> Any:
        if isinstance(value, date):
            return formats.day(value, self.language)
        if isinstance(value, Money):
            return formats.money(value, self.language)
        return self.gettext(value) if isinstance(value, str) else value

    def ngettext(self, singular: str, plural: str, count: int | None, /, **values: Any) -> str:
        """Jinja's newstyle ngettext; `count` is also the field %(num)s."""
        translated = self.translations.ngettext(singular, plural, MANY if count is None else count)
        source = singular if count == 1 else plural
        if "%" not in source:
            return translated
        return self._filled(translated, source, {"num": count, **values})

    def own_words(self, text: str) -> str:
        """Mark words that are not English as a quotation in an English letter."""
        return f'"{text}"' if self.language == "en" and not may_be_english(text) else text

    def _filled(self, translated: str, source: str, values: "Mapping[str, Any] | Given") -> str:
        """Return a translated message with its fields filled, else its source with them."""
        try:
            given = _given(values)
            return elided(translated, given, self.language) % given
        except (KeyError, TypeError, ValueError):
            # A translation with a damaged field must not cost the buyer the letter.
            try:
                return source % _given(values)
            except KeyError as error:
                if self.gap:
                    return translated % _Gapped(_given(values), self.gap)
                raise UnsetPlaceholderError(template=f"“{source}”", detail=error.args[0]) from error
            except (TypeError, ValueError):
                # A name in which a percent sign is only that.
                return translated

    @property
    def callables(self) -> dict[str, Callable[..., str]]:
        """What {% trans %} looks for in a template's context."""
        return {"gettext": self.gettext, "ngettext": self.ngettext}


class Given:
    """Named fields in which a missing value is an error, not the word "None"."""

    def __init__(self, values: Mapping[str, Any], more: Mapping[str, Any] = MappingProxyType({})):
        self._values = values
        self._more = more

    def __getitem__(self, name: str) -> Any:
        value = self._more[name] if name in self._more else self._values[name]
        if value is None or value == "" or value is missing:
            raise KeyError(name)
        return value


def _given(values: Mapping[str, Any] | Given) -> Mapping[str, Any] | Given:
    """Return values in which a missing one is an error; as they are if none is missing."""
    if isinstance(values, Given):
        return values
    there = values.values()
    return Given(values) if None in there or "" in there else values


class _Gapped:
    """Named fields in which a gap stands for each missing value."""

    def __init__(self, given: Mapping[str, Any] | Given, gap: str) -> None:
        self._given = given
        self._gap = gap

    def __getitem__(self, name: str) -> Any:
        try:
            return self._given[name]
        except KeyError:
            return self._gap
