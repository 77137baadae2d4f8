"""Fits a letter into a field: whole lines go, the least needed first, and are kept for later."""

from bisect import bisect_left
from collections.abc import Sequence

from letterkit.domain.letter import Paragraph, sent_text
from letterkit.domain.text import utf16_length
from letterkit.errors.answers import LimitTooSmallError
from letterkit.rendering.cut import Cut, Place
from letterkit.rendering.pieces import Piece, whole

COURTESY = 7
"""From this rank on, a line that went does not come back, even if there is room for it."""


def fitted(
    pieces: Sequence[Piece],
    everything: tuple[Paragraph, ...],
    limit: int | None,
    exhibits: tuple[Sequence[str], Sequence[str]],
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Return what fits into `limit` UTF-16 units, and what had to go, both in their order.

    `everything` is what the pieces make; without a limit it all fits. Both columns lose the same
    lines; pieces of rank 1 stay whole. `exhibits` are what the exhibits are called, in the
    language that is sent and beside it: a letter that was cut lists just those that it names.

    Raises:
        LimitTooSmallError: what must be said takes more than `limit`.
    """
    if limit is None or utf16_length(sent_text(everything)) <= limit:
        return everything, ()
    cut = _cut_to(limit, pieces, exhibits)
    return whole(cut.kept()), whole(cut.rest())


def shortened(pieces: Sequence[Piece], limit: int, exhibits: Sequence[str]) -> str:
    """Return what is sent of a letter that is longer than `limit`.

    Raises:
        LimitTooSmallError: what must be said takes more than `limit`.
    """
    return sent_text(whole(_cut_to(limit, pieces, (exhibits, exhibits)).kept()))


def _cut_to(
    limit: int, pieces: Sequence[Piece], exhibits: tuple[Sequence[str], Sequence[str]]
) -> Cut:
    cut = Cut(pieces, exhibits)
    removals = _removals(pieces)

    def without(count: int) -> int:
        return cut.length({place for places in removals[:count] for place in places})

    if (needed := without(len(removals))) > limit:
        raise LimitTooSmallError(limit=limit, needed=needed)
    # Each line that goes makes the letter shorter: look for the fewest that have to.
    steps = range(len(removals) + 1)
    gone = removals[: bisect_left(steps, -limit, key=lambda count: -without(count))]
    cut.removed = {place for places in gone for place in places}
    length = cut.length(cut.removed)
    # One long line may have made much room: the most needed that went is tried first.
    for places in reversed(gone):
        if _rank_of(places[0], pieces) >= COURTESY or length + cut.bare(places) > limit:
            continue
        with_them = cut.removed.difference(places)
        if (longer := cut.length(with_them)) <= limit:
            cut.removed, length = with_them, longer
    return cut


def _removals(pieces: Sequence[Piece]) -> list[list[Place]]:
    """Return the lines in the order of their going: of a list the last first, of a history last."""
    going: list[tuple[tuple[int, int, int], list[Place]]] = []
    for number, piece in enumerate(pieces):
        if piece.together and piece.rank > 1:
            together = [(number, place) for place in sorted(piece.together)]
            going.append(((-piece.rank, -number, 0), together))
        for place in range(piece.is_headed, len(piece.lines)):
            rank = _rank_of((number, place), pieces)
            if rank > 1 and place not in piece.together:
                order = place - len(piece.lines) if piece.earlier != piece.rank else -place - 1
                going.append(((-rank, -number, order), [(number, place)]))
    going.sort(key=lambda each: each[0])
    return [places for _, places in going]


def _rank_of(place: Place, pieces: Sequence[Piece]) -> int:
    piece = pieces[place[0]]
    return piece.rank if place[1] == len(piece.lines) - 1 else piece.earlier
