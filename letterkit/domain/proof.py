"""Which evidence a problem needs, and which of it is not there."""

from letterkit.domain.case import Case
from letterkit.domain.problem import Problem


def missing_proof_for(case: Case, problem: Problem) -> list[tuple[str, ...]]:
    """Return the ids of needed exhibits that the case lacks; one of each group is enough."""
    shown = {piece.shows for piece in case.evidence}
    if any(piece.proves or " " in piece.shows for piece in case.evidence):
        # Evidence in the buyer's own words may well be what is wanted.
        return []
    return [group for group in problem.proof if not shown & set(group)]
