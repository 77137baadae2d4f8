"""Sets pairs of texts side by side, or one under the other where there is no room."""

import re
from collections.abc import Iterable
from itertools import zip_longest

from wcwidth import ljust, wrap

NARROWEST = 60
GAP = " │ "
_ITEM = re.compile(r"- |\d+\. |\d+  ")


def side_by_side(pairs: Iterable[tuple[str, str]], width: int) -> str:
    """Return pairs of paragraphs in two columns within `width` terminal cells."""
    if width < NARROWEST:
        return "\n\n".join(f"{left}\n\n    {_indented(right)}" for left, right in pairs)
    column = (width - len(GAP)) // 2
    blocks = []
    for left, right in pairs:
        rows = zip_longest(rows_of(left, column), rows_of(right, column), fillvalue="")
        blocks.append([f"{ljust(here, column)}{GAP}{there}".rstrip() for here, there in rows])
    empty = f"{' ' * column}{GAP}".rstrip()
    return f"\n{empty}\n".join("\n".join(block) for block in blocks)


def paragraph(text: str, width: int, *, indent: int = 0) -> str:
    """Return `text` in lines within `width` terminal cells, indented; a list item hangs."""
    lead = len(text) - len(text.lstrip())
    mark = _ITEM.match(text.lstrip())
    first = " " * (indent + lead)
    rest = first + " " * len(mark[0] if mark else "")
    rows = wrap(
        text.strip(),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
    return "\n".join(rows)


def rows_of(text: str, width: int, *, hang: int = 0) -> list[str]:
    """Return `text` in lines within `width` terminal cells; a list item hangs, or all by `hang`."""
    return [
        row
        for line in text.splitlines()
        for row in wrap(line, width, subsequent_indent=" " * (hang or 2 * line.startswith("- ")))
    ]


def _indented(text: str) -> str:
    return text.replace("\n", "\n    ")
