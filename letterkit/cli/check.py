"""`letterkit check`: what would weaken a letter, line by line."""

from letterkit.checking import check
from letterkit.cli.desk import Desk, text_named
from letterkit.cli.output import remark, say, say_json
from letterkit.cli.presenting import flaw_as_json, flaw_in_words
from letterkit.domain.case import Case
from letterkit.errors import LetterkitError
from letterkit.marking import N_

FAILED = 1


def run(desk: Desk) -> int:
    """Print each flaw; the exit code is 1 if something is wrong that must not be."""
    flaws = check(
        _text(desk.arguments.text),
        desk.catalog,
        case=_case(desk),
        limit=desk.limit(),
    )
    if desk.arguments.json:
        say_json([flaw_as_json(flaw, desk) for flaw in flaws])
    else:
        for flaw in flaws:
            say("\n".join(flaw_in_words(flaw, desk)))
        if not flaws:
            remark(desk.say(N_("Nothing to mend.")))
    return FAILED if any(flaw.is_grave for flaw in flaws) else 0


def _text(name: str) -> str:
    try:
        return text_named(name)
    except LetterkitError as error:
        raise error.in_file(name) from None


def _case(desk: Desk) -> Case | None:
    name: str | None = desk.arguments.case
    return None if name is None else desk.case_named(name)
