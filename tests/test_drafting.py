"""What every letter keeps to, whatever the case."""

import re
from copy import copy
from datetime import date, timedelta
from gettext import NullTranslations

import pytest

from letterkit.domain.asking import letters_for, questions_for, settled
from letterkit.domain.catalog import Catalog
from letterkit.drafting import draft
from letterkit.errors.answers import (
    AmountTooHighError,
    CurrencyDiffersError,
    DaysContradictError,
    DayToComeError,
    DemandDoesNotFitError,
    LetterNotChosenError,
    MissingAnswersError,
    MissingKeyError,
    NoSuchFormError,
    ProtectionOverError,
)
from letterkit.errors.files import UnsetPlaceholderError
from letterkit.errors.names import UnknownIdError
from letterkit.files.cases import case_from_data
from letterkit.files.shipped import shipped_catalog
from tests.builders import (
    LANGUAGES,
    MATTERS,
    PROBLEMS,
    TODAY,
    a_case,
    a_draft,
    case_data,
    changed,
    texts_in,
)

EVERY_LETTER = [(problem, letter, code) for problem, letter in MATTERS for code in LANGUAGES]


@pytest.mark.parametrize(("problem", "letter", "language"), EVERY_LETTER)
def test_a_letter_has_no_gap(problem: str, letter: str, language: str, catalog: Catalog) -> None:
    drafted = a_draft(catalog, problem=problem, letter=letter, language=language)
    for text in (drafted.text, drafted.beside):
        assert not re.search(r"None|%\(|\{|\}|  | [.,:;]|\(\)", text), text


@pytest.mark.parametrize(("problem", "letter", "language"), EVERY_LETTER)
def test_a_letter_never_mixes_two_languages(
    problem: str, letter: str, language: str, catalog: Catalog
) -> None:
    drafted = a_draft(catalog, problem=problem, letter=letter, language=language)
    assert drafted.text.isascii()
    beside = drafted.beside
    texts = texts_in(case_data(catalog, problem=problem, letter=letter))
    facts = {text for text in texts if not re.fullmatch(r"[a-z-]+", text)}
    names = {"AliExpress", "PayPal", "EUR", "USD", "ARN", "RRN"}
    for fact in sorted({*facts, *names}, key=len, reverse=True):
        beside = beside.replace(fact, "")
    leftover = r"\b(the|and|of|my|you|is|order|please)\b" if language == "it" else "[A-Za-z]{2,}"
    assert not re.findall(leftover, beside, re.IGNORECASE)


@pytest.mark.parametrize(("problem", "letter", "language"), EVERY_LETTER)
def test_both_columns_state_the_same_numbers(
    problem: str, letter: str, language: str, catalog: Catalog
) -> None:
    drafted = a_draft(catalog, problem=problem, letter=letter, language=language)
    months = {TODAY.replace(month=month, day=1) for month in range(1, 13)}
    for paragraph in drafted.paragraphs:
        english = re.findall(r"\d+", paragraph.text)
        beside = re.findall(r"\d+", (paragraph.beside or "").replace("년", " "))
        if language == "ko":
            # Korean writes months as numbers.
            english += [
                str(month.month)
                for month in months
                for _ in range(paragraph.text.count(f"{month:%B}"))
            ]
        assert sorted(english) == sorted(beside), paragraph.name


@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_the_problem_is_named_within_three_paragraphs(
    problem: str, letter: str, catalog: Catalog
) -> None:
    names = [p.name for p in a_draft(catalog, problem=problem, letter=letter).paragraphs]
    assert names.index("problem") <= 2


def test_the_same_case_gives_the_same_letter(catalog: Catalog) -> None:
    case = a_case(catalog, language="ka")
    assert draft(case, catalog, today=TODAY) == draft(case, catalog, today=TODAY)


def test_facts_stand_in_the_letter_exactly_as_entered(catalog: Catalog) -> None:
    drafted = a_draft(
        catalog,
        order__number="8190 3327 4102 66",
        order__tracking="6896 1122 0345",
        order__item="{{ 7*7 }} %s %(x)s {0} <b>",
        order__paid="212000 KRW",
    )
    for fact in ("8190 3327 4102 66", "6896 1122 0345", "{{ 7*7 }} %s %(x)s {0} <b>"):
        assert fact in drafted.text
    assert "KRW 212,000" in drafted.text


def test_a_weight_that_speaks_for_the_buyer_is_said_to(catalog: Catalog) -> None:
    weight = [{"what": "label-weight-alone", "found": "0.21 kg"}]
    text = a_draft(catalog, problem="missing-items", findings=weight).text
    assert "weight on the label of the parcel confirms this: 0.21 kg." in text


def test_words_in_another_script_are_marked_as_a_quotation(catalog: Catalog) -> None:
    drafted = a_draft(catalog, language="ka", order__item="ზამთრის ქურთუკი")
    assert 'Order 8123456789012345, "ზამთრის ქურთუკი", USD 24.90' in drafted.text
    assert '"ზამთრის' not in drafted.beside


def test_free_words_of_a_contact_are_quoted(catalog: Catalog) -> None:
    contacts = [{"on": TODAY, "by": "buyer", "said": "asked for the correct tracking number"}]
    drafted = a_draft(catalog, contacts=contacts)
    assert 'I wrote: "asked for the correct tracking number".' in drafted.text


def test_the_sellers_exact_words_follow_what_they_amount_to(catalog: Catalog) -> None:
    contacts = [{"on": TODAY, "by": "seller", "said": "says-delivered", "words": "already there"}]
    drafted = a_draft(catalog, contacts=contacts)
    assert 'You answered that the parcel was delivered. Exact words: "already there".' in (
        drafted.text
    )


def test_no_contact_is_said_and_unknown_contact_is_not(catalog: Catalog) -> None:
    for letter, said in (
        ("ask-seller", "This is my first message about this."),
        ("open-dispute", "I have not written to the seller about this before."),
    ):
        assert said in a_draft(catalog, letter=letter, contacts=[]).text
        assert said not in a_draft(catalog, letter=letter, contacts=None).text


def test_what_was_said_stands_in_the_order_of_its_days(catalog: Catalog) -> None:
    contacts = [
        {"by": "seller", "said": "says-wait"},
        {"on": date(2026, 11, 9), "by": "buyer", "said": "asked-again"},
        {"on": date(2026, 11, 3), "by": "buyer", "said": "reported-problem"},
    ]
    text = a_draft(catalog, contacts=contacts).text
    said = ("- 3 November 2026:", "- 9 November 2026:", "- You asked me to wait.")
    places = [text.index(line) for line in said]
    assert places == sorted(places)


def test_an_exhibit_of_the_chat_does_not_stand_for_what_the_carrier_said(catalog: Catalog) -> None:
    contacts = [
        {"on": date(2026, 11, 3), "by": "buyer", "said": "asked-again"},
        {"on": date(2026, 11, 9), "by": "carrier", "said": "not-my-address"},
    ]
    text = a_draft(catalog, contacts=contacts).text
    assert "What has been said so far:" in text
    assert "I wrote again about this. (Screenshot 2)" in text
    assert "was not sent to my address.\n" in text


@pytest.mark.parametrize(("asked", "share"), [("12.45 USD", "50%"), ("4.84 USD", None)])
def test_a_round_part_of_the_price_is_named(
    asked: str, share: str | None, catalog: Catalog
) -> None:
    text = a_draft(catalog, problem="defective", demand__amount=asked).text
    assert (f"The sum is {share} of the price." in text) == (share is not None)


def test_a_sum_in_another_currency_than_the_forms_is_not_entered(catalog: Catalog) -> None:
    (field,) = (f for f in a_draft(catalog).fields if f.exact == "Please tell us your solution")
    assert field.type == "24.90"
    drafted = a_draft(catalog, order__paid="212000 KRW")
    (field,) = (f for f in drafted.fields if f.exact == "Please tell us your solution")
    assert field.type == ""
    assert "US dollars" in field.note


WORDS = {"text": "გამყიდველმა ორჯერ შემპირდა.", "language": "ka"}


def test_own_words_are_quoted_where_the_letter_is_in_another_language(catalog: Catalog) -> None:
    drafted = a_draft(catalog, language="ka", words=WORDS)
    quoted = 'My own words, in another language (Georgian): "გამყიდველმა ორჯერ შემპირდა."'
    assert quoted in drafted.text
    assert "გამყიდველმა ორჯერ შემპირდა." in drafted.beside.split("\n")
    assert drafted.flaws == ()


def test_own_words_stand_in_the_accepted_translation_or_stay_out(catalog: Catalog) -> None:
    english = {**WORDS, "english": "The seller promised it to me twice."}
    drafted = a_draft(catalog, language="ka", words=english)
    assert "The seller promised it to me twice." in drafted.text
    assert "გამყიდველმა" not in drafted.text
    assert "გამყიდველმა" in drafted.beside
    left_out = a_draft(catalog, language="ka", words={**WORDS, "leave_out": True})
    assert "გამყიდველმა" not in left_out.text + left_out.beside


def test_an_exhibit_is_named_where_it_proves_something_and_in_the_list(catalog: Catalog) -> None:
    evidence = [
        {"kind": "photo", "shows": "parcel-label"},
        {"kind": "screenshot", "shows": "tracking-page"},
    ]
    english = a_draft(catalog, evidence=evidence).text
    assert "posted on 1 September 2026. I placed my order later, on 13 September 2026. " in english
    assert "(Screenshot 2)" in english
    assert "- Photo 1: label on the parcel\n- Screenshot 2: tracking page" in english


def test_the_buyer_can_say_what_an_exhibit_proves(catalog: Catalog) -> None:
    evidence = [{"kind": "photo", "shows": "a letter of the post", "proves": ["delivery-city"]}]
    english = a_draft(catalog, evidence=evidence).text
    assert "My address is in another place: Turin. (Photo 1)" in english


def test_no_evidence_means_no_list_of_attachments(catalog: Catalog) -> None:
    assert "Attached" not in a_draft(catalog, evidence=None).text


@pytest.mark.parametrize("days_left", range(15))
def test_an_answer_is_asked_for_while_the_buyer_can_still_act(
    days_left: int, catalog: Catalog
) -> None:
    ends = TODAY + timedelta(days=days_left)
    english = a_draft(catalog, order__protection_ends=ends).text
    asked = re.search(r"Please answer by (\d+) (\w+) 2026", english)
    if days_left <= 2:
        assert asked is None
        assert "Please answer today." in english
    else:
        assert asked is not None
        day = TODAY.replace(day=int(asked[1]), month=11 if asked[2] == "November" else 12)
        assert TODAY < day <= ends - timedelta(days=2)


def test_protection_that_is_over_is_not_said_to_end(catalog: Catalog) -> None:
    over = TODAY - timedelta(days=1)
    assert "My buyer protection ends" in a_draft(catalog, order__protection_ends=TODAY).text
    assert "My buyer protection ends" not in a_draft(catalog, order__protection_ends=over).text


def test_protection_that_is_over_cannot_be_extended(catalog: Catalog) -> None:
    how = {"problem": "not-received", "letter": "extension"}
    a_draft(catalog, order__protection_ends=TODAY, **how)
    with pytest.raises(ProtectionOverError):
        a_draft(catalog, order__protection_ends=TODAY - timedelta(days=1), **how)


def test_a_promised_day_is_named_only_when_it_has_passed(catalog: Catalog) -> None:
    def english(days: int) -> str:
        promised = TODAY + timedelta(days=days)
        return a_draft(catalog, problem="not-received", order__promised=promised).text

    assert "Delivery was promised" in english(-1)
    assert "Delivery was promised" not in english(0)


def test_a_parcel_in_the_buyers_country_is_said_to_be_there(catalog: Catalog) -> None:
    drafted = a_draft(
        catalog,
        problem="not-received",
        language="it",
        buyer__country="GE",
        answers__reached_country=True,
    )
    assert "The parcel is now in Georgia." in drafted.text
    assert "Georgia" in drafted.beside


def test_a_form_field_says_what_to_choose_type_and_attach(catalog: Catalog) -> None:
    fields = {field.exact: field for field in a_draft(catalog, language="ru").fields}
    assert fields["Did you receive your goods?"].choose == (
        "No",
        "Wrong or invalid tracking number",
    )
    assert fields["Please tell us your solution"].choose == ("Full refund",)
    assert fields["Please tell us your solution"].type == "24.90"
    assert fields["Do you want to ship the goods back?"].choose == ("No",)
    assert fields["Please write your request detail"].type.startswith("Order 8123456789012345")
    assert len(fields["Please Upload Attachments"].attach) == 2


def test_the_form_takes_the_same_amount_as_the_letter(catalog: Catalog) -> None:
    drafted = a_draft(catalog, problem="defective")
    assert "USD 12.45" in drafted.text
    assert drafted.fields[1].choose == ("Partial refund",)
    assert drafted.fields[1].type == "12.45"


def test_the_extension_form_takes_the_days(catalog: Catalog) -> None:
    drafted = a_draft(catalog, problem="not-received", letter="extension", demand__days=20)
    assert drafted.fields[0].type == "20"
    assert "Please extend it by 20 days" in drafted.text


def test_all_missing_answers_are_named_at_once(catalog: Catalog) -> None:
    with pytest.raises(MissingAnswersError) as caught:
        a_draft(catalog, order={}, answers={})
    keys = [key for key, _, _ in caught.value.questions]
    assert keys == [
        "order.number", "order.item", "order.paid", "order.ordered",
        "order.tracking", "answers.tracking_shows",
    ]  # fmt: skip


def test_a_picked_answer_brings_its_own_questions(catalog: Catalog) -> None:
    answers = {"tracking_shows": "none-given"}
    drafted = a_draft(
        catalog, problem="not-received", answers=answers, order__tracking=None, evidence=None
    )
    assert "I have been given no tracking number." in drafted.text
    with pytest.raises(MissingAnswersError) as caught:
        a_draft(
            catalog,
            problem="not-received",
            answers={"tracking_shows": "no-entries"},
            order__tracking=None,
        )
    assert [key for key, _, _ in caught.value.questions] == ["order.tracking"]


@pytest.mark.parametrize(
    ("place", "value", "key", "nearest"),
    [
        ("problem", "wrong-trackin", "problem", "wrong-tracking"),
        ("marketplace", "aliexpres", "marketplace", "aliexpress"),
        ("letter", "open-disput", "letter", "open-dispute"),
        ("language", "xx", "language", ""),
        ("demand__kind", "ful-refund", "demand.kind", "full-refund"),
        ("answers__tracking_shows", "other-parcel", "answers.tracking_shows", "another-parcel"),
        ("answers__not_show", ["x"], "answers.not_show", "not_shown"),
        ("findings", [{"what": "delivery-town"}], "findings[0].what", "delivery-city"),
        ("evidence", [{"kind": "foto", "shows": "x"}], "evidence[0].kind", "photo"),
        (
            "evidence",
            [{"kind": "photo", "shows": "trackng-page"}],
            "evidence[0].shows",
            "tracking-page",
        ),
        ("contacts", [{"on": TODAY, "by": "seler", "said": "x"}], "contacts[0].by", "seller"),
        (
            "contacts",
            [{"on": TODAY, "by": "seller", "said": "says-wat"}],
            "contacts[0].said",
            "says-wait",
        ),
    ],
)
def test_an_unknown_id_is_named_with_its_key_and_the_nearest_known_one(
    place: str, value: object, key: str, nearest: str, catalog: Catalog
) -> None:
    data = changed(case_data(catalog), {place: value})
    with pytest.raises(UnknownIdError) as caught:
        draft(case_from_data(data, catalog), catalog, today=TODAY)
    assert caught.value.key == key
    assert caught.value.nearest == nearest


def test_more_than_was_paid_cannot_be_asked_back(catalog: Catalog) -> None:
    with pytest.raises(AmountTooHighError, match=r"24\.91 USD, is more than was paid, 24\.90 USD"):
        a_draft(catalog, problem="defective", demand__amount="24.91 USD")


def test_sums_in_two_currencies_are_not_compared(catalog: Catalog) -> None:
    with pytest.raises(CurrencyDiffersError):
        a_draft(catalog, problem="defective", demand__amount="1.00 EUR")


def test_a_missing_parcel_cannot_be_kept(catalog: Catalog) -> None:
    with pytest.raises(DemandDoesNotFitError) as caught:
        a_draft(catalog, demand__kind="partial-refund")
    assert caught.value.facts["known"] == "full-refund"


def test_a_case_without_a_letter_gets_the_one_that_comes_next(catalog: Catalog) -> None:
    def chosen(**changes: object) -> str:
        case = case_from_data(changed(case_data(catalog), {"letter": None, **changes}), catalog)
        return draft(case, catalog, today=TODAY).letter

    assert chosen(contacts=[]) == "ask-seller"
    assert chosen() == "open-dispute"
    assert chosen(order__protection_ends=TODAY) == "open-dispute"


def test_a_case_with_nothing_to_send_is_told_which_letters_fit(catalog: Catalog) -> None:
    waiting = {"letter": None, "dispute": {"opened": TODAY, "escalated": TODAY}}
    case = case_from_data(changed(case_data(catalog), waiting), catalog)
    with pytest.raises(LetterNotChosenError) as caught:
        draft(case, catalog, today=TODAY)
    known = [letter for problem, letter in MATTERS if problem == case.problem]
    assert caught.value.facts["known"] == ", ".join(known)


def test_a_template_that_asks_for_too_much_gives_an_error_and_no_gap(catalog: Catalog) -> None:
    faulty = copy(catalog)
    faulty.templates = {
        name: text.replace("{% block closing %}", "{% block closing %}{{ nothing_such }}")
        for name, text in catalog.templates.items()
    }
    faulty.template_cache = None
    with pytest.raises(UnsetPlaceholderError, match="nothing_such"):
        a_draft(faulty, letter="ask-seller")


def test_a_damaged_translation_falls_back_to_the_source(catalog: Catalog) -> None:
    class Damaged(NullTranslations):
        def gettext(self, message: str) -> str:
            return message.replace("%(number)s", "%(nummer)s")

    damaged = copy(catalog)
    damaged.languages = {**catalog.languages, "xx": Damaged()}
    assert "Order 8123456789012345" in a_draft(damaged, language="xx").beside


OFFERS = [
    {"on": TODAY, "kind": "partial-refund", "amount": "5.00 USD"},
    {"on": TODAY, "kind": "coupon"},
]


def test_each_offer_is_named_and_answered(catalog: Catalog) -> None:
    text = a_draft(catalog, letter="answer-offer", offers=OFFERS).text
    assert "- 22 November 2026: You offered a refund of USD 5.00." in text
    assert "- 22 November 2026: You offered a coupon." in text
    assert "A refund of USD 5.00 does not cover my loss. I paid with money" in text


def test_an_offer_of_a_sum_names_the_sum(catalog: Catalog) -> None:
    offers = [{"on": TODAY, "kind": "partial-refund"}]
    with pytest.raises(MissingKeyError) as caught:
        a_draft(catalog, letter="answer-offer", offers=offers)
    assert caught.value.key == "offers[0].amount"


def test_an_answer_needs_something_to_answer(catalog: Catalog) -> None:
    for letter, key in (("answer-offer", "offers"), ("refuse-request", "replies_to")):
        with pytest.raises(MissingAnswersError) as caught:
            a_draft(catalog, letter=letter, **{key: None})
        assert [missing for missing, _, _ in caught.value.questions] == [key]


@pytest.mark.parametrize("reply", list(shipped_catalog().replies))
def test_every_move_of_a_seller_has_its_answer(reply: str, catalog: Catalog) -> None:
    entry = catalog.replies[reply]
    problem = "defective" if entry.goods == "here" else "not-received"
    text = a_draft(catalog, problem=problem, letter=entry.letter, replies_to=[reply]).text
    for sentence in (entry.says, *entry.answer):
        assert sentence.partition("%")[0] in text


def test_the_twelve_usual_objections_are_known(catalog: Catalog) -> None:
    objections = [r.id for r in catalog.replies.values() if r.letter == "answer-objection"]
    assert len(objections) == 12


def test_an_answer_that_does_not_fit_the_letter_is_refused(catalog: Catalog) -> None:
    with pytest.raises(UnknownIdError) as caught:
        a_draft(catalog, letter="refuse-request", replies_to=["wait-longer"])
    assert caught.value.key == "replies_to"
    with pytest.raises(UnknownIdError):
        a_draft(catalog, letter="answer-objection", replies_to=["send-a-video"])


@pytest.mark.parametrize("problem", PROBLEMS)
def test_the_marketplace_is_not_addressed_as_the_seller(problem: str, catalog: Catalog) -> None:
    contacts = [
        {"on": TODAY, "by": "seller", "said": said.id}
        for said in catalog.sides["seller"].statements
    ]
    text = a_draft(
        catalog, problem=problem, letter="escalate", offers=OFFERS, contacts=contacts
    ).text
    assert not re.search(r"\b[Yy]ou (?!need)|\byour\b", text)
    assert "The seller asked me to wait." in text


def test_a_parcel_that_still_comes_is_promised_only_where_none_has_come(catalog: Catalog) -> None:
    promise = "If the parcel still comes, I will say so here at once."
    assert promise in a_draft(catalog, problem="not-received", letter="answer-offer").text
    assert promise not in a_draft(catalog, problem="defective", letter="answer-offer").text


SHOPS = [place.id for place in shipped_catalog().marketplaces.values()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("marketplace", SHOPS)
def test_every_letter_that_a_marketplace_takes_is_sound(
    marketplace: str, language: str, catalog: Catalog
) -> None:
    drafted = 0
    for problem in catalog.problems:
        for letter in letters_for(problem, catalog, marketplace):
            draft = a_draft(
                catalog,
                problem=problem,
                letter=letter.id,
                language=language,
                marketplace=marketplace,
            )
            assert [flaw.told(str) for flaw in draft.flaws] == [], (problem, letter.id)
            assert not re.search(r"None|%\(|\{|\}|  | [.,:;]|\(\)", draft.text + draft.beside)
            assert draft.text in {field.type for field in draft.fields}
            drafted += 1
    assert drafted


def test_a_letter_is_refused_where_its_form_does_not_exist(catalog: Catalog) -> None:
    with pytest.raises(NoSuchFormError) as caught:
        a_draft(catalog, problem="not-received", letter="extension", marketplace="ebay")
    known = str(caught.value.facts["known"]).split(", ")
    assert "open-dispute" in known
    assert "extension" not in known


def test_a_claim_at_paypal_fills_paypals_form_and_names_the_shop(catalog: Catalog) -> None:
    drafted = a_draft(catalog, problem="not-received", letter="payment-claim", marketplace="ebay")
    assert drafted.marketplace == "paypal"
    assert "I bought it on eBay, order 8123456789012345." in drafted.text
    assert "Transaction: 7XK21934PL558213M." in drafted.text
    own = a_draft(catalog, problem="not-received", letter="payment-claim", marketplace="paypal")
    assert "I bought it on" not in own.text


def test_the_consumer_body_and_the_law_are_those_of_the_buyers_country(catalog: Catalog) -> None:
    how = {"problem": "not-received", "letter": "consumer-body"}
    for country, body in catalog.bodies.items():
        text = a_draft(catalog, buyer__country=country, **how).text
        assert f"To: {body.english}" in text
        assert body.law in text
    assert "To:" not in a_draft(catalog, **how).text


def test_an_order_without_a_number_is_asked_for(catalog: Catalog) -> None:
    text = a_draft(catalog, problem="not-received", letter="missing-order-number").text
    assert text.startswith("I do not have the number of this order: Bluetooth headphones")
    assert "Please send me the number of this order." in text


def test_quoted_words_do_not_double_the_full_stop(catalog: Catalog) -> None:
    text = a_draft(catalog, letter="report-fault", fault__message="Try again later.").text
    assert 'The page says: "Try again later".' in text


def test_a_demand_that_is_the_only_one_need_not_be_named(catalog: Catalog) -> None:
    text = a_draft(catalog, letter="report-fault", demand=None).text
    assert "Please take this step for me" in text


@pytest.mark.parametrize("key", ["order__ordered", "order__shipped", "dispute__opened"])
def test_what_is_told_as_past_is_not_in_the_future(key: str, catalog: Catalog) -> None:
    a_draft(catalog, **{key: TODAY + timedelta(days=1)})
    with pytest.raises(DayToComeError) as caught:
        a_draft(catalog, **{key: TODAY + timedelta(days=2)})
    assert caught.value.key == key.replace("__", ".")


@pytest.mark.parametrize("table", ["contacts", "offers"])
def test_a_row_is_not_in_the_future_either(table: str, catalog: Catalog) -> None:
    rows = {
        "contacts": {"by": "seller", "said": "says-wait"},
        "offers": {"kind": "no-refund"},
    }
    row = {**rows[table], "on": TODAY + timedelta(days=2)}
    with pytest.raises(DayToComeError) as caught:
        a_draft(catalog, **{table: [row]})
    assert caught.value.key == f"{table}[0].on"


def test_nothing_is_received_before_it_was_ordered(catalog: Catalog) -> None:
    days = {"problem": "defective", "order__ordered": TODAY - timedelta(days=9)}
    a_draft(catalog, order__received=TODAY - timedelta(days=9), **days)
    with pytest.raises(DaysContradictError):
        a_draft(catalog, order__received=TODAY - timedelta(days=10), **days)


def test_a_sum_typed_with_one_decimal_is_still_the_buyers_own(catalog: Catalog) -> None:
    assert a_draft(catalog, order__paid="9.6 USD").flaws == ()


def test_a_letter_that_was_cut_is_judged_by_all_that_is_sent(catalog: Catalog) -> None:
    case = a_case(catalog)
    cut = draft(case, catalog, today=TODAY, limit=500)
    assert cut.left_out
    assert cut.flaws == ()


@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_a_draft_shows_a_gap_for_each_answer_that_is_missing(
    problem: str, letter: str, catalog: Catalog
) -> None:
    data = case_data(catalog, problem=problem, letter=letter)
    case = settled(case_from_data(data, catalog), catalog.letters[letter], catalog)
    for question, is_needed in questions_for(case, catalog.letters[letter], catalog):
        table, _, name = question.id.partition(".")
        if is_needed and name in data.get(table, {}) and question.id != "demand.kind":
            without = {key: value for key, value in data[table].items() if key != name}
            lacking = case_from_data({**data, table: without}, catalog)
            drafted = draft(lacking, catalog, today=TODAY, gap="[…]")
            assert drafted.flaws == ()
            assert "None" not in drafted.text + drafted.beside
            with pytest.raises(MissingAnswersError):
                draft(lacking, catalog, today=TODAY)


def test_a_draft_of_a_case_that_has_only_begun_shows_what_is_there(catalog: Catalog) -> None:
    case = case_from_data(
        {"problem": "not-received", "letter": "open-dispute", "order": {"item": "Kettle"}}, catalog
    )
    drafted = draft(case, catalog, today=TODAY, gap="[…]")
    assert "Kettle" in drafted.text
    assert "Order […]" in drafted.text


WITHOUT_DISPUTE = [
    (problem, letter)
    for problem, letter in MATTERS
    if not shipped_catalog().letters[letter].in_dispute
]


@pytest.mark.parametrize(("problem", "letter"), WITHOUT_DISPUTE)
def test_a_letter_presumes_no_dispute_that_the_case_does_not_tell_of(
    problem: str, letter: str, catalog: Catalog
) -> None:
    data = case_data(catalog, problem=problem, letter=letter)
    offers = [{"on": TODAY, "kind": "partial-refund", "amount": "5.00 USD"}]
    for table in ("dispute", "decision", "replies_to"):
        data.pop(table, None)
    if letter in ("answer-objection", "refuse-request"):
        data["replies_to"] = ["wait-longer" if letter == "answer-objection" else "confirm-early"]
    if letter == "answer-offer":
        data["offers"] = offers
    text = draft(case_from_data(data, catalog), catalog, today=TODAY).text
    assert "in the dispute" not in text
    assert letter == "open-dispute" or "to decide" not in text


@pytest.mark.parametrize("letter", ["answer-offer", "refuse-request", "answer-objection"])
def test_a_message_in_an_open_dispute_counts_by_the_time_of_the_dispute(
    letter: str, catalog: Catalog
) -> None:
    def text(**dispute: date) -> str:
        opened = TODAY - timedelta(days=1)
        ends = TODAY + timedelta(days=1)
        how = {"dispute": {"opened": opened, **dispute}, "order__protection_ends": ends}
        return a_draft(catalog, problem="damaged", letter=letter, **how).text

    assert "protection ends" not in text()
    assert "Please answer by 27 November 2026." in text()
    assert "Please answer by 25 November 2026." in text(answer_by=TODAY + timedelta(days=5))
    assert "I will ask AliExpress to decide." in text()


@pytest.mark.parametrize("marketplace", ["aliexpress", "ebay", "amazon", "etsy", "temu", "dhgate"])
def test_a_refund_that_has_not_come_is_chased_at_the_support(
    marketplace: str, catalog: Catalog
) -> None:
    drafted = a_draft(
        catalog, problem="refund-missing", letter="chase-refund", marketplace=marketplace
    )
    assert drafted.form == catalog.marketplaces[marketplace].form("support").exact
    assert "25 days have passed since the approval." in drafted.text
    assert "reference number" in drafted.text


def test_no_bank_is_asked_to_look_for_what_was_paid_from_a_balance(catalog: Catalog) -> None:
    how = {"problem": "refund-missing", "letter": "chase-refund"}
    text = a_draft(catalog, **how, answers__paid_with="balance").text
    assert "reference number" not in text


def test_an_extension_names_the_end_of_protection_whatever_else_is_open(catalog: Catalog) -> None:
    how = {"problem": "not-received", "letter": "extension", "dispute__opened": TODAY}
    assert "My buyer protection ends on 4 December 2026." in a_draft(catalog, **how).text


def test_who_has_a_dispute_open_does_not_announce_to_open_one(catalog: Catalog) -> None:
    opened = {"dispute__opened": TODAY - timedelta(days=1)}
    for letter in ("ask-seller", "answer-offer", "answer-objection", "refuse-request"):
        text = a_draft(catalog, problem="damaged", letter=letter, **opened).text
        assert "will open a dispute" not in text
        assert "I will ask AliExpress to decide." in text


def test_a_first_message_names_the_next_step_on_the_last_day_too(catalog: Catalog) -> None:
    drafted = a_draft(catalog, letter="ask-seller", order__protection_ends=TODAY)
    assert "I will open a dispute." in drafted.text
    assert drafted.flaws == ()
