"""The user's own folder: marketplaces that letterkit does not bring, or describes otherwise."""

import os
from collections.abc import Callable
from pathlib import Path

import platformdirs

from letterkit.domain.marketplace import Marketplace
from letterkit.domain.text import safe_throughout
from letterkit.errors import LetterkitError
from letterkit.errors.answers import BadValueError
from letterkit.errors.files import NoHomeError
from letterkit.files.cases import data_from_text, read_text
from letterkit.files.decoding import decoded

VISITOR_FOLDER = "LETTERKIT_VISITOR_FOLDER"
"""The variable that names where a visitor of `letterkit serve` keeps everything, for a while."""


def own_folder() -> Path:
    """Return the folder; it need not exist.

    Raises:
        NoHomeError: the system names none.
    """
    return folder_of(platformdirs.user_data_dir)


def own_folder_if_any() -> Path | None:
    """Return the folder; None where there is no home, and so nothing of the user's own."""
    try:
        return own_folder()
    except NoHomeError:
        return None


def marketplaces_of_own() -> str | None:
    """Return the folder for whoever has to be told of it; None if it holds no marketplace."""
    folder = own_folder_if_any()
    return str(folder) if folder and (folder / "marketplaces").is_dir() else None


def folder_of(find: Callable[..., str]) -> Path:
    """Return letterkit's folder of the kind that `find` of platformdirs finds.

    Raises:
        NoHomeError: there is no home in which it could lie.
    """
    try:
        folder = Path(os.environ.get(VISITOR_FOLDER) or find("letterkit", appauthor=False))
    except RuntimeError as error:
        raise NoHomeError from error
    if not folder.is_absolute():
        raise NoHomeError
    return folder


def marketplace_in(path: Path) -> Marketplace:
    """Return the marketplace that a file describes; its id is the file's name.

    Raises:
        LetterkitError: the file cannot be read or understood; it names the file and the key.
    """
    try:
        data = safe_throughout(data_from_text(read_text(path)))
        if "id" in data:
            raise BadValueError(data["id"], "file-name", key="id")
        return decoded({"id": path.stem, **data}, Marketplace)
    except LetterkitError as error:
        raise error.in_file(str(path)) from None
