"""Renders the paragraphs of a letter, one Jinja block each."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from jinja2 import Template, UndefinedError
from jinja2.runtime import Context

from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Letter
from letterkit.errors.files import UnsetPlaceholderError
from letterkit.rendering.environment import context_of, environment_for
from letterkit.rendering.facts import Facts

Block = Callable[[Context], Iterator[str]]


def rendered(letter: Letter, facts: Facts) -> dict[str, tuple[str, ...]]:
    """Return the lines of each part of a letter by name, none where it has nothing to say.

    A line is a sentence or an item of a list.
    """
    first, blocks = _blocks_of(letter.id, facts.case.problem, facts.catalog)
    context = context_of(first, facts)
    try:
        return {part.name: _lines("".join(blocks[part.name](context))) for part in letter.parts}
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


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.splitlines())))


def flowing(lines: Sequence[str]) -> str:
    """Join lines into a paragraph; one that starts with "- " is an item and stands alone."""
    if len(lines) < 2:
        return "".join(lines)
    flowed: list[str] = []
    goes_on = False
    for line in lines:
        is_item = line.startswith("- ")
        if goes_on and not is_item:
            flowed[-1] += f" {line}"
        else:
            flowed.append(line)
        goes_on = not is_item
    return "\n".join(flowed)
