"""Where an open case is kept: in the store, or in the file that it was opened from."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import msgspec

from letterkit.answering.data import Data
from letterkit.answering.entries import first_entries
from letterkit.domain.catalog import Catalog
from letterkit.errors import LetterkitError, Translate
from letterkit.errors.store import CaseChangedElsewhereError
from letterkit.files.cases import data_from_text, read_text
from letterkit.files.native_days import with_native_days
from letterkit.files.saving import save_text
from letterkit.files.shape import check_shape
from letterkit.store.store import Copied, Store, StoredCase


class Keeper(Protocol):
    """Keeps one case. All methods raise a LetterkitError where they cannot."""

    def save(self, data: Data, summary: dict[str, Any]) -> None:
        """Keep the case as it is now.

        Raises:
            ElsewhereError: somebody else has changed it since it was last read or saved here.
        """

    def record(self, copied: Copied) -> None:
        """Remember what was taken out of it."""

    def copied(self) -> list[Copied]: ...

    def mark_sent(self, letter: str, on: Any) -> None: ...

    def close(self) -> None: ...


def new_data(store: Store, catalog: Catalog, language: str) -> Data:
    """Return a new case. It is taken to be bought where that of the newest kept case was."""
    offered = [choice.id for choice in next(first_entries({}, catalog)).choices]
    marketplace = "aliexpress"
    with suppress(LetterkitError):
        for line in store.lines(archived=True)[:1]:
            last = store.case(line.id).data.get("marketplace")
            marketplace = last if last in offered else marketplace
    return {"marketplace": marketplace, "language": language}


class ElsewhereError(Exception):
    """The case has been changed by somebody else; `data` is what they made of it."""

    def __init__(self, data: Data, overwrite: Callable[[], None]) -> None:
        super().__init__()
        self.data = data
        self.overwrite = overwrite
        """Call it to have the next save take the place of theirs."""


class InStore:
    """A case in the store; a new one gets its place at the first save."""

    def __init__(self, store: Store, stored: StoredCase | None = None) -> None:
        self._store = store
        self._stored = stored
        if stored is not None:
            check_shape(stored.data)
            store.set_open(stored.id)

    @property
    def id(self) -> str | None:
        """The case's id; None until it is saved for the first time."""
        return self._stored.id if self._stored else None

    def save(self, data: Data, summary: dict[str, Any]) -> None:
        if self._stored is None:
            self._stored = self._store.add(data, summary=summary)
            self._store.set_open(self._stored.id)
            return
        try:
            self._stored = self._store.save(
                self._stored.id, data, revision=self._stored.revision, summary=summary
            )
        except CaseChangedElsewhereError as error:
            theirs = error.stored

            def overwrite() -> None:
                self._stored = theirs

            raise ElsewhereError(theirs.data, overwrite) from error

    def record(self, copied: Copied) -> None:
        if self._stored is not None:
            self._store.record(self._stored.id, copied)

    def copied(self) -> list[Copied]:
        return self._store.copied(self._stored.id) if self._stored else []

    def mark_sent(self, letter: str, on: Any) -> None:
        if self._stored is not None:
            self._store.mark_sent(self._stored.id, letter, on)

    def close(self) -> None:
        self._store.set_open(None)


class InFile:
    """A case in a file of its own, saved in place."""

    def __init__(self, path: Path, catalog: Catalog, translate: Translate) -> None:
        self.path = path
        self._catalog = catalog
        self._translate = translate
        self._text = read_text(path)
        self.data = _data_in(self._text)
        self._copied: list[Copied] = []

    def save(self, data: Data, summary: dict[str, Any]) -> None:
        del summary
        there = read_text(self.path) if self.path.exists() else self._text
        if there != self._text:

            def overwrite() -> None:
                self._text = there

            raise ElsewhereError(_data_in(there), overwrite)
        # Only a case in a file pays for the writer.
        from letterkit.files.case_toml import case_as_toml

        text = case_as_toml(with_native_days(data, self._catalog), self._catalog, self._translate)
        save_text(self.path, text)
        self._text = text

    def record(self, copied: Copied) -> None:
        self._copied.append(copied)

    def copied(self) -> list[Copied]:
        return self._copied

    def mark_sent(self, letter: str, on: Any) -> None:
        del letter, on

    def close(self) -> None: ...


def _data_in(text: str) -> Data:
    data: Data = msgspec.to_builtins(data_from_text(text))
    check_shape(data)
    return data
