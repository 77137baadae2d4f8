"""The commands and their options, described in the language of the interface."""

import argparse
import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager

from letterkit import __version__
from letterkit.cli.help_text import Formatter, Parser
from letterkit.errors import Translate
from letterkit.files.shipped import folder
from letterkit.language.catalogs import DOMAIN
from letterkit.marking import N_

SHELLS = ("bash", "zsh", "fish")

# argparse looks up its own sentences in the current domain; here they join the catalogs.
_SENTENCES_OF_ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("%(heading)s:"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
    N_(" (default: %(default)s)"),
)

_EXIT_CODES = N_(
    "Exit codes: 0 done, 1 something was found (a letter or a file fails its check, rows were "
    "refused, nobody can tell the language), 2 wrong command line, 3 file cannot be read or "
    "written, 4 file cannot be understood, 5 answers missing or contradictory, or no consent, "
    "6 fault in letterkit's own files, 7 a translation was refused, 8 a worker was lost, "
    "70 letterkit made a mistake, 130 interrupted."
)


def language_asked(argv: list[str]) -> str | None:
    """Return what `--lang` says, before the help in that language can be made."""
    asked = None
    for position, argument in enumerate(argv):
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and position + 1 < len(argv):
            asked = argv[position + 1]
    return asked


@contextmanager
def argparse_speaking(language: str) -> Iterator[None]:
    """Let argparse, which asks the environment, speak this language for a while."""
    gettext.bindtextdomain(DOMAIN, str(folder("locales")))
    domain = gettext.textdomain()
    gettext.textdomain(DOMAIN)
    before = os.environ.get("LANGUAGE")
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def parser_for(_: Translate, argv: list[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser of the whole command line, its help said through `_`.

    For an `argv` that names its command first, or none at all, it knows no more than that: each
    command takes a while to describe.
    """
    parser = Parser(
        prog="letterkit",
        description=_(
            "Drafts the letter you need when something bought on a marketplace never came or "
            "came wrong: in English for the form, and in your language for you."
        ),
        epilog=_(_EXIT_CODES),
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    _add_common(parser, _)
    parser.add_argument(
        "--version",
        action="version",
        version=f"letterkit {__version__}",
        help=_("show the version and stop"),
    )
    _add_today(parser, _)
    parser.add_argument(
        "--plain",
        action="store_true",
        help=_("ask line by line instead of on a screen, for screen readers and simple terminals"),
    )
    parser.set_defaults(module="app")
    if argv == []:
        return parser
    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    named = argv[0] if argv else ""
    for name, add in _COMMANDS.items():
        if name == named or named not in _COMMANDS:
            add(commands, _)
    return parser


_Commands = argparse._SubParsersAction  # noqa: SLF001 - argparse has no public name for it


def _command(
    commands: "_Commands[Parser]", name: str, module: str, help: str, _: Translate
) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=help,
        description=help,
        epilog=_(_EXIT_CODES),
        formatter_class=Formatter,
        add_help=False,
        allow_abbrev=False,
    )
    _add_common(command, _)
    command.set_defaults(module=module)
    return command


def _add_common(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument("-h", "--help", action="help", help=_("show this help and stop"))
    parser.add_argument(
        "--lang",
        metavar=_("LANGUAGE"),
        # The value given before the command must outlive the command's own default.
        default=argparse.SUPPRESS if parser.prog != "letterkit" else None,
        help=_("language to read in; “letterkit list languages” shows all"),
    )


def _add_case(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument(
        "case",
        metavar=_("CASE"),
        help=_(
            "case file, TOML or JSON, or the id of a kept case where no file has that name; "
            "- reads standard input"
        ),
    )


def _add_json(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument("--json", action="store_true", help=_("print JSON"))


def _add_today(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument(
        "--today",
        metavar=_("DATE"),
        # The value given before the command must outlive the command's own default.
        default=argparse.SUPPRESS if parser.prog != "letterkit" else None,
        help=_("count from this day, as 2026-11-30, instead of today"),
    )


def _add_open(commands: "_Commands[Parser]", _: Translate) -> None:
    opened = _command(commands, "open", "app", _("open a case on the screen"), _)
    opened.add_argument(
        "case",
        metavar=_("CASE"),
        help=_("case file, saved in place, or the id of a case that letterkit keeps"),
    )
    _add_today(opened, _)


def _add_draft(commands: "_Commands[Parser]", _: Translate) -> None:
    draft = _command(commands, "draft", "draft", _("write the letter for a case"), _)
    _add_case(draft, _)
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
    _add_limit(draft, _)
    draft.add_argument("--json", action="store_true", help=_("print everything as JSON"))
    _add_today(draft, _)


def _add_plan(commands: "_Commands[Parser]", _: Translate) -> None:
    plan = _command(
        commands, "plan", "plan", _("say where a case stands, what to do now and by when"), _
    )
    _add_case(plan, _)
    plan.add_argument(
        "--ics",
        metavar=_("FILE"),
        help=_("write the days as a calendar with reminders; - is standard output"),
    )
    _add_json(plan, _)
    _add_today(plan, _)


def _add_guide(commands: "_Commands[Parser]", _: Translate) -> None:
    guide = _command(commands, "guide", "guide", _("explain a topic in your language"), _)
    guide.add_argument(
        "topic",
        metavar=_("TOPIC"),
        nargs="?",
        help=_("what to explain; left out, all topics are listed"),
    )
    guide.add_argument(
        "--case", metavar=_("CASE"), help=_("list only the topics that this case needs")
    )
    _add_json(guide, _)
    _add_today(guide, _)


def _add_detect(commands: "_Commands[Parser]", _: Translate) -> None:
    detect = _command(commands, "detect", "detect", _("say which language a text is in"), _)
    detect.add_argument("text", metavar=_("FILE"), help=_("a text; - reads standard input"))
    _add_json(detect, _)


def _add_translate(commands: "_Commands[Parser]", _: Translate) -> None:
    translate = _command(
        commands, "translate", "translate", _("have your own words in a case translated"), _
    )
    _add_case(translate, _)
    translate.add_argument(
        "--provider",
        metavar=_("PROVIDER"),
        default="google",
        help=_("who translates; “letterkit consent” shows all, and what each gets"),
    )
    translate.add_argument(
        "--from", dest="source", metavar=_("LANGUAGE"), help=_("the language of your words")
    )
    translate.add_argument("--address", metavar=_("ADDRESS"), help=_("where the server is"))
    translate.add_argument(
        "--save", action="store_true", help=_("keep the translation in the case file")
    )
    translate.add_argument("--no-network", action="store_true", help=_("send nothing anywhere"))
    _add_json(translate, _)
    _add_today(translate, _)


def _add_consent(commands: "_Commands[Parser]", _: Translate) -> None:
    consent = _command(
        commands, "consent", "consent", _("see, give or take back who may get your words"), _
    )
    consent.add_argument(
        "provider", metavar=_("PROVIDER"), nargs="?", help=_("left out, all are shown")
    )
    consent.add_argument("--address", metavar=_("ADDRESS"), help=_("where the server is"))
    choice = consent.add_mutually_exclusive_group()
    choice.add_argument("--give", action="store_true", help=_("agree"))
    choice.add_argument("--revoke", action="store_true", help=_("take it back"))
    _add_json(consent, _)
    _add_today(consent, _)


def _add_check(commands: "_Commands[Parser]", _: Translate) -> None:
    check = _command(commands, "check", "check", _("find what would weaken a letter"), _)
    check.add_argument(
        "text", metavar=_("FILE"), help=_("the letter, in English; - reads standard input")
    )
    check.add_argument("--case", metavar=_("CASE"), help=_("case file to hold the letter against"))
    _add_limit(check, _)
    _add_json(check, _)


def _add_limit(parser: argparse.ArgumentParser, _: Translate) -> None:
    parser.add_argument(
        "--limit", metavar=_("NUMBER"), help=_("how many characters the form takes")
    )


def _add_example(commands: "_Commands[Parser]", _: Translate) -> None:
    example = _command(
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
    _add_today(example, _)


def _add_list(commands: "_Commands[Parser]", _: Translate) -> None:
    listing = _command(commands, "list", "listing", _("list what letterkit knows"), _)
    listing.add_argument(
        "what",
        metavar=_("WHAT"),
        choices=("marketplaces", "problems", "letters", "languages", "guides", "rules"),
        help=_("marketplaces, problems, letters, languages, guides or rules"),
    )
    listing.add_argument(
        "marketplace",
        metavar=_("MARKETPLACE"),
        nargs="?",
        help=_("whose rules; left out, those of all"),
    )
    _add_json(listing, _)


def _add_validate(commands: "_Commands[Parser]", _: Translate) -> None:
    validate = _command(
        commands, "validate", "validate", _("check data files and templates of your own"), _
    )
    validate.add_argument(
        "folder",
        metavar=_("FOLDER"),
        nargs="?",
        help=_("a folder with marketplaces/*.toml; left out, letterkit's own files and yours"),
    )
    _add_json(validate, _)
    _add_today(validate, _)


def _add_doctor(commands: "_Commands[Parser]", _: Translate) -> None:
    doctor = _command(
        commands, "doctor", "doctor", _("say where everything is kept, and whether it works"), _
    )
    _add_json(doctor, _)


def _add_completion(commands: "_Commands[Parser]", _: Translate) -> None:
    completion = _command(
        commands, "completion", "completion", _("print what lets a shell complete with Tab"), _
    )
    completion.add_argument("shell", metavar=_("SHELL"), choices=SHELLS, help=", ".join(SHELLS))


def _add_cases(commands: "_Commands[Parser]", _: Translate) -> None:
    cases = _command(commands, "cases", "cases", _("list and manage the cases kept here"), _)
    cases.set_defaults(action="list", archived=False, bin=False, json=False)
    _add_today(cases, _)
    actions = cases.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    _add_cases_list(actions, _)
    _add_cases_in_and_out(actions, _)
    _add_cases_away(actions, _)


def _action(
    actions: "_Commands[Parser]", name: str, help: str, _: Translate
) -> argparse.ArgumentParser:
    action = _command(actions, name, "cases", help, _)
    action.set_defaults(action=name)
    return action


def _add_cases_list(actions: "_Commands[Parser]", _: Translate) -> None:
    listing = _action(actions, "list", _("list the cases, the soonest deadline first"), _)
    listing.add_argument("--archived", action="store_true", help=_("list the archived ones too"))
    listing.add_argument("--bin", action="store_true", help=_("list what is in the bin"))
    _add_json(listing, _)
    _add_today(listing, _)


def _add_cases_in_and_out(actions: "_Commands[Parser]", _: Translate) -> None:
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
    _add_today(importing, _)
    importing.add_argument(
        "files",
        metavar=_("FILE"),
        nargs="+",
        help=_("case files, TOML or JSON, or JSONL with a case a line; - reads standard input"),
    )


def _add_cases_away(actions: "_Commands[Parser]", _: Translate) -> None:
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


def _add_batch(commands: "_Commands[Parser]", _: Translate) -> None:
    batch = _command(commands, "batch", "batch", _("write a letter for each row of a table"), _)
    batch.add_argument(
        "inputs",
        metavar=_("TABLE"),
        nargs="+",
        help=_(
            "CSV, TSV or other delimited text, JSON lines, XLSX, XLS, ODS or Parquet, whatever the "
            "ending; a folder of them; - reads standard input"
        ),
    )
    _add_batch_output(batch, _)
    _add_batch_letters(batch, _)
    _add_batch_reading(batch, _)
    _add_batch_running(batch, _)
    _add_json(batch, _)
    _add_today(batch, _)


def _add_batch_output(batch: argparse.ArgumentParser, _: Translate) -> None:
    batch.add_argument(
        "--out",
        metavar=_("PATH"),
        help=_(
            "where the letters go: a folder, a file .jsonl, .csv, .tsv, .xlsx, .parquet or .zip, "
            "or - for JSON lines on standard output"
        ),
    )
    batch.add_argument(
        "--name",
        metavar=_("PATTERN"),
        help=_(
            "how files in a folder or archive are called, such as {order.number}-{letter}; "
            "left out, by row and letter"
        ),
    )
    batch.add_argument(
        "--refused",
        metavar=_("FILE"),
        help=_("write refused rows there, with the reasons: .csv, .tsv or .jsonl"),
    )
    batch.add_argument(
        "--keep",
        metavar=_("COLUMN"),
        action="append",
        default=[],
        help=_("take this column over as it is; may be repeated"),
    )


def _add_batch_letters(batch: argparse.ArgumentParser, _: Translate) -> None:
    batch.add_argument(
        "--letter", metavar=_("LETTER"), help=_("which letter to write, if not each row's own")
    )
    batch.add_argument(
        "--beside", action="store_true", help=_("add the letter in the buyer's language")
    )
    batch.add_argument("--form", action="store_true", help=_("add what to enter into the form"))
    batch.add_argument(
        "--to",
        metavar=_("LANGUAGE"),
        default="en",
        help=_("language of the letter that is sent, if not English"),
    )
    batch.add_argument(
        "--template",
        metavar=_("FILE"),
        help=_("use a template of your own; “letterkit template check FILE” examines it"),
    )


def _add_batch_reading(batch: argparse.ArgumentParser, _: Translate) -> None:
    batch.add_argument(
        "--columns",
        metavar=_("FILE"),
        help=_("TOML file that says which column is what; --columns-draft proposes one"),
    )
    batch.add_argument(
        "--columns-draft",
        action="store_true",
        help=_("print a first draft of the file for --columns, and stop"),
    )
    batch.add_argument(
        "--set",
        metavar=_("KEY=VALUE"),
        action="append",
        default=[],
        help=_("a value for all rows that have none, such as problem=not-received"),
    )
    batch.add_argument(
        "--encoding",
        metavar=_("NAME"),
        default="",
        help=_("such as cp1251; left out, it is guessed"),
    )
    batch.add_argument(
        "--delimiter",
        metavar=_("CHARACTER"),
        default="",
        help=_("what stands between cells; left out, it is guessed"),
    )
    batch.add_argument(
        "--sheet", metavar=_("NAME"), default="", help=_("sheet of a workbook, if not the first")
    )


def _add_batch_running(batch: argparse.ArgumentParser, _: Translate) -> None:
    batch.add_argument(
        "--dry-run",
        action="store_true",
        help=_("check all rows, show the first letters, write nothing"),
    )
    batch.add_argument("--limit", metavar=_("NUMBER"), help=_("take so many rows"))
    batch.add_argument("--offset", metavar=_("NUMBER"), help=_("pass over so many rows"))
    batch.add_argument(
        "--resume", action="store_true", help=_("go on; rows that are done are passed over")
    )
    batch.add_argument("--fail-fast", action="store_true", help=_("stop at the first refused row"))
    batch.add_argument(
        "--workers", metavar=_("NUMBER"), help=_("how many processes; left out, all processors")
    )
    batch.add_argument(
        "--cluster", metavar=_("ADDRESS"), help=_("a running Dask scheduler, such as tcp://…:8786")
    )
    batch.add_argument("--quiet", action="store_true", help=_("say nothing but errors"))


def _add_template(commands: "_Commands[Parser]", _: Translate) -> None:
    template = _command(
        commands, "template", "template", _("examine a template of your own for “batch”"), _
    )
    template.add_argument("what", metavar="check", choices=("check",), help=_("what to do"))
    template.add_argument("file", metavar=_("FILE"), help=_("the template"))
    template.add_argument(
        "inputs",
        metavar=_("TABLE"),
        nargs="*",
        help=_("tables to hold it against: what do their rows lack?"),
    )
    _add_batch_reading(template, _)
    _add_json(template, _)


def _add_serve(commands: "_Commands[Parser]", _: Translate) -> None:
    serve = _command(commands, "serve", "serve", _("open the app in a browser"), _)
    serve.add_argument(
        "--port",
        metavar=_("NUMBER"),
        help=_("port to listen on; left out, 8765; 0 takes a free one"),
    )
    serve.add_argument(
        "--host",
        metavar=_("ADDRESS"),
        default="127.0.0.1",
        help=_("address to listen on; left out, only this computer reaches it"),
    )
    serve.add_argument(
        "--password",
        action="store_true",
        help=_(
            "let in whoever knows a password, each with cases of their own; it is asked for, or "
            "taken from LETTERKIT_PASSWORD. Without https, others on the way can read all"
        ),
    )
    serve.add_argument(
        "--behind-proxy",
        metavar=_("ADDRESS"),
        help=_(
            "the site of a proxy that keeps strangers out. letterkit then asks nobody for a "
            "password: whoever reaches it gets in"
        ),
    )
    _add_today(serve, _)


_COMMANDS = {
    "open": _add_open,
    "draft": _add_draft,
    "plan": _add_plan,
    "guide": _add_guide,
    "check": _add_check,
    "detect": _add_detect,
    "translate": _add_translate,
    "consent": _add_consent,
    "cases": _add_cases,
    "example": _add_example,
    "list": _add_list,
    "validate": _add_validate,
    "doctor": _add_doctor,
    "batch": _add_batch,
    "template": _add_template,
    "serve": _add_serve,
    "completion": _add_completion,
}
