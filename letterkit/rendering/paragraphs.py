"""Renders the paragraphs of a letter, one Jinja block each."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from jinja2 import Template, UndefinedError
from jinja2.runtime import Context

from letterkit.errors import UnsetPlaceholderError

Block = Callable[[Context], Iterator[str]]


def rendered(
    names: Iterable[str], chain: tuple[Template, ...], values: dict[str, Any]
) -> dict[str, str]:
    """Return the text of each named block, empty where it has nothing to say.

    The first template of `chain` that has a block decides: the letter's own, then its problem's,
    then the one that all letters share.
    """
    blocks = _blocks_of(chain)
    context = chain[0].new_context(values, shared=True)
    try:
        return {name: _flowing("".join(blocks[name](context))) for name in names}
    except UndefinedError as error:
        raise UnsetPlaceholderError(template=chain[0].name, detail=error.message) from error


@lru_cache(maxsize=512)
def _blocks_of(chain: tuple[Template, ...]) -> dict[str, Block]:
    return {name: block for template in reversed(chain) for name, block in template.blocks.items()}


def _flowing(text: str) -> str:
    """Join the lines of a block into a paragraph; a line that starts with "- " is an item."""
    lines: list[str] = []
    for line in map(str.strip, text.splitlines()):
        if not line:
            continue
        if lines and not line.startswith("- ") and not lines[-1].startswith("- "):
            lines[-1] += f" {line}"
        else:
            lines.append(line)
    return "\n".join(lines)
