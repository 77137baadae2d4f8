"""What a list of cases shows of one, so that no list has to read all cases."""

from typing import TYPE_CHECKING, Any

from letterkit.answering.data import Data, value_in

if TYPE_CHECKING:
    from letterkit.answering.sketch import Sketch

Summary = dict[str, Any]


def summary_of(data: Data, sketch: "Sketch") -> Summary:
    """Return problem, item, order number, and the last days to come as [day, deadline]."""
    made = sketch.plan
    days = [
        [each.safe.isoformat(), each.about]
        for each in (made.deadlines if made else ())
        if each.bound == "latest" and not each.is_over
    ]
    return {
        "problem": data.get("problem"),
        "item": value_in(data, "order.item"),
        "number": value_in(data, "order.number"),
        "missing": len(sketch.missing),
        "days": sorted(days),
    }


def next_day(summary: Summary, today: str) -> tuple[str, str] | None:
    """Return the next last day and what it is about; the latest past one if all are past.

    Days are ISO texts, which are in order as they stand: nothing is made of a thousand of them.
    """
    days = summary.get("days")
    if not days:
        return None
    for day, about in days:
        if day >= today:
            return day, about
    return days[-1][0], days[-1][1]
