"""Fitting a letter into a field: what stays, what goes, and that nothing is lost."""

import re
from collections.abc import Iterator

import pytest

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Draft, sent_text
from letterkit.domain.text import utf16_length
from letterkit.drafting import draft
from letterkit.errors.answers import LimitTooSmallError
from tests.builders import LANGUAGES, MATTERS, PROBLEMS, TODAY, a_case, a_draft

LIMITS = (400, 500, 700, 1000, 2000)


EXHIBIT = r"(?:Photo|Video|Screenshot|Document|Recording) \d+"


def sentences(text: str) -> list[str]:
    """Return the sentences and items of a text, without the exhibits that they name."""
    bare = re.sub(rf" \({EXHIBIT}(?:, {EXHIBIT})*\)", "", text)
    return [each for each in re.split(r"\n+|(?<=[.]) ", bare) if each]


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_a_letter_keeps_to_the_limit_and_to_what_must_be_said(
    problem: str, letter: str, limit: int, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter)
    whole = draft(case, catalog, today=TODAY)
    fitted = draft(case, catalog, today=TODAY, limit=limit)
    assert utf16_length(fitted.text) <= limit
    kept = {paragraph.name: sentences(paragraph.text) for paragraph in fitted.paragraphs}
    for paragraph in whole.paragraphs:
        if paragraph.rank == 1:
            assert kept[paragraph.name][0] == sentences(paragraph.text)[0]


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_every_line_stands_in_the_letter_or_in_what_follows_it(
    problem: str, letter: str, limit: int, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter)
    said = sentences(draft(case, catalog, today=TODAY).text)
    fitted = draft(case, catalog, today=TODAY, limit=limit)
    assert set(said) <= {*sentences(fitted.text), *sentences(sent_text(fitted.left_out))}


SHORT_LIMITS = range(300, 1001, 50)
IN_SHORT = [
    (problem, letter)
    for problem, letter in MATTERS
    if letter in ("open-dispute", "answer-offer", "appeal", "escalate", "ask-seller")
]


@pytest.mark.parametrize(("problem", "letter"), IN_SHORT)
def test_a_short_letter_lists_the_exhibits_that_it_names_and_no_others(
    problem: str, letter: str, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter)
    for drafted in in_short(case, catalog):
        listed = set(re.findall(rf"^- ({EXHIBIT}):", drafted.text, re.MULTILINE))
        without_list = re.sub(rf"^- {EXHIBIT}:.*", "", drafted.text, flags=re.MULTILINE)
        assert set(re.findall(EXHIBIT, without_list)) == listed, drafted.text


@pytest.mark.parametrize(("problem", "letter"), IN_SHORT)
def test_pieces_that_add_up_to_the_demand_are_told_in_short_all_or_not_at_all(
    problem: str, letter: str, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter)
    parts = [row.part or "" for row in case.findings if row.what == "missing-piece"]
    for drafted in in_short(case, catalog):
        assert len({part in drafted.text for part in parts}) < 2, drafted.text


@pytest.mark.parametrize(("problem", "letter"), IN_SHORT)
def test_a_short_letter_says_what_is_wrong_in_its_first_two_sentences(
    problem: str, letter: str, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter)
    wrong = r"not received|received (?:the|a)|Reason for the dispute"
    for drafted in in_short(case, catalog):
        said = [each for each in sentences(drafted.text) if each != "Hello,"]
        assert re.search(wrong, " ".join(said[:2])), drafted.text


@pytest.mark.parametrize(("problem", "letter"), IN_SHORT)
def test_rhetoric_and_courtesy_go_before_any_fact(
    problem: str, letter: str, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter)
    whole = draft(case, catalog, today=TODAY)
    facts = [s for each in whole.paragraphs if each.name == "facts" for s in sentences(each.text)]
    for drafted in in_short(case, catalog):
        kept = sentences(drafted.text)
        if not set(facts) <= set(kept):
            assert "Thank you for your help." not in kept
            assert not any("does not solve the problem" in each for each in kept)


def in_short(case: Case, catalog: Catalog) -> Iterator[Draft]:
    for limit in SHORT_LIMITS:
        try:
            drafted = draft(case, catalog, today=TODAY, limit=limit)
        except LimitTooSmallError:
            assert limit < 400
            continue
        if drafted.left_out:
            yield drafted


def test_of_what_was_said_the_last_message_stays_longest(catalog: Catalog) -> None:
    text = draft(a_case(catalog), catalog, today=TODAY, limit=620).text
    assert "12 November 2026: I wrote again about this." in text
    assert "5 November 2026: I asked" not in text


def test_an_appeal_in_short_still_names_the_decision_and_its_day(catalog: Catalog) -> None:
    case = a_case(catalog, problem="wrong-tracking", letter="appeal")
    text = draft(case, catalog, today=TODAY, limit=500).text
    assert "The dispute was closed in favour of the seller on 20 November 2026." in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_both_columns_have_the_same_lines(
    problem: str, letter: str, language: str, catalog: Catalog
) -> None:
    drafted = a_draft(catalog, problem=problem, letter=letter, language=language)
    for paragraph in drafted.paragraphs:
        beside = paragraph.beside or ""
        assert paragraph.text.count("\n") == beside.count("\n"), paragraph.name


def test_of_many_facts_the_first_stay(catalog: Catalog) -> None:
    english = draft(a_case(catalog), catalog, today=TODAY, limit=420).text
    assert "This parcel was posted on" in english
    assert "Place of delivery" not in english


def test_no_heading_is_left_alone(catalog: Catalog) -> None:
    case = a_case(catalog)
    for limit in range(280, 1000, 7):
        for line in draft(case, catalog, today=TODAY, limit=limit).text.split("\n\n"):
            assert not line.endswith(":")


def test_lines_that_went_take_their_heading_along(catalog: Catalog) -> None:
    case = a_case(catalog, problem="not-received")
    for limit in range(300, 900, 7):
        left_out = draft(case, catalog, today=TODAY, limit=limit).left_out
        contact = next((each.text for each in left_out if each.name == "contact"), "What")
        assert contact.startswith("What")


def test_what_follows_names_the_order(catalog: Catalog) -> None:
    left_out = draft(a_case(catalog), catalog, today=TODAY, limit=500).left_out
    assert left_out[0].text == "More about order 8123456789012345:"


def test_a_limit_that_cannot_hold_the_letter_is_an_error(catalog: Catalog) -> None:
    with pytest.raises(LimitTooSmallError) as caught:
        draft(a_case(catalog), catalog, today=TODAY, limit=200)
    needed = caught.value.facts["needed"]
    assert isinstance(needed, int)
    assert draft(a_case(catalog), catalog, today=TODAY, limit=needed).left_out


def test_a_letter_is_counted_as_a_browser_counts_it(catalog: Catalog) -> None:
    case = a_case(catalog, order__item="\N{HEADPHONE}" * 40)
    assert utf16_length("\N{HEADPHONE}") == 2
    assert utf16_length(draft(case, catalog, today=TODAY, limit=420).text) <= 420


def test_an_unknown_limit_gives_a_short_text_beside_the_full_one(catalog: Catalog) -> None:
    field = next(field for field in a_draft(catalog).fields if field.kind == "text")
    assert field.limit is None
    assert utf16_length(field.type) > 500 >= utf16_length(field.short)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("letter", ["open-dispute", "appeal"])
def test_a_short_letter_names_the_same_exhibits_in_both_columns(
    letter: str, language: str, catalog: Catalog
) -> None:
    gettext = catalog.languages[language].gettext
    names = [gettext(kind.says) % {"number": 0} for kind in catalog.evidence_kinds.values()]
    local = "|".join(re.escape(name).replace("0", r"\d+") for name in names)
    for problem in PROBLEMS:
        case = a_case(catalog, problem=problem, letter=letter, language=language)
        for drafted in in_short(case, catalog):
            assert len(re.findall(local, drafted.beside)) == len(re.findall(EXHIBIT, drafted.text))
