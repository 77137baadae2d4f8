"""Days by which somebody must have acted."""

from datetime import date, timedelta


def reply_by(today: date, *, days: int, last: date | None, margin: int) -> date | None:
    """Return the day by which to ask for an answer, or None if no day is left to wait.

    `days` is how long the other side has; `last` is the last day for the buyer to act: the end of
    protection, or of the time in an open dispute. `margin` is how many days before it the buyer
    needs. A day that is over sets no limit any more.
    """
    day = today + timedelta(days=days)
    if last is not None and last >= today:
        day = min(day, last - timedelta(days=margin))
    return day if day > today else None
