"""What the rows of tables lack for a template."""

from collections.abc import Iterable
from typing import Any

from letterkit.batching.guard import Variable
from letterkit.batching.job import Shard
from letterkit.batching.rows import rows_of
from letterkit.batching.template_letters import TemplateLetters
from letterkit.domain.noun import Noun
from letterkit.errors import LetterkitError


class Lack(Noun, frozen=True, kw_only=True):
    """A variable, and the rows that have nothing for it."""

    variable: Variable
    rows: int
    file: str
    first: int
    """Number of the first of them."""


def lacks_in(shards: Iterable[Shard]) -> tuple[tuple[Lack, ...], int]:
    """Return what rows lack, and how many rows there are.

    A row that cannot be read lacks nothing: it is refused for what it is.
    """
    found: dict[str, Lack] = {}
    count = 0
    for shard in shards:
        letters = TemplateLetters(shard.job, shard.columns)
        for row in rows_of(shard):
            count += 1
            if row.error is not None:
                continue
            try:
                values = letters.values_of(row)
            except LetterkitError:
                continue
            for variable in letters.template.variables:
                if not _has(values, variable.name.split(".")):
                    before = found.get(variable.name)
                    found[variable.name] = Lack(
                        variable=variable,
                        rows=before.rows + 1 if before else 1,
                        file=before.file if before else shard.file,
                        first=before.first if before else row.number,
                    )
    return tuple(found.values()), count


def _has(value: Any, steps: list[str]) -> bool:
    """Whether something stands at a dotted name; of a list, in each of its entries."""
    if not steps:
        return value not in ("", None)
    name, rest = steps[0], steps[1:]
    if not isinstance(value, dict):
        return False
    if name.endswith("[]"):
        entries = value.get(name[:-2])
        return isinstance(entries, list) and all(_has(entry, rest) for entry in entries)
    return name in value and _has(value[name], rest)
