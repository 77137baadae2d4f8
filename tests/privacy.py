"""Everything that goes wrong while a buyer's case is read, and what is told of them then."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from letterkit.domain.catalog import Catalog
from tests.buyers import Buyer
from tests.commands import Command

Faulty = tuple[tuple[str, ...], dict[str, Any]]


def faults(buyer: Buyer, catalog: Catalog) -> Iterator[Faulty]:
    """Yield commands with cases that have a fault somewhere, never in what is about the buyer."""
    whole = buyer.case(catalog)
    order = whole["order"]
    for command in ("draft", "plan", "translate"):
        yield (command, "-"), {**whole, "ordr": {}}
        yield (command, "-"), {**whole, "problem": "defectiv"}
        yield (command, "-"), {**whole, "order": {**order, "ordered": "yesterday"}}
        yield (command, "-"), {**whole, "order": {**order, "paid": "much"}}
        yield (command, "-"), {**whole, "order": {**order, "received": "2031-01-01"}}
        yield (command, "-"), {**whole, "contacts": [{"on": 5}]}
        yield (command, "-"), {**whole, "language": "xx"}
    yield ("draft", "-", "--limit", "3"), whole
    yield ("draft", "-", "--letter", "refnd"), whole
    yield ("draft", "-", "--to", "xx"), whole
    yield ("draft", "-", "--today", "x"), whole
    yield ("cases", "import", "-"), {**whole, "ordr": {}}
    yield ("cases", "import", "-"), {**whole, "order": {**order, "paid": "much"}}


def told_of(buyer: Buyer, catalog: Catalog, letterkit: Command) -> list[str]:
    """Return what of the buyer stands in what is told of each fault."""
    hits = []
    for line, data in faults(buyer, catalog):
        said = letterkit(*line, stdin=msgspec.json.encode(data, enc_hook=str))
        assert said.err or said.exit_code == 0, line
        hits += [f"{line}: {hit}" for hit in buyer.hits_in(said.err)]
    return hits


def told_of_mistake(
    buyer: Buyer, catalog: Catalog, letterkit: Command, patch: pytest.MonkeyPatch
) -> tuple[list[str], str]:
    """Let letterkit make a mistake that quotes the buyer; return the hits, and what is kept."""
    from letterkit.files.own import own_folder

    def mistaken(*_: object, **__: object) -> None:
        secrets = "; ".join(buyer.secrets())
        raise RuntimeError(secrets)

    with patch.context() as patched:
        patched.setattr("letterkit.cli.draft.draft", mistaken)
        said = letterkit("draft", "-", stdin=msgspec.json.encode(buyer.case(catalog), enc_hook=str))
    assert said.exit_code == 70
    reports = sorted((own_folder() / "reports").iterdir())
    kept = "".join(each.read_text() for each in reports)
    for each in reports:
        each.unlink()
    assert "RuntimeError" in kept
    return buyer.hits_in(said.out + said.err + kept), kept
