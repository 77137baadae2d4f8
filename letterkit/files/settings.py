"""What a person has chosen once and for all, in a file of their own."""

from collections.abc import Mapping
from pathlib import Path

import platformdirs

from letterkit.domain.catalog import known
from letterkit.domain.noun import Noun
from letterkit.errors import LetterkitError
from letterkit.files.cases import data_from_text, read_text
from letterkit.files.decoding import decoded
from letterkit.files.saving import save_text


class Settings(Noun, frozen=True, kw_only=True):
    language: str | None = None
    """The language to read in."""


def settings_path() -> Path:
    """Return where the settings are kept; the file need not exist."""
    return Path(platformdirs.user_config_dir("letterkit", appauthor=False)) / "settings.toml"


def saved_language(languages: Mapping[str, object]) -> str | None:
    """Return the language that was chosen before, or None.

    Raises:
        LetterkitError: the file cannot be read or understood; it names the file and the key.
    """
    path = settings_path()
    if not path.exists():
        return None
    try:
        language = decoded(data_from_text(read_text(path)), Settings).language
        if language is not None:
            known(languages, "language", language, key="language")
    except LetterkitError as error:
        raise error.in_file(str(path)) from None
    return language


def save_language(language: str) -> None:
    """Remember a language.

    Raises:
        UnwritableFileError: with the reason.
    """
    save_text(settings_path(), f'language = "{language}"\n')
