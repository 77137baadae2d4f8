"""The commands on one case: its letter, its plan, what is wrong with it."""

from letterkit.cli.arguments.common import (
    Commands,
    add_case,
    add_command,
    add_json,
    add_limit,
    add_today,
)
from letterkit.errors import Translate


def add_open(commands: Commands, _: Translate) -> None:
    opened = add_command(commands, "open", "app", _("open a case on the screen"), _)
    opened.add_argument(
        "case",
        metavar=_("CASE"),
        help=_("case file, saved in place, or the id of a case that letterkit keeps"),
    )
    add_today(opened, _)


def add_draft(commands: Commands, _: Translate) -> None:
    draft = add_command(commands, "draft", "draft", _("write the letter for a case"), _)
    add_case(draft, _)
    draft.add_argument(
        "--letter", metavar=_("LETTER"), help=_("which letter to write, if not the case's own")
    )
    draft.add_argument(
        "--beside", action="store_true", help=_("show the letter in your language beside it")
    )
    draft.add_argument(
        "--form", action="store_true", help=_("show the form field by field, ready to copy")
    )
    draft.add_argument(
        "--to",
        metavar=_("LANGUAGE"),
        default="en",
        help=_("language of the letter that is sent, if not English"),
    )
    add_limit(draft, _)
    draft.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    add_today(draft, _)


def add_plan(commands: Commands, _: Translate) -> None:
    plan = add_command(
        commands, "plan", "plan", _("say where a case stands, what to do now and by when"), _
    )
    add_case(plan, _)
    plan.add_argument(
        "--ics",
        metavar=_("FILE"),
        help=_("write the days as a calendar with reminders; - is standard output"),
    )
    add_json(plan, _)
    add_today(plan, _)


def add_check(commands: Commands, _: Translate) -> None:
    check = add_command(commands, "check", "check", _("find what would weaken a letter"), _)
    check.add_argument(
        "text", metavar=_("FILE"), help=_("the letter, in English; - reads standard input")
    )
    check.add_argument("--case", metavar=_("CASE"), help=_("case file to hold the letter against"))
    add_limit(check, _)
    add_json(check, _)


def add_example(commands: Commands, _: Translate) -> None:
    example = add_command(
        commands, "example", "example", _("print a complete case file to start from"), _
    )
    example.add_argument(
        "problem",
        metavar=_("PROBLEM"),
        nargs="?",
        default="wrong-tracking",
        help=_("what went wrong; “letterkit list problems” shows all"),
    )
    example.add_argument(
        "--letter",
        metavar=_("LETTER"),
        help=_("which letter the case is for; left out, a dispute or the first that fits"),
    )
    example.add_argument(
        "--marketplace",
        metavar=_("MARKETPLACE"),
        default="aliexpress",
        help=_("where the order was placed"),
    )
    example.add_argument("--json", action="store_true", help=_("print JSON instead of TOML"))
    add_today(example, _)
