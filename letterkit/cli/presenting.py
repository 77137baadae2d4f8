"""Shows a draft to a person: alone or in two columns; and what the checker finds in it."""

import shutil

from letterkit.cli.desk import Desk
from letterkit.domain.letter import Draft, Flaw
from letterkit.marking import N_


def side_by_side_or_alone(drafted: Draft, desk: Desk) -> str:
    """Return the letter beside the buyer's language; alone if that is the one sent."""
    if drafted.language == drafted.to:
        return drafted.text
    # Only two columns pay for the widths of all characters.
    from letterkit.presenting.columns import side_by_side

    heads = (desk.say(N_("To be sent")), desk.say(N_("What it says")))
    pairs = [(paragraph.text, paragraph.beside or "") for paragraph in drafted.paragraphs]
    return side_by_side([heads, *pairs], shutil.get_terminal_size((100, 24)).columns)


def flaw_in_words(flaw: Flaw, desk: Desk) -> list[str]:
    """Return a flaw as two lines: what is wrong where, and what to do."""
    place = desk.say(N_("Line %(number)s"), number=flaw.line) + ": " if flaw.line else ""
    return [f"{flaw.item}  {place}{flaw.told(desk.say)}", f"    {flaw.advice(desk.say)}"]


def flaw_as_json(flaw: Flaw, desk: Desk) -> dict[str, object]:
    """Return a flaw with its sentences said."""
    return {
        "item": flaw.item,
        "must": flaw.is_grave,
        "line": flaw.line,
        "says": flaw.told(desk.say),
        "hint": flaw.advice(desk.say),
    }
