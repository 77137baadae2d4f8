"""What is taken for English, and what is quoted as something else."""

import pytest

from letterkit.domain.catalog import Catalog
from letterkit.domain.text import may_be_english
from tests.builders import a_draft


@pytest.mark.parametrize(
    "text",
    [
        "diametro interno del copripomello", "filetto dell'antenna", "copripomello e antenna",
        "custodia di pelle", "rosso invece di blu", "non funziona", "la parte più piccola",
        "чехол", "케이블", "ქურთუკი",
    ],
)  # fmt: skip
def test_other_letters_and_italian_phrases_are_no_english(text: str) -> None:
    assert not may_be_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bluetooth headphones", "L'Oréal cream", "de luxe case", "Acqua di Gio", "e-bike battery",
        "men's shoes", "Café de Paris", "model E 200", "Côte d'Or", "non-stick pan",
        "24 pcs per pack", "vitamin e, 100 capsules", "",
    ],
)  # fmt: skip
def test_names_and_english_phrases_may_be_english(text: str) -> None:
    assert may_be_english(text)


@pytest.mark.parametrize(
    ("item", "shown"),
    [("custodia di pelle", '"custodia di pelle"'), ("leather case", "leather case")],
)
def test_an_italian_item_is_quoted_in_the_english_letter(
    item: str, shown: str, catalog: Catalog
) -> None:
    assert f", {shown}, USD" in a_draft(catalog, order__item=item, language="it").text
