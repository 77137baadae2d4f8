"""What every command needs: what is known, in which language to speak, and what was asked."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date, datetime, tzinfo
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import msgspec

from letterkit.cli.output import ask, complain
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.errors import LetterkitError
from letterkit.errors.names import UnknownIdError
from letterkit.errors.usage import NotADayError, NotANumberError
from letterkit.files.cases import (
    SIZE_LIMIT,
    as_text,
    case_from_data,
    case_from_text,
    is_possible,
    read_text,
)
from letterkit.files.settings import read_settings
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.store.ids import may_be_id

if TYPE_CHECKING:
    from letterkit.store.store import StoredCase


class Desk(Voice):
    """One command line being carried out; it speaks the language of the interface."""

    def __init__(
        self, *, catalog: Catalog, chosen: str | None, arguments: argparse.Namespace
    ) -> None:
        super().__init__(catalog, chosen or "en")
        self.chosen = chosen
        """The language that `--lang` or the environment asks for, if they ask for one."""
        self.arguments = arguments

    def in_language(self, language: str) -> "Desk":
        """Return the same desk, speaking another language."""
        return Desk(catalog=self.catalog, chosen=language, arguments=self.arguments)

    @property
    def environment(self) -> Mapping[str, str]:
        return os.environ

    @property
    def is_offline(self) -> bool:
        """Whether nothing may leave this computer, whatever else is agreed."""
        asked: bool = getattr(self.arguments, "no_network", False)
        return asked or bool(os.environ.get("LETTERKIT_NO_NETWORK")) or not read_settings().network

    @property
    def program(self) -> str:
        """What to call letterkit in a command to copy: what it was called, if not on the path."""
        called = sys.argv[0]
        is_named = Path(called).name == "letterkit" and shutil.which("letterkit") is None
        return quote(called) if is_named else "letterkit"

    def today(self) -> date:
        """Return the day given by `--today`, else the one on this computer's clock."""
        given: str | None = self.arguments.today
        if given is None:
            return datetime.now().astimezone().date()
        try:
            day = date.fromisoformat(given)
        except ValueError as error:
            raise NotADayError(key="--today", given=given) from error
        if not is_possible(str(day)):
            raise NotADayError(key="--today", given=given)
        return day

    @property
    def zone(self) -> tzinfo:
        """The time zone of this computer."""
        zone = datetime.now().astimezone().tzinfo
        assert zone is not None, "an aware time has a zone"  # noqa: S101
        return zone

    def limit(self) -> int | None:
        """Return how many characters the form takes, according to `--limit`."""
        given: str | None = self.arguments.limit
        if given is None:
            return None
        if not given.isdecimal() or len(given) > 9 or int(given) == 0:
            raise NotANumberError(key="--limit", given=given)
        return int(given)

    @property
    def case_name(self) -> str:
        """What to call the case's file in a message."""
        name: str = self.arguments.case
        return "<stdin>" if name == "-" else name

    def case(self) -> Case:
        """Return the case that the command line names, with what its options change."""
        name: str = self.arguments.case
        case = self.case_named(name)
        if getattr(self.arguments, "letter", None) is not None:
            case = msgspec.structs.replace(case, letter=self.arguments.letter)
        if case.language is not None and case.language not in self.catalog.languages:
            raise UnknownIdError(
                "language", case.language, self.catalog.languages, key="language"
            ).in_file(self.case_name)
        if self.arguments.lang is not None or case.language is None:
            case = msgspec.structs.replace(case, language=self.language)
        return case

    def case_named(self, name: str) -> Case:
        """Return the case in a file, on standard input ("-"), or of an id in the store."""
        try:
            kept = self.kept_case(name)
            if kept is not None:
                return case_from_data(kept.data, self.catalog)
            return case_from_text(text_named(name), self.catalog)
        except LetterkitError as error:
            raise error.in_file("<stdin>" if name == "-" else name) from None

    def kept_case(self, name: str) -> "StoredCase | None":
        """Return the kept case of this id; None if it is a file's name, or no id at all.

        Raises:
            UnknownCaseError: it has the form of an id, but nothing is kept under it.
        """
        if not may_be_id(name) or Path(name).exists():
            return None
        # Only what may be an id pays for the store.
        from letterkit.store.store import Store, store_path

        if not store_path().exists():
            return None
        with closing(Store(store_path())) as store:
            if store.set_aside is not None:
                complain(store.set_aside, self.say)
            return store.case(name)

    def change_kept_case(self, id: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Save what `change` makes of the data of a case in the store."""
        from letterkit.store.store import Store, store_path

        with closing(Store(store_path())) as store:
            case = store.case(id)
            store.save(case.id, change(case.data), revision=case.revision)

    def agreed(self, question: str) -> bool:
        """Ask a question at the terminal and return whether the answer is yes."""
        return ask(question).strip().casefold() in self.say(N_("yes y")).casefold().split()


def text_named(name: str) -> str:
    """Return the text of the file called `name`; "-" is standard input."""
    if name == "-":
        return as_text(sys.stdin.buffer.read(SIZE_LIMIT + 1))
    return read_text(Path(name))
