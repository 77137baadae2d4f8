"""What a letter says about one answer, and that it says no more than the buyer did."""

import re
from typing import Any

import pytest

from letterkit.domain.asking import offered_sides, offered_statements
from letterkit.domain.catalog import Catalog
from letterkit.domain.plan import Plan
from letterkit.files.cases import case_from_data
from letterkit.planning import plan
from tests.builders import LANGUAGES, TODAY, a_draft, case_data, changed


def offered(side: str, problem: str, catalog: Catalog) -> set[str]:
    return {statement.id for statement in offered_statements(side, problem, catalog)}


def planned(catalog: Catalog, problem: str, **changes: Any) -> Plan:
    """Return the plan of an example with changes."""
    data = changed(case_data(catalog, problem), {"letter": None, **changes})
    return plan(case_from_data(data, catalog), catalog, today=TODAY)


def advised(catalog: Catalog, problem: str, **changes: Any) -> set[str]:
    """Return the ids of all traps and tips of an example with changes."""
    made = planned(catalog, problem, **changes)
    return {each.id for each in (*made.traps, *made.tips)}


def test_customs_can_have_asked_for_an_invoice_on_a_day(catalog: Catalog) -> None:
    said = [{"by": "customs", "said": "asked-for-invoice", "on": TODAY}]
    text = a_draft(catalog, problem="customs-held", contacts=said).text
    assert "- 22 November 2026: Customs asked me for an invoice. (Document 1)" in text
    assert "customs" in {side.id for side in offered_sides("customs-held", catalog)}
    assert "customs" not in {side.id for side in offered_sides("defective", catalog)}


def test_the_invoice_can_be_asked_for_only_where_customs_wants_one(catalog: Catalog) -> None:
    assert "asked-for-invoice" in offered("buyer", "customs-held", catalog)
    assert "asked-for-invoice" not in offered("buyer", "not-received", catalog)


def test_a_dispute_can_ask_for_the_documents_or_the_money(catalog: Catalog) -> None:
    text = a_draft(catalog, problem="customs-held", demand={"kind": "documents"}).text
    assert "Please send me the documents that customs is asking for." in text
    assert "If you cannot, please refund the full USD 24.90." in text


def test_a_letter_says_until_when_customs_keeps_the_parcel(catalog: Catalog) -> None:
    text = a_draft(catalog, problem="customs-held", answers__kept_until=TODAY).text
    assert "- Customs keeps the parcel until: 22 November 2026." in text


def test_the_plan_and_the_guides_speak_of_customs(catalog: Catalog) -> None:
    wanted = {"customs-term", "customs-own-proof", "customs-false-invoice"}
    assert wanted <= advised(catalog, "customs-held")
    assert "customs" in planned(catalog, "customs-held").guides


@pytest.mark.parametrize(("code", "name"), [("GE", "Georgia"), ("US", "the United States")])
def test_a_country_stands_in_a_sentence(code: str, name: str, catalog: Catalog) -> None:
    here = {"buyer": {"country": code}, "answers__reached_country": True}
    text = a_draft(catalog, problem="not-received", **here).text
    assert f"The parcel is now in {name}." in text


@pytest.mark.parametrize(
    ("problem", "name", "ids", "said"),
    [
        ("counterfeit", "signs", ["no-serial-number"], "- It has no serial number."),
        ("counterfeit", "signs", ["unknown-serial-number"], "- The brand does not know its serial"),
        ("counterfeit", "signs", ["logo"], "- The logo is not the same as on the original."),
        ("counterfeit", "signs", ["brand-name"], "- The name of the brand is not written as"),
        ("counterfeit", "signs", ["specialist"], "- A specialist told me that it is not genuine."),
        ("defective", "symptoms", ["no-sound"], "- There is no sound."),
        ("damaged", "damage", ["bent"], "- It is bent."),
        ("empty-parcel", "packaging", "damaged", "- The parcel was damaged when it came."),
        ("missing-items", "packaging", "opened", "- The parcel was open when it came."),
    ],
)
def test_a_letter_says_one_thing_and_not_one_of_two(
    problem: str, name: str, ids: Any, said: str, catalog: Catalog
) -> None:
    text = a_draft(catalog, problem=problem, **{f"answers__{name}": ids}).text
    (line,) = [line for line in text.splitlines() if line.startswith(said)]
    assert " or " not in line


@pytest.mark.parametrize("reason", ["address", "wrong-address", "absent", "none"])
def test_the_reason_of_a_return_names_the_tracking_page(reason: str, catalog: Catalog) -> None:
    text = a_draft(catalog, problem="returned-to-sender", answers__reason=reason).text
    (line,) = [line for line in text.splitlines() if line.startswith("- The tracking ")]
    assert line.endswith("(Screenshot 1)")


@pytest.mark.parametrize(
    ("side", "said", "there", "elsewhere"),
    [
        ("seller", "offered-part", "counterfeit", ""),
        ("seller", "pressed-about-review", "counterfeit", ""),
        ("seller", "says-all-was-sent", "empty-parcel", "counterfeit"),
        ("seller", "blames-carrier", "damaged", "counterfeit"),
        ("seller", "blames-customs", "customs-held", "empty-parcel"),
        ("seller", "says-same-function", "wrong-item", "damaged"),
        ("seller", "asks-for-shipping-again", "returned-to-sender", "marked-delivered"),
        ("buyer", "asked-for-tracking-number", "not-received", "customs-held"),
        ("carrier", "confirmed-damage", "damaged", "defective"),
        ("carrier", "not-my-name", "marked-delivered", "customs-held"),
    ],
)
def test_what_can_have_been_said_fits_the_problem(
    side: str, said: str, there: str, elsewhere: str, catalog: Catalog
) -> None:
    assert said in offered(side, there, catalog)
    assert not elsewhere or said not in offered(side, elsewhere, catalog)


def test_pressure_because_of_a_review_is_told_without_a_flaw(catalog: Catalog) -> None:
    wrote = {"by": "buyer", "said": "reported-problem", "on": TODAY}
    told = [wrote, {"by": "seller", "said": "pressed-about-review", "on": TODAY}]
    drafted = a_draft(catalog, problem="counterfeit", contacts=told)
    assert "- 22 November 2026: You put pressure on me because of my review." in drafted.text
    assert [flaw.item for flaw in drafted.flaws] == []


@pytest.mark.parametrize(
    "problem", ["damaged", "defective", "wrong-item", "not-as-described", "counterfeit"]
)
def test_the_cost_of_a_return_stands_beside_the_price(problem: str, catalog: Catalog) -> None:
    shown = [{"kind": "screenshot", "shows": "postage-price"}]
    priced = {"answers__postage": "22.00 USD", "evidence": shown}
    text = a_draft(catalog, problem=problem, **priced).text
    said = "- Cost of the return: USD 22.00. Price of the item: USD 24.90. (Screenshot 1)"
    assert said in text.splitlines()


def an_appeal(catalog: Catalog, **answers: Any) -> str:
    named = {f"answers__{name}": value for name, value in answers.items()}
    drafted = a_draft(catalog, problem="account-blocked", letter="account-appeal", **named)
    assert [flaw.item for flaw in drafted.flaws] == []
    return drafted.text


def test_the_appeal_asks_first_and_leaves_no_choice_about_it(catalog: Catalog) -> None:
    text = an_appeal(catalog)
    assert "Please unblock my account. If you do not, please tell me" in text
    assert text.index("Please unblock my account.") < text.index("- I have had this account")


def test_the_appeal_names_the_account_by_its_e_mail_address(catalog: Catalog) -> None:
    text = an_appeal(catalog, account_name="buyer@example.com")
    assert 'Name of the account: "buyer@example.com".' in text
    assert "Name of the account" not in an_appeal(catalog, account_name=None)


@pytest.mark.parametrize(("count", "said"), [(1, "1 order."), (64, "64 orders.")])
def test_the_appeal_counts_the_orders(count: int, said: str, catalog: Catalog) -> None:
    assert f"- I have placed {said}" in an_appeal(catalog, orders_total=count)


@pytest.mark.parametrize(
    ("letter", "reply"), [("answer-platform", "asked-to-wait"), ("refuse-request", "wait")]
)
def test_the_answer_to_a_wish_to_wait_agrees_to_no_waiting(
    letter: str, reply: str, catalog: Catalog
) -> None:
    text = a_draft(catalog, problem="not-received", letter=letter, replies_to=[reply]).text
    assert "I have waited since 13 September 2026, when I placed this order." in text
    assert "can wait" not in text


def test_the_question_about_an_earlier_number_asks_what_the_letter_says(catalog: Catalog) -> None:
    questions = {each.id: each for each in catalog.problems["wrong-tracking"].questions}
    assert "never showed any movement" in questions["answers.first_number"].ask
    text = a_draft(catalog, answers__first_number="LP00999999999CN").text
    assert "LP00999999999CN, never showed any movement." in text


def test_what_was_said_is_told_in_the_past(catalog: Catalog) -> None:
    told = [said for side in catalog.sides.values() for said in side.statements]
    sentences = [text for said in told for text in (said.says, said.reported)]
    present = [
        text
        for text in sentences
        if re.search(r"(asked|answered|wrote|told me)\b.* (is|does|has|cannot)\b", text)
    ]
    # A number that does not exist does not exist today either.
    assert present == ["The carrier told me that this tracking number does not exist."]


def test_what_came_is_named_once(catalog: Catalog) -> None:
    def lines(words: str) -> list[str]:
        findings = [{"what": "marking", "expected": "A400_P", "found": "HN-2 V1.1"}]
        named = {"answers__came_words": words, "findings": findings}
        return [
            line
            for line in a_draft(catalog, problem="wrong-item", **named).text.splitlines()
            if "HN-2" in line or "hn-2" in line
        ]

    assert len(lines("hn-2 v1.1")) == 1
    assert len(lines("HN-2 board")) == 2


def test_what_a_finding_says_is_not_said_again(catalog: Catalog) -> None:
    row = {"what": "compatibility", "part": "Cover", "expected": "Fiat Panda"}
    said = "It does not fit, although the listing says that it does."
    assert said in a_draft(catalog, problem="not-as-described").text
    assert said not in a_draft(catalog, problem="not-as-described", findings=[row]).text


@pytest.mark.parametrize(
    ("problem", "name", "id", "said"),
    [
        ("not-as-described", "matters", ["not-usable"], "I cannot use it for the purpose"),
        ("damaged", "usable", "not-at-all", "I cannot use it."),
    ],
)
def test_what_the_demand_says_is_not_said_again(
    problem: str, name: str, id: Any, said: str, catalog: Catalog
) -> None:
    def text(*because: str) -> str:
        named = {f"answers__{name}": id, "demand__because": list(because)}
        return a_draft(catalog, problem=problem, **named).text

    assert said in text("return-costs-more")
    assert said not in text("not-usable")
    assert "I cannot use the item for its purpose." in text("not-usable")


def test_an_offer_has_its_day_and_what_it_is_worth(catalog: Catalog) -> None:
    offers = [
        {"on": TODAY, "kind": "coupon", "amount": "3.00 USD"},
        {"on": TODAY, "kind": "discount"},
    ]
    text = a_draft(catalog, letter="answer-offer", offers=offers).text
    assert "- 22 November 2026: You offered a coupon. Value: USD 3.00.\n" in text
    assert "- 22 November 2026: You offered a discount.\n" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_category_stands_in_quotation_marks(language: str, catalog: Catalog) -> None:
    drafted = a_draft(catalog, language=language)
    assert 'Reason for the dispute: "Wrong or invalid tracking number".' in drafted.text
    assert re.search(r"[«“„]\S[^»”“]*[»”“]\.$", drafted.beside.split("\n\n")[0])


def test_the_plan_says_what_to_keep_and_what_not_to_send(catalog: Catalog) -> None:
    opened: dict[str, Any] = {"dispute": {"opened": TODAY}}
    for stage in ({}, opened, {"dispute": {"opened": TODAY, "escalated": TODAY}}):
        assert "packaging" in advised(catalog, "damaged", **stage)
    assert "return-in-dispute" in advised(catalog, "damaged", **opened)
    assert "return-address" not in advised(catalog, "damaged", **opened)
    size = [{"what": "size", "expected": "42", "found": "40"}]
    assert "unworn" in advised(catalog, "wrong-item", findings=size)
    assert "unworn" not in advised(catalog, "wrong-item")


@pytest.mark.parametrize(
    ("marketplace", "choice"),
    [("aliexpress", "Full refund"), ("dhgate", "Refund"), ("ebay", "I'd like a refund")],
)
def test_the_form_takes_the_wish_for_documents_as_one_for_a_refund(
    marketplace: str, choice: str, catalog: Catalog
) -> None:
    how = {"marketplace": marketplace, "demand": {"kind": "documents"}}
    fields = a_draft(catalog, problem="customs-held", **how).fields
    assert choice in {picked for field in fields for picked in field.choose}


def test_who_is_asked_to_cancel_a_dispute_has_one(catalog: Catalog) -> None:
    """A promise for the future alone says nothing of a dispute."""

    def text(kind: str) -> str:
        said = {"offers": [{"on": TODAY, "kind": kind}], "dispute": {}}
        return a_draft(catalog, problem="defective", letter="answer-offer", **said).text

    assert "I will ask AliExpress to decide" in text("refund-if-cancelled")
    assert "I will open a dispute" in text("refund-later")


def test_a_coupon_in_place_of_a_refund_is_said(catalog: Catalog) -> None:
    how = {"problem": "refund-missing", "letter": "chase-refund"}
    said = "I was given a coupon instead of the money."
    assert said in a_draft(catalog, **how, answers__given="coupon").text
    assert said not in a_draft(catalog, **how).text
