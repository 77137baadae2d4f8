"""Every naughty string in every field of every letter, and all of them in every output."""

import json
from collections import Counter
from pathlib import Path

import pytest

from letterkit.cli import run
from letterkit.domain.catalog import Catalog
from tests.batches import OUTPUTS, flat, texts_written
from tests.builders import LETTERS, MATTERS, case_data
from tests.corpora import naughty_strings
from tests.harmful import CONTROLS
from tests.naughty import FIELDS, WRITTEN, harm_in, naive_harm, naughty_draft

OF_LETTER = {letter: problem for problem, letter in MATTERS}


@pytest.mark.parametrize("letter", LETTERS)
def test_every_string_in_every_field_of_a_letter(letter: str, catalog: Catalog) -> None:
    counts: Counter[str] = Counter()
    for text in naughty_strings():
        for field in FIELDS:
            drafted = naughty_draft(catalog, OF_LETTER[letter], letter, text, (field,))
            counts["refused" if drafted is None else "written"] += 1
            assert drafted is None or not harm_in(drafted, text), (field, text)
    print(f"{letter}: {dict(counts)}")


def test_the_same_strings_harm_a_naive_script() -> None:
    strings = naughty_strings()
    print(f"naive: {len(list(filter(naive_harm, strings)))} of {len(strings)}")


@pytest.mark.parametrize("kind", OUTPUTS)
def test_every_string_in_every_letter_in_every_output(
    kind: str, tmp_path: Path, catalog: Catalog
) -> None:
    rows = []
    for letter in LETTERS:
        case = case_data(catalog, OF_LETTER[letter], letter, "ka")
        for text in naughty_strings():
            data = case
            for field in WRITTEN:
                data = FIELDS[field](data, text)
            rows.append(flat(data))
    table, out = tmp_path / "rows.jsonl", tmp_path / f"out.{kind}".removesuffix(".folder")
    table.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    asked = ["batch", table, "--out", out, "--beside", "--form", "--quiet", "--today", "2026-11-22",
             "--refused", tmp_path / "refused.jsonl", "--workers", "2"]  # fmt: skip
    assert run([str(each) for each in asked]) in (0, 1)
    texts = texts_written(out)
    print(f"{kind}: {len(texts)} of {len(rows)} rows written")
    assert len(texts) > 0.8 * len(rows)
    assert not [text for text in texts if CONTROLS.search(text)]
