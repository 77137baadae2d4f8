"""The commands on the cases that are kept."""

import argparse

from letterkit.cli.arguments.common import Commands, add_command, add_json, add_today
from letterkit.cli.help_text import Parser
from letterkit.errors import Translate


def add_cases(commands: Commands, _: Translate) -> None:
    cases = add_command(commands, "cases", "cases", _("list and manage the cases kept here"), _)
    cases.set_defaults(action="list", archived=False, bin=False, json=False)
    add_today(cases, _)
    actions = cases.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    _add_cases_list(actions, _)
    _add_cases_in_and_out(actions, _)
    _add_cases_away(actions, _)


def _action(actions: Commands, name: str, help: str, _: Translate) -> argparse.ArgumentParser:
    action = add_command(actions, name, "cases", help, _)
    action.set_defaults(action=name)
    return action


def _add_cases_list(actions: Commands, _: Translate) -> None:
    listing = _action(actions, "list", _("list the cases, the soonest deadline first"), _)
    listing.add_argument("--archived", action="store_true", help=_("list the archived ones too"))
    listing.add_argument("--bin", action="store_true", help=_("list what is in the bin"))
    add_json(listing, _)
    add_today(listing, _)


def _add_cases_in_and_out(actions: Commands, _: Translate) -> None:
    show = _action(actions, "show", _("print a case as a case file"), _)
    _add_ids(show, _, count=1)
    show.add_argument("--json", action="store_true", help=_("print JSON instead of TOML"))
    export = _action(actions, "export", _("write cases as case files"), _)
    _add_ids(export, _)
    export.add_argument("--all", action="store_true", help=_("all cases, the archived ones too"))
    export.add_argument(
        "--to",
        metavar=_("PATH"),
        help=_("a file, or a folder with / at its end; left out, standard output"),
    )
    export.add_argument(
        "--json",
        action="store_true",
        help=_("JSON instead of TOML; several are printed one a line"),
    )
    importing = _action(actions, "import", _("keep what case files hold, unfinished ones too"), _)
    add_today(importing, _)
    importing.add_argument(
        "files",
        metavar=_("FILE"),
        nargs="+",
        help=_("case files, TOML or JSON, or JSONL with a case a line; - reads standard input"),
    )


def _add_cases_away(actions: Commands, _: Translate) -> None:
    archive = _action(actions, "archive", _("take cases out of the usual list"), _)
    _add_ids(archive, _, count="+")
    archive.add_argument("--back", action="store_true", help=_("put them back into it"))
    delete = _action(actions, "delete", _("put cases into the bin, or delete them for good"), _)
    _add_ids(delete, _)
    delete.add_argument(
        "--for-good",
        action="store_true",
        help=_("delete so that nobody can take them back; without ID, all that is in the bin"),
    )
    delete.add_argument("--yes", action="store_true", help=_("do not ask"))
    restore = _action(actions, "restore", _("take cases back out of the bin"), _)
    _add_ids(restore, _, count="+")


def _add_ids(parser: argparse.ArgumentParser, _: Translate, *, count: int | str = "*") -> None:
    parser.add_argument(
        "ids", metavar=_("ID"), nargs=count, help=_("id of a case; “letterkit cases list” shows it")
    )
