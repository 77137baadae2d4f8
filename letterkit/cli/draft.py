"""`letterkit draft`: the letter for one case."""

import shutil
from typing import Any

import msgspec

from letterkit.cli.desk import Desk
from letterkit.cli.output import remark, say, say_json
from letterkit.cli.presenting import (
    flaw_as_json,
    flaw_in_words,
    side_by_side_or_alone,
)
from letterkit.domain.letter import Draft, sent_text
from letterkit.drafting import draft
from letterkit.errors import LetterkitError
from letterkit.marking import N_


def run(desk: Desk) -> int:
    """Print the draft in the form that was asked for."""
    case = desk.case()
    if desk.chosen is None and case.language is not None:
        # Nobody said which language to read in; the case's own is the best guess.
        desk = desk.in_language(case.language)
    shown = desk.arguments
    if not (shown.json or shown.form or shown.beside):
        case = msgspec.structs.replace(case, language=shown.to)
    today, limit = desk.today(), desk.limit()
    try:
        short = shown.form or shown.json
        drafted = draft(case, desk.catalog, today=today, to=shown.to, limit=limit, short=short)
    except LetterkitError as error:
        raise error.in_file(desk.case_name) from None
    if shown.json:
        say_json(_json(drafted, desk))
    else:
        say(_shown(drafted, desk))
        _add_remarks(drafted, desk)
    return 0


def _json(drafted: Draft, desk: Desk) -> dict[str, Any]:
    """Return the draft with its texts in one piece beside the paragraphs."""
    return {
        **msgspec.to_builtins(drafted),
        "text": drafted.text,
        "beside": drafted.beside or None,
        "follow_up": sent_text(drafted.left_out) or None,
        "flaws": [flaw_as_json(flaw, desk) for flaw in drafted.flaws],
    }


def _shown(drafted: Draft, desk: Desk) -> str:
    text = drafted.text
    if desk.arguments.beside:
        text = side_by_side_or_alone(drafted, desk)
    if not desk.arguments.form:
        return text
    # Only the form pays for the widths of all characters.
    from letterkit.presenting.form_text import form_in_words

    width = shutil.get_terminal_size((100, 24)).columns
    return form_in_words(drafted, desk, text, width=width)


def _add_remarks(drafted: Draft, desk: Desk) -> None:
    """Say on stderr what is not part of the letter."""
    if desk.arguments.beside and drafted.language == drafted.to:
        remark(desk.say(N_("You read the language that is sent; choose another with --lang.")))
    if drafted.flaws:
        remark("\n" + desk.say(N_("What would make this letter stronger:")))
        for flaw in drafted.flaws:
            remark("\n".join(flaw_in_words(flaw, desk)))
    if drafted.left_out:
        remark("\n" + desk.say(N_("This did not fit. Send it as a message afterwards:")))
        remark("\n" + sent_text(drafted.left_out))
