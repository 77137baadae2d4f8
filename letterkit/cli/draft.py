"""`letterkit draft`: the letter for one case."""

from typing import Any

import msgspec

from letterkit.cli.desk import Desk
from letterkit.cli.output import remark, say, say_json
from letterkit.cli.presenting import as_form, side_by_side_or_alone
from letterkit.domain.letter import Draft
from letterkit.drafting import draft
from letterkit.errors import LetterkitError
from letterkit.marking import N_


def run(desk: Desk) -> int:
    """Print the draft in the form that was asked for."""
    case = desk.case()
    today = desk.today()
    if desk.chosen is None and case.language is not None:
        # Nobody said which language to read in; the case's own is the best guess.
        desk = desk.in_language(case.language)
    shown = desk.arguments
    if not (shown.json or shown.form or shown.beside):
        case = msgspec.structs.replace(case, language="en")
    try:
        drafted = draft(case, desk.catalog, today=today)
    except LetterkitError as error:
        raise error.in_file(desk.case_name) from None
    if desk.arguments.json:
        say_json(_json(drafted))
        return 0
    text = drafted.english
    if desk.arguments.beside:
        text = side_by_side_or_alone(drafted, desk)
        if drafted.language == "en":
            remark(desk.say(N_("Your language is English too; choose another with --lang.")))
    say(as_form(drafted, desk, text) if desk.arguments.form else text)
    return 0


def _json(drafted: Draft) -> dict[str, Any]:
    """Return the draft with the letter in one piece beside its paragraphs."""
    texts = {"english": drafted.english, "beside": drafted.beside or None}
    return {**msgspec.to_builtins(drafted), **texts}
