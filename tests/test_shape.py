"""Case data in which something else stands where a table, a list or an answer belongs."""

from pathlib import Path
from typing import Any

import msgspec
import pytest

from letterkit.domain.catalog import Catalog
from letterkit.files.shape import check_shape
from letterkit.store.store import Store, store_path
from tests.builders import MATTERS, case_data
from tests.commands import Command
from tests.screens import Hands, use_app
from tests.test_prompts import Talk

MISSHAPEN: dict[str, dict[str, Any]] = {
    "order": {"order": 5},
    "words": {"words": "It never came."},
    "contacts": {"contacts": {"by": "buyer"}},
    "contacts[1]": {"contacts": [{"by": "buyer"}, "seller"]},
    "evidence[0].shows": {"evidence": [{"shows": ["the item"]}]},
    "answers": {"answers": ["yes"]},
    "answers.tricks": {"answers": {"tricks": [["a"]]}},
    "problem": {"problem": ["defective"]},
    "demand.kind": {"demand": {"kind": {"a": 1}}},
}
"""By the key at fault."""


@pytest.mark.parametrize("key", MISSHAPEN)
def test_what_cannot_be_shown_question_by_question_is_refused_with_its_key(
    key: str, letterkit: Command
) -> None:
    said = letterkit("cases", "import", "-", stdin=msgspec.json.encode(MISSHAPEN[key]))
    assert said.exit_code == 4
    assert said.err.startswith(f"letterkit: -: {key}: ")
    assert Store(store_path()).lines() == []


@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_every_whole_case_has_the_shape_of_one(problem: str, letter: str, catalog: Catalog) -> None:
    check_shape(msgspec.to_builtins(case_data(catalog, problem, letter)))


@pytest.mark.parametrize(
    "data", [{}, {"order": None}, {"order": {"paid": 24.9}}, {"problem": 5}, {"ordr": {}}]
)
def test_wrong_and_missing_answers_are_left_for_the_questions(data: dict[str, Any]) -> None:
    check_shape(data)


def test_the_app_says_what_is_wrong_with_a_file_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text('problem = "defective"\nwords = "It never came."\n')

    async def steps(hands: Hands) -> None:
        await hands.wait_for("It never came.” cannot be used here")

    use_app(steps, file=file)
    assert 'words = "It never came."' in file.read_text()


def test_a_price_without_quotation_marks_is_asked_for_again(catalog: Catalog) -> None:
    order = {"number": "8123", "item": "Kettle", "paid": 24.9}
    begun = {**case_data(catalog, "not-received"), "order": order}
    talk = Talk(catalog, ["24.90 USD"], begun=msgspec.to_builtins(begun))
    assert talk.saved[-1]["order"]["paid"] == "24.90 USD"
