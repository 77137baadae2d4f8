"""What Tab offers in a shell: commands, options, files, and the ids that letterkit knows.

The shell calls letterkit itself at each Tab, with `_ARGCOMPLETE` in the environment.
"""

import argparse
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

import argcomplete
from argcomplete.completers import FilesCompleter

from letterkit.cli.help_text import commands_in
from letterkit.domain.catalog import Catalog
from letterkit.domain.guide import GuideKind
from letterkit.domain.letter import Letter
from letterkit.domain.marketplace import Marketplace
from letterkit.domain.problem import Problem
from letterkit.domain.translation import Provider
from letterkit.errors import LetterkitError, Translate
from letterkit.rendering.formats import language_name
from letterkit.store.examining import labels_in
from letterkit.store.store import store_path

CASE_FILES = ("toml", "json")
TYPED = ("today", "limit", "offset", "workers", "address", "cluster", "delimiter", "encoding",
         "sheet", "name", "set", "keep")  # fmt: skip
"""Arguments that nobody else can know."""

Labels = dict[str, str]


def complete(parser: argparse.ArgumentParser, catalog: Catalog, _: Translate) -> None:
    """Answer the shell and end the process."""
    offers = _offers(catalog, _)
    for command in commands_in(parser):
        for action in command._actions:  # noqa: SLF001 - argparse lists them nowhere else
            offer = offers.get(_kind(command, action))
            if offer is not None:
                action.completer = offer  # type: ignore[attr-defined] # argcomplete looks there
    argcomplete.autocomplete(parser, always_complete_options="long")


def _kind(command: argparse.ArgumentParser, action: argparse.Action) -> str:
    """Return what an argument takes, as a key of `_offers`."""
    name = command.prog.split()[-1]
    if action.dest == "ids":
        return "binned" if name == "restore" else "kept"
    if action.dest == "to" and name == "export":
        return "path"
    return action.dest


def _offers(catalog: Catalog, _: Translate) -> dict[str, "_Offer"]:
    def labels(entries: Mapping[str, Letter | Problem | GuideKind]) -> "_Offer":
        return _Offer(lambda: {id: _(each.label) for id, each in entries.items()})

    def names(entries: Mapping[str, Marketplace | Provider]) -> "_Offer":
        return _Offer(lambda: {id: _(each.name) for id, each in entries.items()})

    languages = _Offer(lambda: {code: language_name(code) for code in catalog.languages})
    return {
        "case": _Offer(_kept, files=CASE_FILES),
        "kept": _Offer(_kept),
        "binned": _Offer(lambda: _kept(in_bin=True)),
        **dict.fromkeys(("lang", "to", "source"), languages),
        "letter": labels(catalog.letters),
        "problem": labels(catalog.problems),
        "topic": labels(catalog.guides),
        "marketplace": names(catalog.marketplaces),
        "provider": names(catalog.providers),
        **dict.fromkeys(TYPED, _Offer(dict)),
    }


class _Offer:
    """What argcomplete calls for an argument."""

    def __init__(self, labels: Callable[[], Labels], files: tuple[str, ...] = ()) -> None:
        self._labels = labels
        self._files = files

    def __call__(self, prefix: str, **_: Any) -> Labels:
        """Return what may stand there, with what it means; argcomplete compares with `prefix`."""
        files: Iterable[str] = FilesCompleter(self._files)(prefix) if self._files else ()
        return {**self._labels(), **dict.fromkeys(files, "")}


def _kept(*, in_bin: bool = False) -> Labels:
    # Whoever presses Tab wants no message; the command itself will say what is wrong.
    with suppress(LetterkitError):
        return labels_in(store_path(), in_bin=in_bin)
    return {}
