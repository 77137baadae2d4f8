"""The calendar file, read back by a parser that did not write it."""

from datetime import date, timedelta
from typing import Any

import pytest
import vobject

from letterkit.domain.catalog import Catalog
from letterkit.domain.plan import Plan
from letterkit.files.calendar import as_calendar
from letterkit.planning import plan
from letterkit.rendering.wording import Wording
from tests.builders import LANGUAGES, TODAY, a_case


def calendar_of(catalog: Catalog, *, language: str = "en", **changes: Any) -> tuple[Plan, bytes]:
    case = a_case(catalog, **changes)
    made = plan(case, catalog, today=TODAY)
    wording = Wording(language, catalog.languages[language])
    return made, as_calendar(made, case, catalog, wording)


def events_in(calendar: bytes) -> list[Any]:
    return list(vobject.readOne(calendar.decode()).vevent_list)


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_another_parser_finds_every_day_that_is_not_past(language: str, catalog: Catalog) -> None:
    made, calendar = calendar_of(catalog, language=language)
    days = sorted(each.safe for each in made.deadlines if each.days_left >= 0)
    events = events_in(calendar)
    assert sorted(event.dtstart.value for event in events) == days
    assert all(event.dtend.value - event.dtstart.value == timedelta(days=1) for event in events)
    assert all("Bluetooth headphones" in event.summary.value for event in events)


def test_there_are_reminders_before_each_day(catalog: Catalog) -> None:
    for event in events_in(calendar_of(catalog)[1]):
        reminders = [alarm.trigger.value for alarm in event.valarm_list]
        assert reminders == [timedelta(days=-3, hours=9), timedelta(days=-1, hours=9)]


def test_the_ids_stay_the_same_when_a_day_moves(catalog: Catalog) -> None:
    def ids(ends: date) -> dict[str, date]:
        events = events_in(calendar_of(catalog, order__protection_ends=ends)[1])
        return {event.uid.value: event.dtstart.value for event in events}

    before, after = ids(TODAY + timedelta(days=12)), ids(TODAY + timedelta(days=27))
    assert set(before) == set(after)
    assert before != after
    assert len(before) == len(events_in(calendar_of(catalog)[1]))


def test_two_orders_share_no_id(catalog: Catalog) -> None:
    here, there = (
        {event.uid.value for event in events_in(calendar_of(catalog, order__number=number)[1])}
        for number in ("8123456789012345", "8123456789012346")
    )
    assert not here & there


def test_the_same_plan_gives_the_same_bytes(catalog: Catalog) -> None:
    assert calendar_of(catalog)[1] == calendar_of(catalog)[1]


def test_words_of_the_buyer_end_no_line_of_the_calendar(catalog: Catalog) -> None:
    item = "x\r\nEND:VCALENDAR\nBEGIN:VEVENT;,\\"
    (event, *_) = events_in(calendar_of(catalog, order__item=item)[1])
    assert "END:VCALENDAR BEGIN:VEVENT;," in event.summary.value
