"""What is asked for, what goes to a worker, and what comes back: all of it can travel."""

from datetime import date

from letterkit.domain.noun import Noun

REFUSED_COLUMNS = ("row", "column", "reason")
"""What a file of refused rows has beside the input's own columns; ignored where it is read."""


class ColumnsMap(Noun, frozen=True, kw_only=True):
    """How a table of somebody else's says what a case file says. The shape of MAP.toml."""

    columns: dict[str, str] = {}
    """Header of the table → dotted name of the case file."""
    values: dict[str, str] = {}
    """Dotted name → the value that every row has."""
    cells: dict[str, dict[str, str]] = {}
    """Dotted name → what a cell says → what the case file says."""
    ignore: tuple[str, ...] = ()
    """Headers that are of no use here."""
    dates: str = ""
    """"day/month/year" or "month/day/year", where days are written with strokes."""
    currency: str = ""
    """Of sums that stand alone."""


class Job(Noun, frozen=True, kw_only=True):
    """What becomes of every row."""

    today: date
    letter: str | None = None
    to: str = "en"
    language: str = "en"
    """The buyer's, where a row does not say it."""
    beside: bool = False
    form: bool = False
    template: str | None = None
    """The text of a template of the user's own; None for the shipped letters."""
    keep: tuple[str, ...] = ()
    """Columns that are taken over as they are."""
    name: str = ""
    """Pattern of file names; empty where the letters do not become files."""
    writes: str = "jsonl"
    """What a worker makes of letters: jsonl, csv or tsv."""
    speak: str = "en"
    """The language in which a refusal gives its reason."""
    map: ColumnsMap = ColumnsMap()
    own: str | None = None
    """Folder with the user's own marketplaces."""


class Shard(Noun, frozen=True, kw_only=True):
    """Some rows of one table, and what is to become of them."""

    job: Job
    file: str = ""
    """Name of the table, where there are several."""
    kind: str
    """lines (of delimited text without quotation marks), cells (a JSON array a line, or an object
    that says why the row was cut wrong) or objects (a JSON object a line)."""
    columns: tuple[str, ...] = ()
    delimiter: str = ","
    first_row: int
    """Counted as a spreadsheet does: the header is row 1. For JSON lines, the line."""
    content: bytes
    skip: bytes = b""
    """A byte for each row, 1 where it is done already; empty where none is."""


class Letter(Noun, frozen=True, kw_only=True, omit_defaults=True):
    """One row's letter: a line of the JSON lines that are written, a row of a table."""

    row: int
    file: str = ""
    marketplace: str = ""
    problem: str = ""
    letter: str = ""
    language: str = ""
    number: str = ""
    """Of the order."""
    day: date | None = None
    """The first day from now on that the row itself names: protection ends, an answer is due."""
    text: str
    beside: str = ""
    form: str = ""
    follow_up: str = ""
    """What did not fit into the form, as a message of its own."""
    flaws: tuple[str, ...] = ()
    """Items of the checklist that something in the letter fails."""
    kept: dict[str, str] = {}
    """The columns that were to be kept."""
    name: str = ""
    """Of the file, without ending; empty where letters do not become files."""


class Refused(Noun, frozen=True, kw_only=True):
    """One row that cannot become a letter."""

    row: int
    file: str = ""
    column: str
    """As the table calls it; empty where the whole row is meant."""
    reason: str
    """What is wrong and what to do, in the language asked for."""
    cells: tuple[str, ...] = ()
    """Of a table."""
    line: str = ""
    """Of JSON lines, or of a row that could not be cut into cells."""


class Rendered(Noun, frozen=True, kw_only=True):
    """What became of a shard."""

    letters: bytes
    written: int
    refused: tuple[Refused, ...]
    keys: bytes
    """Eight bytes for each row that was not skipped, from its content."""
    rows: int
    """Rows that were looked at."""
    by_letter: dict[str, int]
    soonest: tuple[tuple[date, int, str, str], ...]
    """Of the letters whose day comes first: day, row, file and order number."""
