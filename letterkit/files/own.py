"""The user's own folder: marketplaces that letterkit does not bring, or describes otherwise."""

from pathlib import Path

import platformdirs

from letterkit.domain.marketplace import Marketplace
from letterkit.errors import BadValueError, LetterkitError
from letterkit.files.cases import data_from_text, read_text
from letterkit.files.decoding import decoded


def own_folder() -> Path:
    """Return the folder; it need not exist."""
    return Path(platformdirs.user_data_dir("letterkit", appauthor=False))


def marketplace_in(path: Path) -> Marketplace:
    """Return the marketplace that a file describes; its id is the file's name.

    Raises:
        LetterkitError: the file cannot be read or understood; it names the file and the key.
    """
    try:
        data = data_from_text(read_text(path))
        if "id" in data:
            raise BadValueError(data["id"], "file-name", key="id")
        return decoded({"id": path.stem, **data}, Marketplace)
    except LetterkitError as error:
        raise error.in_file(str(path)) from None
