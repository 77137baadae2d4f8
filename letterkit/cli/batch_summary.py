"""What a batch came to, told to a person or as JSON."""

from datetime import date
from typing import Any

from letterkit.batching.job import Refused
from letterkit.batching.running import SHOWN_REFUSALS, Summary
from letterkit.cli.desk import Desk
from letterkit.cli.output import remark
from letterkit.marking import N_
from letterkit.rendering import formats


def print_summary(summary: Summary, desk: Desk) -> None:
    """Say how many rows became letters, which days come first, and what was refused.

    It goes to standard error: standard output is for letters alone.
    """
    counts = N_("Rows: %(rows)s. Letters: %(written)s. Refused: %(refused)s.")
    remark(desk.say(counts, rows=summary.rows, written=summary.written, refused=summary.refused))
    if summary.earlier:
        remark(desk.say(N_("Done before: %(count)s."), count=summary.earlier))
    for letter, count in sorted(summary.by_letter.items()):
        if letter:
            remark(f"  {letter}: {count}")
    if summary.soonest:
        remark(desk.say(N_("Days that come first:")))
    for day, row, file, number in summary.soonest:
        when = formats.day(day, desk.language) if isinstance(day, date) else str(day)
        remark(f"  {when}: {_place(int(str(row)), str(file), desk)}  {number}".rstrip())
    if summary.refusals:
        remark(desk.say(N_("Refused rows:")))
    for refused in summary.refusals:
        print_refusal(refused, desk)
    if summary.refused > SHOWN_REFUSALS:
        remark("  …")
    if summary.refused and desk.arguments.refused:
        remark(desk.say(N_("All of them are in %(file)s."), file=desk.arguments.refused))
    elif summary.refused:
        remark(desk.say(N_("--refused FILE writes all of them into a file, with the reasons.")))


def print_refusal(refused: Refused, desk: Desk) -> None:
    """Say which row was refused and why."""
    column = f", {refused.column}" if refused.column else ""
    remark(f"  {_place(refused.row, refused.file, desk)}{column}: {refused.reason}")


def _place(row: int, file: str, desk: Desk) -> str:
    place = desk.say(N_("row %(number)s"), number=row)
    return f"{file}, {place}" if file else place


def summary_as_json(summary: Summary) -> dict[str, Any]:
    """Return the summary with named values."""
    names = ("day", "row", "file", "number")
    return {
        "rows": summary.rows,
        "letters": summary.written,
        "refused": summary.refused,
        "earlier": summary.earlier,
        "by_letter": summary.by_letter,
        "soonest": [dict(zip(names, each, strict=True)) for each in summary.soonest],
        "refusals": [
            {name: getattr(each, name) for name in ("row", "file", "column", "reason")}
            for each in summary.refusals
        ],
    }
