"""What can go wrong with a table, with one of its rows, or with what is made of it."""

from typing import ClassVar

from letterkit.errors import LetterkitError, Translate
from letterkit.errors.usage import UsageError
from letterkit.marking import N_


class RowError(LetterkitError):
    """One row cannot become a letter. `reason` is one of the keys of `sentences`."""

    exit_code = 4
    sentences: ClassVar[dict[str, str]] = {
        "not-json": N_("This line is not a JSON object."),
        "cells": N_("This row has more cells than the header."),
        "quote": N_("A quotation mark is opened in this row and never closed."),
        "encoding": N_("This row is in another encoding than the rest of the file."),
        "damaged": N_("A letter in this cell got lost before: %(given)s"),
        "nul": N_("This cell holds a NUL character."),
        "long": N_("This cell is too long: more than %(limit)s characters."),
        "many": N_("This list is too long: more than %(limit)s entries."),
        "formula": N_("This cell holds a formula, not its result: %(given)s"),
        "formula-error": N_("The formula in this cell failed: %(given)s"),
        "digits": N_("This number has lost digits: %(given)s"),
        "serial": N_("This is a day as Excel counts it: %(given)s, probably %(day)s."),
        "day-unclear": N_("It is not clear which number is the day and which the month: %(given)s"),
        "empty": N_("The template needs “%(given)s”, and this row does not have it."),
        "output": N_("This letter gets too long: more than %(limit)s characters."),
        "value": N_("The template cannot use this value: %(given)s"),
    }
    hints: ClassVar[dict[str, str]] = {
        "not-json": N_("Write one object in braces on each line."),
        "cells": N_("Put text that holds the delimiter into quotation marks."),
        "quote": N_("Close the quotation mark, or double it if it belongs to the text."),
        "encoding": N_("Save the file as UTF-8, or name its encoding with --encoding."),
        "damaged": N_("Type the cell anew, or export the table again, as UTF-8."),
        "nul": N_("Export the table again, or delete the character."),
        "long": N_("Check whether a quotation mark is missing, and shorten the text."),
        "many": N_("Shorten the list."),
        "formula": N_("Put the result there."),
        "formula-error": N_("Mend the formula, or put its result there."),
        "digits": N_("Format the column as text before you type or paste numbers into it."),
        "serial": N_("Format the column as a date, or write days as 2026-11-30."),
        "day-unclear": N_(
            "Write days as 2026-11-30, or say dates = 'day/month/year' in the file for --columns."
        ),
        "empty": N_("Fill it in, or ask in the template first: {%% if … %%}."),
        "output": N_("Shorten the template or the cells."),
        "value": N_("Days are written as 2026-11-30, sums as 24.90 USD."),
    }

    def __init__(
        self, reason: str, *, key: str = "", given: str = "", limit: int = 0, day: str = ""
    ) -> None:
        self.reason = reason
        super().__init__(key=key, given=given[:_SHOWN], limit=limit, day=day)

    def told(self, translate: Translate) -> str:
        return translate(self.sentences[self.reason]) % self.facts

    def advice(self, translate: Translate) -> str:
        return translate(self.hints[self.reason]) % self.facts


_SHOWN = 60
"""Characters of a cell that are shown in a message."""


class TableError(LetterkitError):
    """A table cannot be used at all. `reason` is one of the keys of `sentences`."""

    exit_code = 4
    sentences: ClassVar[dict[str, str]] = {
        "empty": N_("This file is empty."),
        "no-rows": N_("This table has a header and no rows."),
        "no-header": N_("The first row of this table has to name its columns."),
        "duplicate": N_("Two columns have the same name: %(names)s."),
        "unknown": N_("These columns are not known: %(names)s."),
        "missing": N_("These columns are missing: %(names)s."),
        "no-tables": N_("There are no tables in this folder."),
        "json-list": N_("This is one JSON list, not a line for each row."),
        "encoding": N_("There is no encoding called “%(names)s”."),
        "not-encoding": N_("This file is not in the encoding %(names)s."),
        "too-big": N_("This table takes more memory or time to read than is safe."),
        "broken": N_("This file is damaged, or it is no table: %(names)s"),
        "line": N_("A line of this file is longer than %(names)s bytes."),
        "sheet": N_("There is no sheet called “%(names)s”."),
        "password": N_("This table is protected by a password."),
    }
    hints: ClassVar[dict[str, str]] = {
        "empty": N_("Name another file, or export the table again."),
        "no-rows": N_("Check whether the right sheet was exported."),
        "no-header": N_("Put the names of the columns into the first row."),
        "duplicate": N_("Rename one of them, or delete it."),
        "unknown": N_(
            "“letterkit batch TABLE --columns-draft” proposes a file for --columns. "
            "--keep COLUMN takes a column over as it is."
        ),
        "missing": N_(
            "Add them, name them with --columns, or give one value for all rows: "
            "--set problem=not-received"
        ),
        "no-tables": N_(
            "Known endings: .csv, .tsv, .txt, .jsonl, .ndjson, .xlsx, .xlsm, .xls, .ods, .parquet."
        ),
        "json-list": N_("Write each object on a line of its own, without the brackets around all."),
        "encoding": N_("Known are, for example, utf-8, cp1251, cp1252 and cp949."),
        "not-encoding": N_("Leave --encoding out: it is then guessed, and the guess is told."),
        "too-big": N_("Save it as CSV: a CSV file can have any size."),
        "broken": N_("Open it where it was made, and save it again."),
        "line": N_("Check whether this is the right file."),
        "sheet": N_("The sheets are: %(known)s."),
        "password": N_("Save it without a password."),
    }

    def __init__(self, reason: str, names: str = "", *, known: str = "") -> None:
        self.reason = reason
        super().__init__(names=names, known=known)

    def told(self, translate: Translate) -> str:
        return translate(self.sentences[self.reason]) % self.facts

    def advice(self, translate: Translate) -> str:
        return translate(self.hints[self.reason]) % self.facts


class OutputExistsError(UsageError):
    """What would be written is there already, and nobody said that it may be gone on with."""

    sentence = N_("%(name)s is there already.")
    hint = N_("Go on with it with --resume, or name another place with --out.")


class OtherJobError(UsageError):
    """The output was begun with other options: going on would mix two kinds of letter."""

    sentence = N_("%(name)s was begun with other options.")
    hint = N_("Use the same options as before, or name another place with --out.")


class OutputFinishedError(UsageError):
    """A finished file of this kind cannot be added to."""

    sentence = N_("%(name)s is finished, and this kind of file cannot be added to.")
    hint = N_("Name another file with --out for the rows that are new.")


class DamagedOutputError(UsageError):
    """An unfinished output is shorter than it was when it was left."""

    sentence = N_("%(name)s has been changed since it was left unfinished.")
    hint = N_("Begin anew in another place, with --out.")


class NotForSheetsError(LetterkitError):
    """What is to be written is more than a sheet of a workbook holds."""

    exit_code = 3
    sentence = N_("The letter of row %(row)s does not fit into a workbook.")
    hint = N_("Write the letters into a file that ends in .csv or .jsonl.")


class UnknownOutputError(UsageError):
    """The refused rows cannot be written as the file's ending asks."""

    sentence = N_("Refused rows cannot be written as %(name)s.")
    hint = N_("Use one of these endings: %(known)s.")


class NothingToDoError(UsageError):
    """A place for the letters is missing."""

    sentence = N_("Say where the letters go: --out PATH.")
    hint = N_("To look at the first letters without writing anything: --dry-run.")


class OptionsClashError(UsageError):
    """Two options that exclude each other."""

    sentence = N_("%(one)s and %(other)s cannot be used together.")


class NotACountError(UsageError):
    """An option that takes a number of rows or workers was given something else."""

    sentence = N_("“%(given)s” is not a whole number above zero.")


class NotSetError(UsageError):
    """`--set` was given something else than KEY=VALUE."""

    sentence = N_("“%(given)s” does not say which value stands where.")
    hint = N_("Write, for example, --set problem=not-received.")


class NotOneCharacterError(UsageError):
    """`--delimiter` was given something else than what can stand between two cells."""

    sentence = N_("“%(given)s” is not one character.")
    hint = N_("Name the character that stands between two cells, for example --delimiter ';'.")


class ClusterError(LetterkitError):
    """The scheduler of a cluster cannot be reached."""

    exit_code = 3
    sentence = N_("Nobody answers at %(address)s.")
    hint = N_("Check the address and whether the scheduler is running.")


class WorkerLostError(LetterkitError):
    """A worker died, most often for want of memory."""

    exit_code = 8
    sentence = N_("A worker was lost.")
    hint = N_("Often there is too little memory: try fewer workers, --workers 1.")
