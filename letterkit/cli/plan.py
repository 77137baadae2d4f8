"""`letterkit plan`: where a case stands, what to do today, by when, and why."""

from pathlib import Path
from typing import Any

import msgspec

from letterkit.cli.desk import Desk
from letterkit.cli.output import remark, say, say_json
from letterkit.domain.case import Case
from letterkit.domain.plan import Notice, Plan
from letterkit.errors import LetterkitError
from letterkit.files.saving import save_bytes
from letterkit.marking import N_
from letterkit.planning import plan
from letterkit.presenting.plan_text import plan_in_words


def run(desk: Desk) -> int:
    """Print the plan; with `--ics`, write its days as a calendar."""
    case = desk.case()
    if desk.chosen is None and case.language is not None:
        desk = desk.in_language(case.language)
    try:
        made = plan_of(case, desk)
    except LetterkitError as error:
        raise error.in_file(desk.case_name) from None
    if desk.arguments.ics == "-":
        # A calendar is read by programs: nothing else may stand beside it.
        pass
    elif desk.arguments.json:
        say_json(_json(made, desk))
    else:
        say(plan_in_words(made, desk, program=desk.program, case_file=desk.arguments.case))
    if desk.arguments.ics:
        _write_calendar(case, made, desk)
    return 0


def plan_of(case: Case, desk: Desk) -> Plan:
    """Return the plan of a case for the day and the zone of this computer."""
    return plan(case, desk.catalog, today=desk.today(), zone=desk.zone)


def _write_calendar(case: Case, made: Plan, desk: Desk) -> None:
    # Only this option pays for icalendar.
    from letterkit.files.calendar import as_calendar

    target = desk.arguments.ics
    calendar = as_calendar(made, case, desk.catalog, desk.wording)
    if target == "-":
        say(calendar.decode().rstrip())
        return
    save_bytes(Path(target), calendar)
    remark(desk.say(N_("The days are in %(path)s: open it with your calendar."), path=target))


def _json(made: Plan, desk: Desk) -> dict[str, Any]:
    """Return the plan with every sentence said in the language of the interface."""
    wording = desk.wording

    def said(notices: tuple[Notice, ...]) -> list[dict[str, str]]:
        return [{"id": each.id, "says": wording.notice(each)} for each in notices]

    kinds = desk.catalog.deadlines
    return {
        **msgspec.to_builtins(made),
        "stage_says": desk.say(desk.catalog.stages[made.stage].says),
        "says": wording.notice(made.says),
        "hard": said(made.hard),
        "traps": said(made.traps),
        "tips": said(made.tips),
        "doubts": said(made.doubts),
        "deadlines": [
            {
                **msgspec.to_builtins(each),
                "label": desk.say(kinds[each.about].label),
                "act": desk.say(kinds[each.about].act),
            }
            for each in made.deadlines
        ],
        "venues": [
            {
                **msgspec.to_builtins(each),
                "label": desk.say(desk.catalog.venues[each.venue].label),
                "can": desk.say(desk.catalog.venues[each.venue].can),
                "cannot": desk.say(desk.catalog.venues[each.venue].cannot),
                "why": wording.notice(each.why) if each.why else None,
            }
            for each in made.venues
        ],
    }
