"""The commands on tables of cases."""

import argparse

from letterkit.cli.arguments.common import Commands, add_command, add_json, add_today
from letterkit.errors import Translate


def add_batch(commands: Commands, _: Translate) -> None:
    batch = add_command(commands, "batch", "batch", _("write a letter for each row of a table"), _)
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
    add_json(batch, _)
    add_today(batch, _)


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


def add_template(commands: Commands, _: Translate) -> None:
    template = add_command(
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
    add_json(template, _)
