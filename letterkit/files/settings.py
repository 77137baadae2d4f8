"""What a person has chosen once and for all, in a file of their own."""

from collections.abc import Mapping, Set
from datetime import date
from pathlib import Path
from typing import Any

import platformdirs
from msgspec.structs import replace

from letterkit.domain.catalog import known
from letterkit.domain.noun import Noun
from letterkit.errors import LetterkitError
from letterkit.errors.files import NoHomeError
from letterkit.files.cases import data_from_text, read_text
from letterkit.files.decoding import decoded
from letterkit.files.own import folder_of
from letterkit.files.saving import save_text


class Settings(Noun, frozen=True, kw_only=True):
    language: str | None = None
    """The language to read in."""
    network: bool = True
    """False keeps everything on this computer, whatever else is agreed."""
    theme: str | None = None
    """The colours of the app."""
    ascii: bool = False
    """Whether its borders are drawn with letters only."""
    keys: dict[str, str] = {}  # noqa: RUF012 - as below
    """Other keys for what the app can do, by its id, such as "case.copy" = "f11"."""
    consents: dict[str, date] = {}  # noqa: RUF012 - msgspec copies a mutable default
    """The day of each consent, by the provider's id, or its id and address."""


def settings_path() -> Path:
    """Return where the settings are kept; the file need not exist.

    Raises:
        NoHomeError: there is no home in which it could lie.
    """
    return folder_of(platformdirs.user_config_dir) / "settings.toml"


def read_settings() -> Settings:
    """Return the settings, or those of somebody who has chosen nothing yet.

    Raises:
        LetterkitError: the file cannot be read or understood; it names the file and the key.
    """
    try:
        path = settings_path()
    except NoHomeError:
        return Settings()
    if not path.exists():
        return Settings()
    try:
        return decoded(data_from_text(read_text(path)), Settings)
    except LetterkitError as error:
        raise error.in_file(str(path)) from None


def saved_language(languages: Mapping[str, object]) -> str | None:
    """Return the language that was chosen before, or None.

    Raises:
        LetterkitError: as `read_settings`, or letterkit does not speak that language.
    """
    language = read_settings().language
    if language is not None:
        try:
            known(languages, "language", language, key="language")
        except LetterkitError as error:
            raise error.in_file(str(settings_path())) from None
    return language


def save_language(language: str) -> None:
    """Remember a language.

    Raises:
        UnwritableFileError: with the reason.
    """
    _save(replace(read_settings(), language=language))


def save_look(**look: Any) -> Settings:
    """Remember what the app looks like: `theme`, `ascii`. Return all settings."""
    settings = replace(read_settings(), **look)
    _save(settings)
    return settings


def with_consent(key: str, day: date) -> None:
    """Remember that the buyer agreed on a day."""
    settings = read_settings()
    _save(replace(settings, consents={**settings.consents, key: day}))


def without_consents(keys: Set[str]) -> None:
    """Forget some."""
    settings = read_settings()
    left = {each: given for each, given in settings.consents.items() if each not in keys}
    _save(replace(settings, consents=left))


def _save(settings: Settings) -> None:
    # Only a change of the settings pays for the writer.
    import tomlkit

    chosen: dict[str, object] = {"language": settings.language} if settings.language else {}
    if not settings.network:
        chosen["network"] = False
    if settings.theme:
        chosen["theme"] = settings.theme
    if settings.ascii:
        chosen["ascii"] = True
    if settings.keys:
        chosen["keys"] = dict(settings.keys)
    if settings.consents:
        chosen["consents"] = dict(settings.consents)
    save_text(settings_path(), tomlkit.dumps(chosen))
