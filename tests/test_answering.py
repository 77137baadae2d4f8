"""What can be answered in a case, and what comes of the answers while they are given."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.answering.changes import Answers
from letterkit.answering.data import with_value
from letterkit.answering.entries import row_entries
from letterkit.answering.pasted import found_in
from letterkit.answering.sketch import GAP, sketched
from letterkit.answering.summary import next_day, summary_of
from letterkit.answering.typed import how_to_type, is_bare_sum, read_typed, shown_typed
from letterkit.domain.catalog import Catalog
from letterkit.errors.answers import (
    AmountTooHighError,
    BadValueError,
    DayToComeError,
    MissingKeyError,
)
from letterkit.files.cases import case_from_data
from tests.builders import LANGUAGES, MATTERS, TODAY, case_data

NUMBER = "8123456789012345"


def data_of(catalog: Catalog, **how: Any) -> dict[str, Any]:
    """Return a complete case in the JSON shape: days as text."""
    import msgspec

    data: dict[str, Any] = msgspec.to_builtins(case_data(catalog, **how))
    return data


def test_without_a_problem_only_the_first_questions_are_asked(catalog: Catalog) -> None:
    sketch = sketched({"marketplace": "aliexpress"}, catalog, today=TODAY)
    assert [entry.key for entry in sketch.entries] == ["marketplace", "problem"]
    assert sketch.draft is None


@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_a_complete_case_is_ready_and_asks_for_all_that_it_answers(
    problem: str, letter: str, catalog: Catalog
) -> None:
    data = data_of(catalog, problem=problem, letter=letter)
    sketch = sketched(data, catalog, today=TODAY)
    assert sketch.faults == {}
    assert sketch.is_complete
    keys = {entry.key for entry in sketch.entries}
    assert {f"answers.{name}" for name in data.get("answers", {})} <= keys


def test_entries_stand_in_groups_each_of_which_comes_once(catalog: Catalog) -> None:
    sketch = sketched(data_of(catalog), catalog, today=TODAY)
    groups = [entry.group for entry in sketch.entries]
    assert groups == sorted(groups, key=lambda group: list(dict.fromkeys(groups)).index(group))


def test_a_wrong_answer_is_named_and_the_rest_of_the_letter_is_there(catalog: Catalog) -> None:
    data = data_of(catalog)
    data = with_value(data, "order.paid", "12,")
    data = with_value(data, "order.ordered", (TODAY + timedelta(days=9)).isoformat())
    sketch = sketched(data, catalog, today=TODAY)
    assert isinstance(sketch.faults["order.paid"], BadValueError)
    assert isinstance(sketch.faults["order.ordered"], DayToComeError)
    assert sketch.draft is not None
    assert NUMBER in sketch.draft.text
    assert GAP in sketch.draft.text
    assert not sketch.is_complete


def test_a_row_that_is_not_finished_is_named_by_the_place_it_stands_in(catalog: Catalog) -> None:
    rows = [{"by": "seller"}, {"by": "seller", "said": "says-wait"}, {"by": "buyer"}]
    sketch = sketched({**data_of(catalog), "contacts": rows}, catalog, today=TODAY)
    assert set(sketch.faults) == {"contacts[0].said", "contacts[2].said"}
    assert all(isinstance(fault, MissingKeyError) for fault in sketch.faults.values())
    assert sketch.draft is not None
    assert "You asked me to wait." in sketch.draft.text


def test_more_than_was_paid_is_a_fault_of_the_sum_asked_for(catalog: Catalog) -> None:
    data = data_of(
        catalog, problem="defective", demand__kind="partial-refund", demand__amount="999.00 USD"
    )
    sketch = sketched(data, catalog, today=TODAY)
    assert isinstance(sketch.faults["demand.amount"], AmountTooHighError)


TABLES = (
    "order", "answers", "contacts", "findings", "demand", "evidence", "words", "offers",
    "decision", "replies_to",
)  # fmt: skip

json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(table=st.sampled_from(TABLES), junk=json_like)
def test_no_answer_whatever_it_is_stops_the_rest(table: str, junk: Any, catalog: Catalog) -> None:
    sketch = sketched({**data_of(catalog), table: junk}, catalog, today=TODAY)
    assert sketch.draft is not None or sketch.error is not None


def test_changes_of_one_answer_in_a_row_are_one_step_back(catalog: Catalog) -> None:
    answers = Answers({"problem": "defective"}, catalog)
    for text in ("K", "Ke", "Kettle"):
        answers.put("order.item", text)
    answers.put("order.number", NUMBER)
    assert answers.undo()
    assert answers.data == {"problem": "defective", "order": {"item": "Kettle"}}
    assert answers.undo()
    assert answers.data == {"problem": "defective"}
    assert not answers.undo()
    assert answers.redo()
    assert answers.redo()
    assert answers.data["order"] == {"item": "Kettle", "number": NUMBER}
    assert not answers.redo()


def test_an_answer_after_a_step_back_cannot_be_stepped_over_again(catalog: Catalog) -> None:
    answers = Answers({}, catalog)
    answers.put("order.item", "Kettle")
    answers.undo()
    answers.put("order.item", "Lamp")
    assert not answers.can_redo
    assert answers.data == {"order": {"item": "Lamp"}}


def test_another_problem_keeps_what_still_applies_and_remembers_the_rest(catalog: Catalog) -> None:
    data = data_of(catalog, problem="wrong-tracking", letter="open-dispute")
    answers = Answers(data, catalog)
    answers.put("problem", "defective")
    assert answers.data["order"] == data["order"]
    assert "answers" not in answers.data
    answers.put("problem", "wrong-tracking")
    assert answers.data["answers"] == data["answers"]
    assert answers.data["findings"] == data["findings"]


def test_another_letter_takes_its_own_demand_and_gives_the_first_one_back(catalog: Catalog) -> None:
    data = data_of(catalog, problem="wrong-tracking", letter="open-dispute")
    answers = Answers(data, catalog)
    answers.put("letter", "extension")
    assert "demand" not in answers.data
    answers.put("demand.days", 20)
    answers.put("letter", "open-dispute")
    assert answers.data["demand"]["kind"] == data["demand"]["kind"]


def test_a_finding_asks_for_its_part_before_anything_about_it(catalog: Catalog) -> None:
    case = case_from_data(data_of(catalog, problem="missing-items"), catalog)
    entries = row_entries("findings", {"what": "missing-piece"}, case, catalog)
    assert [entry.key for entry in entries] == ["what", "part", "expected"]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("date", "30.11.2026", date(2026, 11, 30)),
        ("date", "2026-11-30", date(2026, 11, 30)),
        ("money", "12,50 USD", "12,50 USD"),
        ("money", "$12.50", "12.50 USD"),
        ("date", "5 November 2026", date(2026, 11, 5)),
        ("date", "Nov 5, 2026", date(2026, 11, 5)),
        ("number", "15", 15),
        ("country", "GE", "GE"),
    ],
)
def test_what_is_typed_is_read_and_shown_so_that_it_reads_the_same_again(
    kind: str, typed: str, kept: Any, language: str
) -> None:
    assert read_typed(kind, typed, language=language) == kept
    shown = shown_typed(kind, kept, language=language)
    assert read_typed(kind, shown, language=language) == kept


@pytest.mark.parametrize(
    ("language", "typed", "day"),
    [
        ("ru", "11 мая 2012 г.", date(2012, 5, 11)),
        ("ru", "3 сентября 2026", date(2026, 9, 3)),
        ("it", "3 set 2026", date(2026, 9, 3)),
        ("ko", "2026년 3월 12일", date(2026, 3, 12)),
        ("ko", "26.3.12", date(2026, 3, 12)),
        ("ka", "15 ნოემბერი, 2025", date(2025, 11, 15)),
        ("ka", "12.3.26", date(2026, 3, 12)),
    ],
)
def test_a_day_can_be_typed_in_words_and_with_a_short_year(
    language: str, typed: str, day: date
) -> None:
    assert read_typed("date", typed, language=language) == day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3월 12일", date(2026, 3, 12)), ("12 December", date(2025, 12, 12)),
        ("3.12", date(2026, 3, 12)), ("12.25.", date(2025, 12, 25)),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_the_nearest(typed: str, day: date) -> None:
    assert read_typed("date", typed, language="ko", today=date(2026, 1, 20)) == day
    with pytest.raises(BadValueError):
        read_typed("date", typed, language="ko")


@pytest.mark.parametrize("typed", ["25.11", "25/11", "25.11."])
def test_day_and_month_in_numbers_are_in_the_order_of_the_language(typed: str) -> None:
    read = read_typed("date", typed, language="ru", today=date(2026, 1, 20))
    assert read == date(2025, 11, 25)
    with pytest.raises(BadValueError):
        read_typed("date", typed, language="ko", today=date(2026, 1, 20))


def test_a_day_that_does_not_exist_is_told_from_what_is_no_day() -> None:
    for typed, told in (("31.02.2026", "no such day"), ("soon", "day.month.year")):
        with pytest.raises(BadValueError) as refused:
            read_typed("date", typed, language="en")
        assert told in how_to_type(refused.value, "date")


def test_only_a_sum_without_a_currency_is_bare() -> None:
    assert is_bare_sum("12,50")
    assert is_bare_sum("12.5")
    assert is_bare_sum("1 890")
    assert not is_bare_sum("12,50 USD")
    assert not is_bare_sum("twelve")
    assert not is_bare_sum(None)


def test_a_pasted_page_gives_the_numbers_that_stand_alone_in_it() -> None:
    page = "Order details\nOrder ID: 8190 3327 4102 6612\nTracking LP00123456789CN\nTotal $24.90"
    assert found_in(page) == {
        "order.number": "8190332741026612",
        "order.tracking": "LP00123456789CN",
    }
    two = "8190332741026612 and 8190332741026613"
    assert "order.number" not in found_in(two)
    assert found_in("24.90 USD on 30.11.2026, call +7 495 123-45-67") == {}


def test_a_list_shows_the_next_last_day_and_what_is_past_last(catalog: Catalog) -> None:
    data = data_of(catalog)
    summary = summary_of(data, sketched(data, catalog, today=TODAY))
    assert summary["item"] == data["order"]["item"]
    found = next_day(summary, TODAY.isoformat())
    assert found is not None
    assert found[0] >= TODAY.isoformat()
    assert next_day({"days": [["2026-01-01", "x"]]}, TODAY.isoformat()) == ("2026-01-01", "x")
    assert next_day({}, TODAY.isoformat()) is None


def test_another_problem_can_be_chosen_while_the_marketplace_is_unknown(catalog: Catalog) -> None:
    answers = Answers({"marketplace": "alixpres", "problem": "not-received"}, catalog)
    answers.put("problem", "defective")
    assert answers.data["problem"] == "defective"
