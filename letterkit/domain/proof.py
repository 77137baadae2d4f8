"""Which evidence a problem needs, and which of it is not there."""

from collections.abc import Iterator

from letterkit.domain.case import Case, value_at
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Letter


def missing_proof_for(
    case: Case, catalog: Catalog, letter: Letter | None
) -> Iterator[tuple[str, ...]]:
    """Yield the ids of needed exhibits that the case lacks; one of each group is enough."""
    if any(piece.proves or " " in piece.shows for piece in case.evidence):
        # Evidence in the buyer's own words may well be what is wanted.
        return
    shown = {piece.shows for piece in case.evidence}
    for group in (*catalog.problems[case.problem].proof, *(letter.proof if letter else ())):
        if shown.isdisjoint(group):
            possible = tuple(id for id in group if _can_be_shown(id, case, catalog))
            if possible:
                yield possible


def _can_be_shown(exhibit: str, case: Case, catalog: Catalog) -> bool:
    needed = catalog.exhibits[exhibit].needs
    return not needed or bool(value_at(case, needed))
