"""Days by which somebody must have acted."""

from datetime import date, timedelta


def reply_by(today: date, *, days: int, protection_ends: date | None, margin: int) -> date | None:
    """Return the day by which to ask for an answer, or None if no day is left to wait.

    `days` is how long the other side has; `margin` is how many days before the end of
    protection the buyer needs to act. Protection that is over sets no limit any more.
    """
    day = today + timedelta(days=days)
    if protection_ends is not None and protection_ends >= today:
        day = min(day, protection_ends - timedelta(days=margin))
    return day if day > today else None
