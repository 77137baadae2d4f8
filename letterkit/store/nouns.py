"""What the store keeps."""

from datetime import date, datetime
from typing import Any

from letterkit.domain.noun import Noun


class StoredCase(Noun, frozen=True, kw_only=True):
    """A case as it is kept; it may be unfinished."""

    id: str
    data: dict[str, Any]
    """In the shape of the case file, days as ISO text. The store never looks into it."""
    revision: int
    """1 for a new one, and one more at each save."""
    created: datetime
    changed: datetime


class CaseLine(Noun, frozen=True, kw_only=True):
    """A case in a list, without its data."""

    id: str
    summary: dict[str, Any]
    """What whoever saved the case wants to see in a list."""
    changed: datetime
    is_archived: bool
    revision: int


class Copied(Noun, frozen=True, kw_only=True):
    """What was taken out of a case, and when."""

    at: datetime
    letter: str
    field: str
    """The exact label of the form's field, numbered where the form repeats it ("… #2"); empty for
    the whole letter."""
    text: str
    way: str
    """clipboard, file or editor."""
    sent_on: date | None = None
    """The day on which the buyer says to have sent it."""
