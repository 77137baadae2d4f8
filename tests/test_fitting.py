"""Fitting a letter into a field: what stays, what goes, and that nothing is lost."""

import pytest

from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import sent_text
from letterkit.domain.text import utf16_length
from letterkit.drafting import draft
from letterkit.errors.answers import LimitTooSmallError
from tests.builders import LANGUAGES, MATTERS, TODAY, a_case, a_draft

LIMITS = (400, 500, 700, 1000, 2000)


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_a_letter_keeps_to_the_limit_and_to_what_must_be_said(
    problem: str, letter: str, limit: int, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter)
    whole = draft(case, catalog, today=TODAY)
    fitted = draft(case, catalog, today=TODAY, limit=limit)
    assert utf16_length(fitted.text) <= limit
    for paragraph in whole.paragraphs:
        if paragraph.rank == 1:
            assert paragraph in fitted.paragraphs


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_every_line_stands_in_the_letter_or_in_what_follows_it(
    problem: str, letter: str, limit: int, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter)
    lines = draft(case, catalog, today=TODAY).text.splitlines()
    fitted = draft(case, catalog, today=TODAY, limit=limit)
    both = [*fitted.text.splitlines(), *sent_text(fitted.left_out).splitlines()]
    assert set(lines) <= set(both)


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
