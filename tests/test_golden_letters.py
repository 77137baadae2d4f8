"""The letters themselves, word for word: a change in wording shows here and is read."""

from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from tests.builders import LANGUAGES, MATTERS, PROBLEMS, a_draft

GOLDEN = Path(__file__).parent / "golden"
READ = [
    *((problem, "open-dispute") for problem in PROBLEMS),
    *(
        matter
        for matter in MATTERS
        if matter[0] in ("not-received", "defective") or matter[0] not in PROBLEMS
    ),
]
READ_BESIDE = [
    ("defective", "ask-seller"),
    ("not-received", "extension"),
    ("wrong-tracking", "open-dispute"),
    ("not-received", "answer-offer"),
    ("marked-delivered", "answer-objection"),
    ("damaged", "refuse-request"),
    ("returned-to-sender", "escalate"),
    ("missing-items", "answer-platform"),
    ("wrong-tracking", "appeal"),
    ("not-as-described", "complain"),
    ("refund-missing", "chase-refund"),
    ("return-unreasonable", "return-question"),
    ("protection-over", "after-protection"),
    ("account-blocked", "account-appeal"),
    ("wrong-item", "report-fault"),
    ("empty-parcel", "missing-order-number"),
    ("not-received", "payment-claim"),
    ("counterfeit", "chargeback"),
    ("customs-held", "consumer-body"),
]


def test_each_letter_is_read_in_each_language(catalog: Catalog) -> None:
    assert {letter for _, letter in READ_BESIDE} == set(catalog.letters)


def compare(text: str, name: str, request: pytest.FixtureRequest) -> None:
    path = GOLDEN / name
    if request.config.getoption("--update-golden"):
        path.write_text(f"{text}\n", encoding="utf-8")
    assert text == path.read_text(encoding="utf-8").rstrip("\n")


@pytest.mark.parametrize(("problem", "letter"), sorted(set(READ)))
def test_the_letter_reads_as_it_was_approved(
    problem: str, letter: str, catalog: Catalog, request: pytest.FixtureRequest
) -> None:
    draft = a_draft(catalog, problem=problem, letter=letter)
    compare(draft.text, f"{problem}.{letter}.en.txt", request)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("problem", "letter"), READ_BESIDE)
def test_the_letter_beside_reads_as_it_was_approved(
    problem: str, letter: str, language: str, catalog: Catalog, request: pytest.FixtureRequest
) -> None:
    draft = a_draft(catalog, problem=problem, letter=letter, language=language)
    compare(draft.beside, f"{problem}.{letter}.{language}.txt", request)
