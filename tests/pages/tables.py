"""Tables of Markdown."""

from collections.abc import Iterable

NOTICE = "<!-- Made by `make docs`; not to be edited by hand. -->\n"


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return rows as a table; a stroke or a line's end in a cell breaks nothing."""
    names = list(header)
    lines = [names, ["---"] * len(names), *([_cell(each) for each in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def listed(items: Iterable[str]) -> str:
    return "".join(f"- {item}\n" for item in items)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", " ")
