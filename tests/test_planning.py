"""What a plan says: where a case stands, what comes next, and by when."""

import json
from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.domain.catalog import Catalog
from letterkit.domain.plan import Plan
from letterkit.errors.answers import BadValueError
from letterkit.errors.names import UnknownIdError
from letterkit.files.cases import case_from_data
from letterkit.files.shipped import shipped_catalog
from letterkit.planning import plan
from letterkit.planning.business_days import after_business_days
from letterkit.planning.deadlines import safe_day
from tests.builders import MATTERS, PROBLEMS, TODAY, case_data, changed

PACIFIC = ZoneInfo("America/Los_Angeles")


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def a_plan(catalog: Catalog, problem: str = "not-received", **changes: Any) -> Plan:
    """Return the plan of an example to which nothing has happened but what `changes` says."""
    letter = next(letter for each, letter in MATTERS if each == problem)
    data = case_data(catalog, problem, letter)
    for table in ("contacts", "offers", "decision", "dispute", "replies_to"):
        data.pop(table, None)
    data = changed(data, {"letter": None, "contacts": [], **changes})
    return plan(case_from_data(data, catalog), catalog, today=TODAY)


def wrote(on: int, **more: Any) -> dict[str, Any]:
    return {"on": days(on), "by": "buyer", "said": "asked-where-parcel-is", **more}


def answered(on: int, said: str = "says-wait") -> dict[str, Any]:
    return {"on": days(on), "by": "seller", "said": said}


def test_the_last_message_counts_whatever_its_place_in_the_file(catalog: Catalog) -> None:
    messages = [{**wrote(-20), "answered": True}, wrote(0)]
    steps = {a_plan(catalog, contacts=rows).step for rows in (messages, messages[::-1])}
    assert steps == {"wait-for-seller"}


@pytest.mark.parametrize("marketplace", ["aliexpress", "amazon", "etsy", "temu", "dhgate", "ebay"])
def test_the_day_of_the_sellers_answer_is_counted_by_the_rule_about_it(
    marketplace: str, catalog: Catalog
) -> None:
    own = catalog.marketplaces[marketplace]
    answers = {f"{own.id}/{rule.id}" for rule in own.rules if rule.about == "seller-answers"}
    answers |= {"letterkit/reply-time", "letterkit/margin-before-protection-ends"}
    made = [a_plan(catalog, marketplace=marketplace, contacts=[wrote(n)]) for n in range(-4, 1)]
    waiting = [each for each in made if each.step == "wait-for-seller"]
    assert waiting
    assert all(set(each.counted) <= answers for each in waiting)


def test_a_way_is_closed_only_when_every_rule_about_it_says_so(catalog: Catalog) -> None:
    def paypal(received: int, ordered: int) -> str:
        made = a_plan(
            catalog,
            problem="defective",
            order__ordered=days(ordered),
            order__received=days(received),
            payment__method="paypal",
        )
        return next(each.state for each in made.venues if each.venue == "payment")

    assert paypal(received=-40, ordered=-80) == "open"
    assert paypal(received=-170, ordered=-190) == "closed"


def test_a_dispute_has_no_later_day_than_the_protection_it_needs(catalog: Catalog) -> None:
    for marketplace in ("aliexpress", "ebay", "temu"):
        made = a_plan(catalog, marketplace=marketplace, order__protection_ends=days(9))
        (dispute,) = [each for each in made.venues if each.venue == "dispute"]
        assert dispute.until == min(
            each.safe for each in made.deadlines
            if each.about in ("protection-ends", "open-dispute") and each.bound == "latest"
        )  # fmt: skip


OPENED: dict[str, Any] = {"dispute__opened": days(-3)}
OFFER = [{"on": days(-1), "kind": "no-refund"}]
PART = [{"on": days(-1), "kind": "partial-refund", "amount": "5.00 USD"}]
DECIDED: dict[str, Any] = {**OPENED, "decision__on": days(-2), "decision__kind": "for-the-seller"}
REJECTED = [{"on": days(-1), "by": "platform", "said": "rejected-appeal"}]


@pytest.mark.parametrize(
    ("changes", "stage", "step"),
    [
        ({}, "not-contacted", "ask-seller"),
        ({"contacts": [wrote(0)]}, "waiting-for-seller", "wait-for-seller"),
        ({"contacts": [wrote(-5)]}, "seller-did-not-help", "open-dispute"),
        ({"contacts": [wrote(-1), answered(0)]}, "seller-did-not-help", "open-dispute"),
        (OPENED, "dispute-open", "wait-in-dispute"),
        ({"dispute__opened": days(-9)}, "dispute-open", "escalate"),
        ({**OPENED, "offers": OFFER}, "offer-made", "decline-nothing"),
        ({**OPENED, "offers": PART}, "offer-made", "answer-offer"),
        ({**OPENED, "offers": [*OFFER, *PART]}, "offer-made", "answer-offer"),
        ({"contacts": None}, "contact-unknown", "ask-seller"),
        ({"contacts": [answered(-2)]}, "seller-did-not-help", "open-dispute"),
        ({**OPENED, "contacts": [answered(-1)]}, "pressed", "refuse-request"),
        ({**OPENED, "replies_to": ["wait-longer"]}, "pressed", "answer-objection"),
        ({"offers": OFFER}, "offer-before-dispute", "open-dispute"),
        ({"offers": OFFER, "letter": "answer-offer"}, "offer-before-dispute",
         "decline-before-dispute"),
        ({"replies_to": ["wait-longer"]}, "pressed-before-dispute", "object-before-dispute"),
        ({"replies_to": ["confirm-early"]}, "pressed-before-dispute", "refuse-before-dispute"),
        ({"replies_to": ["cancel-dispute"]}, "pressed", "refuse-request"),
        ({"offers": OFFER, "order__protection_ends": days(2)}, "offer-before-dispute",
         "open-dispute-today"),
        ({**OPENED, "dispute__escalated": days(-1)}, "with-marketplace", "wait-for-decision"),
        (
            {
                **OPENED,
                "dispute__escalated": days(-1),
                "contacts": [{"on": TODAY, "by": "platform", "said": "asked-for-evidence"}],
            },
            "with-marketplace",
            "answer-platform",
        ),
        ({"dispute__opened": days(-90), "dispute__escalated": days(-80)}, "with-marketplace",
         "complain"),
        (DECIDED, "decided", "appeal"),
        ({**DECIDED, "decision__on": days(-30)}, "decided", "ask-bank"),
        ({**DECIDED, "contacts": REJECTED}, "appeal-rejected", "ask-bank"),
        (
            {**DECIDED, "contacts": REJECTED, "payment__method": "paypal"},
            "appeal-rejected",
            "claim-at-paypal",
        ),
        (
            {**DECIDED, "contacts": REJECTED, "payment__method": "other"},
            "appeal-rejected",
            "last-resort",
        ),
        (
            {"payment__method": "paypal", "payment__claimed": days(-2)},
            "payment-claim-open",
            "escalate-claim",
        ),
        ({"payment__method": "card", "payment__claimed": days(-2)}, "payment-claim-open",
         "ask-consumer-body"),
        ({"order__protection_ends": days(-1)}, "protection-over", "ask-bank"),
        ({"order__protection_ends": days(1)}, "not-contacted", "open-dispute-today"),
        ({"fault__step": "open-dispute"}, "not-contacted", "report-fault"),
    ],
)  # fmt: skip
def test_what_happened_decides_where_the_case_stands_and_what_comes_next(
    changes: dict[str, Any], stage: str, step: str, catalog: Catalog
) -> None:
    made = a_plan(catalog, **changes)
    assert (made.stage, made.step) == (stage, step)


@pytest.mark.parametrize(
    ("problem", "stage", "letter"),
    [
        ("account-blocked", "account-blocked", "account-appeal"),
        ("refund-missing", "refund-approved", "chase-refund"),
        ("return-unreasonable", "return-demanded", "return-question"),
        ("protection-over", "protection-over", "after-protection"),
    ],
)
def test_a_problem_of_its_own_has_its_own_stage_and_letter(
    problem: str, stage: str, letter: str, catalog: Catalog
) -> None:
    made = a_plan(catalog, problem)
    assert (made.stage, made.letter) == (stage, letter)


@pytest.mark.parametrize("problem", PROBLEMS)
@pytest.mark.parametrize("marketplace", ["ebay", "amazon", "etsy", "temu", "dhgate"])
def test_a_step_sends_a_letter_for_which_there_is_a_form(
    problem: str, marketplace: str, catalog: Catalog
) -> None:
    for changes in ({}, OPENED, {**OPENED, "offers": OFFER}, DECIDED, {"contacts": [wrote(-9)]}):
        made = a_plan(catalog, problem, marketplace=marketplace, **changes)
        if made.letter:
            entry = catalog.letters[made.letter]
            place = catalog.marketplaces[entry.venue or marketplace]
            assert problem in entry.problems
            assert place.has_form(entry.form), made.step


def extension(catalog: Catalog, *, ends: int, moved: int) -> Plan:
    answers = {"tracking_shows": "stopped", "last_entry_on": days(moved)}
    return a_plan(catalog, order__protection_ends=days(ends), answers=answers)


def test_an_extension_is_asked_for_while_the_parcel_may_still_come(catalog: Catalog) -> None:
    assert extension(catalog, ends=5, moved=-10).step == "ask-extension"
    assert extension(catalog, ends=5, moved=-30).step != "ask-extension"
    assert extension(catalog, ends=20, moved=-10).step != "ask-extension"
    assert extension(catalog, ends=1, moved=-10).step == "open-dispute-today"


def test_an_extension_leaves_a_day_on_which_to_open_the_dispute(catalog: Catalog) -> None:
    made = extension(catalog, ends=4, moved=-10)
    assert made.says.values["until"] == days(2)
    assert made.by == days(3)


def test_the_day_to_wait_for_names_its_rules(catalog: Catalog) -> None:
    assert a_plan(catalog).counted == ("aliexpress/seller-answers-message",)
    assert "letterkit/margin-before-protection-ends" in extension(catalog, ends=4, moved=-9).counted
    assert a_plan(catalog, marketplace="temu").counted == ("letterkit/reply-time",)
    assert a_plan(catalog, **OPENED).counted == ("aliexpress/seller-answers-dispute",)


def test_an_end_of_protection_that_is_not_known_is_asked_for(catalog: Catalog) -> None:
    doubts = a_plan(catalog, order__protection_ends=None).doubts
    assert "protection-unknown" in {doubt.id for doubt in doubts}


def unknown_end(marketplace: str, **order: Any) -> Plan:
    """Return a plan of an order that is known by these days only."""
    days_of = {"ordered": days(-20), "shipped": None, "received": None, **order}
    changes = {f"order__{name}": day for name, day in days_of.items()}
    changes["order__protection_ends"] = changes["order__promised"] = None
    return a_plan(CATALOG, "damaged", marketplace=marketplace, **changes)


@pytest.mark.parametrize(
    ("marketplace", "order", "day"),
    [
        ("aliexpress", {"received": days(-3)}, days(12)),
        ("aliexpress", {}, days(20)),
        ("temu", {"received": days(-3)}, days(27)),
        ("temu", {}, days(70)),
        ("dhgate", {"received": days(-3)}, days(27)),
        ("dhgate", {}, days(70)),
    ],
)
def test_without_the_end_of_protection_the_marketplaces_earliest_day_is_shown(
    marketplace: str, order: dict[str, date], day: date
) -> None:
    deadlines = unknown_end(marketplace, **order).deadlines
    ends = [each for each in deadlines if each.about in ("protection-ends", "open-dispute")]
    assert min(each.day for each in ends if each.bound == "latest") == day


def test_a_day_counted_from_an_earlier_event_is_called_an_estimate() -> None:
    def are_estimates(**changes: Any) -> list[bool]:
        made = unknown_end("aliexpress", **changes)
        return [each.is_estimate for each in made.deadlines if each.about == "protection-ends"]

    assert are_estimates() == [True]
    assert are_estimates(shipped=days(-18)) == [False]


def test_an_end_that_no_rule_can_tell_is_the_first_thing_said(catalog: Catalog) -> None:
    def hard(**order: date) -> list[str]:
        return [notice.id for notice in unknown_end("ebay", **order).hard]

    assert hard() == ["end-unknown"]
    assert hard(received=days(-3)) == []
    assert "end-unknown" not in {notice.id for notice in a_plan(catalog).hard}


def test_the_buyers_own_timer_beats_every_rule(catalog: Catalog) -> None:
    def protection(**changes: Any) -> Any:
        deadlines = a_plan(catalog, **changes).deadlines
        return next(each for each in deadlines if each.about == "protection-ends")

    own = protection(order__protection_ends=days(50))
    assert (own.own, own.day, own.rules) == (True, days(50), ())
    counted = protection(order__protection_ends=None, order__shipped=days(-10))
    assert [each.rule.id for each in counted.rules] == ["protection-40", "protection-60"]
    assert counted.day == days(30)


def test_a_rule_of_one_country_counts_for_its_buyers_only(catalog: Catalog) -> None:
    def rules(country: str) -> set[str]:
        made = a_plan(
            catalog,
            order__protection_ends=None,
            order__shipped=days(-10),
            buyer__country=country,
        )
        return {each.rule.id for deadline in made.deadlines for each in deadline.rules}

    assert "protection-90-russia" in rules("RU")
    assert "protection-90-russia" not in rules("KR")


@pytest.mark.parametrize(
    ("market", "buyer", "safe"),
    [
        (PACIFIC, "Asia/Tbilisi", date(2025, 11, 27)),
        (PACIFIC, "Asia/Seoul", date(2025, 11, 27)),
        (PACIFIC, "Pacific/Honolulu", date(2025, 11, 26)),
        (PACIFIC, "America/Los_Angeles", date(2025, 11, 27)),
        (None, "Asia/Tbilisi", date(2025, 11, 27)),
        (ZoneInfo("Asia/Shanghai"), "Europe/Rome", date(2025, 11, 26)),
    ],
)
def test_a_last_day_is_over_before_it_can_end_in_the_marketplaces_zone(
    market: ZoneInfo | None, buyer: str, safe: date
) -> None:
    assert safe_day(date(2025, 11, 28), market, ZoneInfo(buyer)) == safe


def test_business_days_leave_out_weekends_and_holidays() -> None:
    assert after_business_days(date(2026, 11, 25), 3, "US") == date(2026, 12, 1)
    assert after_business_days(date(2026, 9, 30), 1, "CN") > date(2026, 10, 5)


def test_first_days_of_different_events_must_all_have_come(catalog: Catalog) -> None:
    made = a_plan(
        catalog,
        marketplace="etsy",
        order__promised=days(2),
        contacts=[wrote(-1)],
        order__protection_ends=None,
    )
    first = next(each for each in made.deadlines if each.bound == "earliest")
    assert first.day > days(1)


def test_little_time_is_said_first(catalog: Catalog) -> None:
    assert a_plan(catalog, order__protection_ends=days(20)).hard == ()
    near = a_plan(catalog, order__protection_ends=days(2)).hard
    assert [notice.id for notice in near] == ["protection-ends"]
    past = a_plan(catalog, order__protection_ends=days(-2)).hard
    assert "past" in past[0].says


def test_an_offer_of_nothing_brings_the_warning_not_to_accept(catalog: Catalog) -> None:
    traps = {trap.id for trap in a_plan(catalog, **OPENED, offers=OFFER).traps}
    assert {"accept-nothing", "cancel", "confirm-early"} <= traps
    assert "accept-nothing" not in {trap.id for trap in a_plan(catalog, **OPENED).traps}


def test_a_number_in_a_warning_is_that_of_its_rule(catalog: Catalog) -> None:
    traps = a_plan(catalog, payment__method="paypal").traps
    trap = next(trap for trap in traps if trap.id == "paypal-claim")
    rules = {rule.id: rule.value for rule in catalog.marketplaces["paypal"].rules}
    assert trap.values == {"number": rules["claim-within-20"]}


def test_evidence_that_cannot_exist_is_not_missed(catalog: Catalog) -> None:
    none_given = {"tracking_shows": "none-given"}
    made = a_plan(catalog, evidence=None, answers=none_given, order__tracking=None)
    assert made.missing == ()
    assert a_plan(catalog, evidence=None).missing == (("tracking-page",),)


def venue_states(catalog: Catalog, **changes: Any) -> dict[str, str]:
    return {each.venue: each.state for each in a_plan(catalog, **changes).venues}


def test_a_way_of_paying_closes_the_other_way_to_the_money(catalog: Catalog) -> None:
    assert venue_states(catalog, payment__method="card")["payment"] == "closed"
    assert venue_states(catalog, payment__method="other")["card"] == "closed"
    assert venue_states(catalog, **OPENED, contacts=[wrote(-5)])["message"] == "done"
    assert venue_states(catalog, order__protection_ends=days(-1))["dispute"] == "closed"


def test_a_bank_can_still_help_whose_card_paypal_took_the_money_from(catalog: Catalog) -> None:
    made = a_plan(catalog, payment__method="paypal", payment__on=days(-41))
    (card,) = [each for each in made.venues if each.venue == "card"]
    assert card.state == "perhaps"
    assert card.why is not None
    assert "PayPal" in card.why.says


def test_a_closed_way_says_why(catalog: Catalog) -> None:
    for changes in ({"payment__method": "other"}, {"order__protection_ends": days(-100)}):
        closed = [each for each in a_plan(catalog, **changes).venues if each.state == "closed"]
        assert closed
        assert all(each.why for each in closed)


@pytest.mark.parametrize(
    ("changes", "here"),
    [
        ({}, "message"),
        ({"order__protection_ends": days(1)}, "dispute"),
        ({"contacts": [wrote(-9)]}, "dispute"),
        ({**OPENED, "offers": PART}, "dispute"),
        ({"dispute__opened": days(-9)}, "escalation"),
        ({**OPENED, "dispute__escalated": days(-1)}, "escalation"),
        (DECIDED, "appeal"),
        ({**DECIDED, "contacts": REJECTED, "payment__method": "paypal"}, "payment"),
        ({"payment__method": "card", "payment__claimed": days(-2)}, "card"),
    ],
)
def test_the_case_is_where_its_next_step_is_taken(
    changes: dict[str, Any], here: str, catalog: Catalog
) -> None:
    states = venue_states(catalog, **changes)
    assert [venue for venue, state in states.items() if state == "here"] == [here]


def test_evidence_is_wanted_by_the_first_day_on_which_the_marketplace_may_step_in(
    catalog: Catalog,
) -> None:
    deadlines = a_plan(catalog, **OPENED).deadlines
    steps_in = next(each for each in deadlines if each.about == "platform-steps-in")
    assert steps_in.day == min(each.day for each in steps_in.rules) == days(4)


def test_an_extension_is_not_advised_on_the_reasons_of_the_dispute_form(catalog: Catalog) -> None:
    def tips(**changes: Any) -> set[str]:
        return {tip.id for tip in a_plan(catalog, **changes).tips}

    assert "choose-not-received" in tips()
    assert "choose-not-received" not in tips(letter="extension")


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"order__protection_ends": days(-80)}, "protection-ends-before-ordered"),
        ({"order__shipped": days(-90)}, "shipped-before-ordered"),
        ({"order__ordered": days(3)}, "ordered-in-the-future"),
        ({"contacts": [wrote(3)]}, "last-message-in-the-future"),
        ({"dispute__escalated": days(-1)}, "no-dispute"),
        ({"decision__kind": "no-refund", **OPENED}, "decision-without-day"),
        (
            {"order__protection_ends": days(-5), "dispute__opened": days(-2)},
            "dispute-after-protection",
        ),
        ({"order__received": days(-2)}, "received-but-missing"),
        ({"letter": "escalate"}, "dispute-not-named"),
        ({"replies_to": ["cancel-dispute"]}, "dispute-not-named"),
    ],
)
def test_what_cannot_be_right_is_asked_about(
    changes: dict[str, Any], doubt: str, catalog: Catalog
) -> None:
    assert doubt in {notice.id for notice in a_plan(catalog, **changes).doubts}


def test_a_case_in_order_raises_no_doubt(catalog: Catalog) -> None:
    for problem in catalog.problems:
        assert a_plan(catalog, problem).doubts == (), problem


def test_a_zone_that_does_not_exist_is_refused(catalog: Catalog) -> None:
    for zone in ("Mars/Olympus", "../../etc/passwd", "Asia/"):
        with pytest.raises(BadValueError) as caught:
            a_plan(catalog, buyer__zone=zone)
        assert caught.value.key == "buyer.zone"


def test_an_unknown_marketplace_is_refused(catalog: Catalog) -> None:
    with pytest.raises(UnknownIdError):
        a_plan(catalog, marketplace="alliexpress")


CATALOG = shipped_catalog()
moments = st.integers(-200, 40).map(days)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.sampled_from(PROBLEMS),
    st.sampled_from(["aliexpress", "ebay", "amazon", "etsy", "temu", "dhgate"]),
    st.fixed_dictionaries(
        {},
        optional={
            "order__ordered": moments,
            "order__shipped": moments,
            "order__promised": moments,
            "order__confirmed": moments,
            "order__protection_ends": moments,
            "dispute__opened": moments,
            "dispute__escalated": moments,
            "decision__on": moments,
            "payment__on": moments,
            "payment__claimed": moments,
        },
    ),
    st.sampled_from(["Asia/Tbilisi", "Europe/Moscow", "Asia/Seoul", "Pacific/Honolulu", "UTC"]),
)
def test_no_deadline_is_shown_later_than_the_safe_one(
    problem: str, marketplace: str, changes: dict[str, Any], zone: str
) -> None:
    made = a_plan(CATALOG, problem, marketplace=marketplace, buyer__zone=zone, **changes)
    for deadline in made.deadlines:
        if deadline.bound == "latest":
            assert all(deadline.safe < each.day for each in deadline.rules)
            assert deadline.safe < deadline.day
    if made.by is not None:
        assert made.by >= TODAY
    lasts = {each.safe for each in made.deadlines if each.bound == "latest"}
    assert made.by is None or made.by in lasts


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.sampled_from([(problem, letter) for problem, letter in MATTERS if problem in PROBLEMS]),
    st.sampled_from(["aliexpress", "ebay", "amazon", "etsy", "temu", "dhgate"]),
    st.integers(0, 30).map(days),
    st.integers(-20, 0).map(days),
    st.sampled_from([[], ["wait-longer"], ["cancel-dispute"], ["confirm-early"]]),
)
def test_without_a_known_dispute_no_last_day_is_later_than_that_of_protection(
    matter: tuple[str, str], marketplace: str, ends: date, offered: date, replies: list[str]
) -> None:
    problem, letter = matter
    made = a_plan(
        CATALOG,
        problem,
        marketplace=marketplace,
        letter=None if CATALOG.letters[letter].venue else letter,
        order__protection_ends=ends,
        offers=[{"on": offered, "kind": "partial-refund", "amount": "5.00 USD"}],
        replies_to=replies,
    )
    protection = next(each for each in made.deadlines if each.about == "protection-ends")
    assert protection.day == ends
    assert made.by is None or made.by <= protection.safe


def test_every_day_names_its_rule_and_source(catalog: Catalog) -> None:
    for marketplace in catalog.marketplaces:
        place = catalog.marketplaces[marketplace]
        if place.kind != "marketplace":
            continue
        made = a_plan(catalog, marketplace=marketplace, order__protection_ends=None)
        for deadline in made.deadlines:
            assert deadline.rules, deadline.about
            for each in deadline.rules:
                rules = catalog.marketplaces[each.marketplace].rules
                assert each.rule in rules
                assert each.source.title


def test_the_zone_is_the_computers_where_the_case_names_none(catalog: Catalog) -> None:
    assert a_plan(catalog).zone == str(UTC)
    assert a_plan(catalog, buyer__zone="Asia/Seoul").zone == "Asia/Seoul"


def test_a_plan_can_be_written_as_json(catalog: Catalog) -> None:
    import msgspec

    made = a_plan(catalog, **OPENED, offers=OFFER)
    assert json.loads(msgspec.json.encode(made, enc_hook=str))["stage"] == "offer-made"
