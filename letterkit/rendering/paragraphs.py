"""Renders the paragraphs of a letter, one Jinja block each."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from jinja2 import Template, UndefinedError
from jinja2.runtime import Context

from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Letter
from letterkit.errors.files import UnsetPlaceholderError
from letterkit.rendering.environment import context_of, environment_for
from letterkit.rendering.facts import Facts

Block = Callable[[Context], Iterator[str]]


def rendered(letter: Letter, facts: Facts) -> dict[str, str]:
    """Return the text of each part of a letter by name, empty where it has nothing to say."""
    first, blocks = _blocks_of(letter.id, facts.case.problem, facts.catalog)
    context = context_of(first, facts)
    try:
        return {part.name: _flowing("".join(blocks[part.name](context))) for part in letter.parts}
    except UndefinedError as error:
        raise UnsetPlaceholderError(template=first.name, detail=error.message) from error


@lru_cache(maxsize=1024)
def _blocks_of(letter: str, problem: str, catalog: Catalog) -> tuple[Template, dict[str, Block]]:
    """Return a letter's template, and the blocks of all its parts.

    The first template that has a block decides: the letter's own, then its problem's, then the
    one that all letters share.
    """
    environment = environment_for(catalog)
    own = environment.get_template(f"letters/{letter}/letter.j2")
    shared = environment.get_template(f"problems/{problem}.j2")
    common = environment.get_template("letters/common.j2")
    return own, {**common.blocks, **shared.blocks, **own.blocks}


def _flowing(text: str) -> str:
    """Join the lines of a block into a paragraph; a line that starts with "- " is an item."""
    rows = text.strip().splitlines()
    if len(rows) < 2:
        return "".join(rows)
    lines: list[str] = []
    goes_on = False
    for line in filter(None, map(str.strip, rows)):
        is_item = line.startswith("- ")
        if goes_on and not is_item:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
        goes_on = not is_item
    return "\n".join(lines)
