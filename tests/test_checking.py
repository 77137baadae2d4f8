"""The letter checker: each flaw is found where it is, and a good letter has none."""

import msgspec
import pytest

from letterkit.checking import check
from letterkit.domain.catalog import Catalog
from letterkit.drafting import draft
from tests.builders import MATTERS, TODAY, a_case, a_draft

GOOD = """\
Order 8123456789012345, Bluetooth headphones, USD 24.90, ordered on 13 September 2026. Reason for \
the dispute: Wrong or invalid tracking number.

I have not received this order. Tracking number LP00123456789CN belongs to another parcel.

- This parcel was posted on 1 September 2026. I placed my order later, on 13 September 2026. \
(Photo 1)

What has been said so far:
- 5 November 2026: I asked you for the correct tracking number. You did not answer.
- 12 November 2026: I wrote to you again about this. You did not answer.

Please refund the full USD 24.90.

Attached:
- Photo 1: tracking page

Please answer by 27 November 2026. If we find no solution, I will ask AliExpress to decide."""


def items(text: str, catalog: Catalog, **how: object) -> list[tuple[str, int]]:
    return [(flaw.item, flaw.line) for flaw in check(text, catalog, **how)]  # type: ignore[arg-type] # case and limit


@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_a_letter_of_our_own_has_no_flaw(problem: str, letter: str, catalog: Catalog) -> None:
    flaws = a_draft(catalog, problem=problem, letter=letter).flaws
    assert [flaw.told(str) for flaw in flaws] == []


@pytest.mark.parametrize(
    ("problem", "letter"),
    [
        ("account-blocked", "account-appeal"),
        ("refund-missing", "chase-refund"),
        ("wrong-tracking", "appeal"),
    ],
)
def test_no_contact_with_the_seller_is_missed_where_it_is_beside_the_point(
    problem: str, letter: str, catalog: Catalog
) -> None:
    case = a_case(catalog, problem=problem, letter=letter, contacts=None)
    text = draft(case, catalog, today=TODAY).text
    assert "13" not in [item for item, _ in items(text, catalog, case=case)]
    if letter != "appeal":
        unchosen = msgspec.structs.replace(case, letter=None)
        assert "13" not in [item for item, _ in items(text, catalog, case=unchosen)]
    dispute = a_case(catalog, contacts=None)
    text = draft(dispute, catalog, today=TODAY).text
    assert "13" in [item for item, _ in items(text, catalog, case=dispute)]


def test_a_good_letter_has_no_flaw(catalog: Catalog) -> None:
    assert items(GOOD, catalog) == []
    assert items(GOOD, catalog, case=a_case(catalog), limit=2000) == []


@pytest.mark.parametrize(
    ("old", "new", "item", "line"),
    [
        ("headphones,", "None,", "M1", 1),
        ("headphones,", "{item},", "M1", 1),
        ("headphones,", "[your item],", "M1", 1),
        ("this order.", "this  order.", "M1", 3),
        ("Order 8123456789012345, ", "My order, ", "M2", 0),
        ("Please refund the full USD 24.90.", "What now?", "M4", 0),
        ("Please refund", "Пожалуйста, верните", "M6", 11),
        (
            "Please refund the full USD 24.90.",
            "Please refund. Vi chiedo di rimborsarmi la somma che ho pagato per questo ordine",
            "M6",
            11,
        ),
        ("27 November 2026", "03/04/2026", "9", 16),
        ("5 November", "15 November", "9", 9),
        ("(Photo 1)", "(Photo 2)", "11", 5),
        ("Please answer by 27 November 2026.", "Please answer soon.", "14", 0),
        ("If we find no solution, I will ask AliExpress to decide.", "Thank you.", "15", 0),
        ("I will ask AliExpress to decide", "the police will ask AliExpress to decide", "15", 16),
        ("You did not answer.\n\n", "You are a thief.\n\n", "16", 9),
        ("Please refund", "GIVE MY MONEY BACK!! Please refund", "16", 11),
        ("If we find no solution,", "Refund me or I leave a bad review.", "16", 16),
        ("I have not received", "And so on and on " * 8 + "I have not received", "17", 3),
        ("this order.", "this order. " + "I am waiting for it. " * 60, "18", 0),
        ("this order.", "this order. Write to me at buyer@example.org.", "22", 3),
    ],
)
def test_a_flaw_is_found_in_its_line(
    old: str, new: str, item: str, line: int, catalog: Catalog
) -> None:
    assert old in GOOD
    assert (item, line) in items(GOOD.replace(old, new), catalog)


def test_a_problem_named_late_is_a_grave_flaw(catalog: Catalog) -> None:
    text = "Order 8123456789012345. I like your shop. I buy here often. I have not received it."
    assert ("M3", 1) in items(text, catalog)


def test_a_letter_that_says_nothing_of_earlier_contact_is_told_so(catalog: Catalog) -> None:
    start, end = GOOD.index("What has been said"), GOOD.index("Please refund")
    assert ("13", 0) in items(GOOD[:start] + GOOD[end:], catalog)


def test_a_field_counts_as_a_browser_does(catalog: Catalog) -> None:
    assert ("M5", 0) not in items(GOOD, catalog, limit=len(GOOD))
    assert ("M5", 0) in items(GOOD, catalog, limit=len(GOOD) - 1)


def test_quoted_words_may_be_in_any_language(catalog: Catalog) -> None:
    text = GOOD.replace("You did not answer.", 'You wrote: "посылка доставлена!!".', 1)
    assert items(text, catalog) == []


@pytest.mark.parametrize(
    ("old", "new", "item"),
    [
        ("8123456789012345", "8123 4567 8901 2345", "M2"),
        ("LP00123456789CN", "the number you gave me", "M2"),
        ("full USD 24.90", "full price", "M4"),
        ("full USD 24.90", "full USD 24.90 and USD 100.00 for my time", "M4"),
        ("1 September", "2 September", "M7"),
        ("Wrong or invalid tracking number", "it is wrong", "19"),
    ],
)
def test_what_differs_from_the_case_is_found(
    old: str, new: str, item: str, catalog: Catalog
) -> None:
    case = a_case(catalog)
    assert item not in {found for found, _ in items(GOOD, catalog, case=case)}
    text = (
        GOOD.replace(old, new)
        if item != "M4"
        else GOOD.replace("USD 24.90, ", "").replace(old, new)
    )
    assert item in {found for found, _ in items(text, catalog, case=case)}


def test_evidence_that_the_problem_needs_is_asked_for(catalog: Catalog) -> None:
    flaws = a_draft(catalog, evidence=[{"kind": "photo", "shows": "order-page"}]).flaws
    told = [flaw.told(str) for flaw in flaws if flaw.item == "12"]
    wanted = "the tracking page / a document or message from the post office or courier"
    assert told == [f"The evidence that this problem needs most is missing: {wanted}."]


def test_evidence_in_own_words_is_taken_as_given(catalog: Catalog) -> None:
    evidence = [{"kind": "photo", "shows": "the page of the post office"}]
    assert "12" not in {flaw.item for flaw in a_draft(catalog, evidence=evidence).flaws}


def test_a_letter_without_comparison_is_told_so(catalog: Catalog) -> None:
    assert "10" in {flaw.item for flaw in a_draft(catalog, findings=None).flaws}


def test_grave_flaws_come_first(catalog: Catalog) -> None:
    flaws = check("THIS IS A SCAM!! I want None.", catalog)
    graves = [flaw.is_grave for flaw in flaws]
    assert graves == sorted(graves, reverse=True)
    assert {"M1", "M2", "M4", "16"} <= {flaw.item for flaw in flaws}


@pytest.mark.parametrize("text", ["", "\n", "%s %(x)d %", "a" * 20000, '«»“”"""', "- \n- \n"])
def test_any_text_can_be_checked(text: str, catalog: Catalog) -> None:
    for flaw in check(text, catalog, case=a_case(catalog), limit=10):
        assert flaw.told(str)
        assert flaw.advice(str)


def test_today_is_a_day_for_a_reply(catalog: Catalog) -> None:
    drafted = a_draft(
        catalog, letter="extension", problem="not-received", order__protection_ends=TODAY
    )
    assert "14" not in {flaw.item for flaw in drafted.flaws}


def test_a_day_for_the_reply_lies_inside_protection(catalog: Catalog) -> None:
    case = a_case(catalog)
    named = f"{GOOD} My buyer protection ends on 4 December 2026."
    late = named.replace("answer by 27 November 2026", "answer by 27 December 2026")
    assert ("14", 16) in items(late, catalog, case=case)
    assert items(named, catalog, case=case) == []


def test_sentences_that_are_long_on_average_are_told(catalog: Catalog) -> None:
    words = " ".join(["Please refund the whole sum for this order"] + ["because it is so"] * 4)
    text = "\n\n".join([GOOD, *[f"{words}."] * 60])
    assert "17" in {item for item, _ in items(text, catalog)}
    assert "17" not in {item for item, _ in items(GOOD, catalog)}


def test_a_request_for_an_extension_says_what_follows_a_refusal(catalog: Catalog) -> None:
    case = a_case(catalog, problem="not-received", letter="extension")
    text = a_draft(catalog, problem="not-received", letter="extension").text
    assert "21" not in {item for item, _ in items(text, catalog, case=case)}
    bare = text.replace("I will have to open a dispute before my protection ends", "I will be sad")
    assert "21" in {item for item, _ in items(bare, catalog, case=case)}


def test_a_finding_names_the_lines_own_numbers(catalog: Catalog) -> None:
    first = check("Order 8123456789012345 of 04/03/2026 is missing.", catalog)
    second = check("Order 8123456789012345 of 05/03/2026 is missing.", catalog)
    found = [[f.facts["found"] for f in flaws if f.item == "9"] for flaws in (first, second)]
    assert found == [["04/03/2026"], ["05/03/2026"]]


def test_sums_and_days_in_other_digits_are_seen(catalog: Catalog) -> None:
    case = a_case(catalog)
    text = GOOD.replace("full USD 24.90", "full USD ٩٩ and USD 24.90 of ١٢/٠٥/٢٠٢٦")
    assert ("9", 11) in items(text, catalog, case=case)
    assert ("M4", 11) in items(text, catalog, case=case)


def test_a_letter_is_checked_the_same_after_others_that_say_the_same(catalog: Catalog) -> None:
    dear, cheap = a_case(catalog, order__paid="99.90 USD"), a_case(catalog, order__paid="24.90 USD")
    text = GOOD.replace("24.90", "99.90")
    for _ in range(2):
        assert items(text, catalog, case=dear) == []
        assert ("M4", 11) in items(text, catalog, case=cheap)
        assert items(GOOD, catalog, case=cheap) == []
