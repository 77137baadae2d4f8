"""Strings that have broken programs are text in every letter and every output, or are refused.

All of them, in every field of every letter, stand in tests/torture.
"""

import json
from itertools import cycle
from pathlib import Path

import pytest

from letterkit.cli import run
from letterkit.domain.catalog import Catalog
from letterkit.domain.text import plain
from tests.batches import OUTPUTS, texts_written
from tests.builders import MATTERS
from tests.corpora import naughty_strings
from tests.harmful import CONTROLS
from tests.naughty import FIELDS, WRITTEN, harm_in, naive_harm, naughty_draft


def test_a_naughty_string_in_every_field_at_once_is_text(catalog: Catalog) -> None:
    strings, refused = naughty_strings(), 0
    for text, (problem, letter) in zip(strings, cycle(MATTERS), strict=False):
        drafted = naughty_draft(catalog, problem, letter, text, WRITTEN)
        refused += drafted is None
        assert drafted is None or not harm_in(drafted, text), (problem, letter, text)
    assert refused < len(strings) / 20


def test_a_naughty_string_in_each_field_alone_is_text_or_refused(catalog: Catalog) -> None:
    fields = cycle(FIELDS)
    for text in naughty_strings():
        drafted = naughty_draft(catalog, "defective", "open-dispute", text, (next(fields),))
        assert drafted is None or not harm_in(drafted, text), text


def test_the_item_stands_as_it_was_entered(catalog: Catalog) -> None:
    for text in filter(plain, naughty_strings()):
        drafted = naughty_draft(catalog, "defective", "open-dispute", text, ("item",))
        assert drafted is not None
        assert plain(text) in drafted.text


def test_a_script_that_puts_strings_into_templates_is_caught() -> None:
    assert len(list(filter(naive_harm, naughty_strings()))) > 30


@pytest.mark.parametrize("kind", OUTPUTS)
def test_naughty_strings_are_text_in_every_output(kind: str, tmp_path: Path) -> None:
    strings = [text for text in naughty_strings() if plain(text)]
    table, letter = tmp_path / "rows.jsonl", tmp_path / "letter.txt"
    table.write_text("".join(json.dumps({"a": text, "b": text}) + "\n" for text in strings))
    letter.write_text("{{ a }}\n<{{ a }}>")
    out = tmp_path / f"out.{kind}".removesuffix(".folder")
    refused = tmp_path / "refused.jsonl"
    asked = ["batch", table, "--template", letter, "--out", out, "--keep", "b", "--quiet",
             "--refused", refused, "--workers", "1"]  # fmt: skip
    assert run([str(each) for each in asked]) in (0, 1)
    texts = texts_written(out)
    rows_refused = len(refused.read_text().splitlines()) if refused.exists() else 0
    assert len(texts) + rows_refused == len(strings)
    assert rows_refused < 20
    assert not [text for text in texts if CONTROLS.search(text)]
