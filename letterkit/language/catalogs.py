"""Message catalogs, one folder a language; English needs none."""

import os
from collections.abc import Iterator, Mapping
from gettext import NullTranslations
from pathlib import Path

from letterkit.errors.names import UnknownIdError
from letterkit.language.mo_file import MoFile

DOMAIN = "letterkit"


class Languages(Mapping[str, NullTranslations]):
    """Translations by language: "en", and every folder that holds a compiled catalog."""

    def __init__(self, locales: Path) -> None:
        self._paths = {
            path.parent.parent.name: path
            for path in sorted(locales.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
        }
        self._loaded: dict[str, NullTranslations] = {"en": NullTranslations()}

    def __getitem__(self, language: str) -> NullTranslations:
        if language not in self._loaded:
            self._loaded[language] = MoFile(self._paths[language])
        return self._loaded[language]

    def __contains__(self, language: object) -> bool:
        return language in self._loaded or language in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(("en", *self._paths))

    def __len__(self) -> int:
        return 1 + len(self._paths)


def chosen_language(
    asked: str | None, saved: str | None, languages: Mapping[str, object]
) -> str | None:
    """Return the language asked for by name, else the saved one, else the environment's, or None.

    Raises:
        UnknownIdError: a language was asked for by name that letterkit does not speak.
    """
    if asked is not None:
        code = _code(asked)
        if code not in languages:
            raise UnknownIdError("language", asked, languages, key="--lang")
        return code
    if saved is not None:
        return saved
    set_ones = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    wishes = next(filter(None, set_ones), "").split(":")
    return next((_code(wish) for wish in wishes if _code(wish) in languages), None)


def _code(locale: str) -> str:
    """Return "ru" for "ru_RU.UTF-8", "ru-RU" and "RU"."""
    return locale.replace("-", "_").partition(".")[0].partition("_")[0].lower()
