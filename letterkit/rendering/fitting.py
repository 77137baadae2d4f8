"""Fits a letter into a field: whole lines go, the least needed first, and are kept for later."""

from collections.abc import Sequence

from letterkit.domain.letter import Paragraph, sent_text
from letterkit.domain.text import utf16_length
from letterkit.errors.answers import LimitTooSmallError
from letterkit.rendering.cut import Cut, Layout, Place
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
    layout = Layout(pieces, exhibits)
    removals = _removals(pieces)
    cut, gone = _without(layout, removals, limit)
    if cut.length > limit:
        raise LimitTooSmallError(limit=limit, needed=cut.length)
    # One long line may have made much room: the most needed that went is tried first.
    for places in reversed(gone):
        if _rank_of(places[0], pieces) >= COURTESY:
            continue
        if cut.length + layout.least_length(places) <= limit:
            others = [each for each in gone if each is not places]
            fuller, _ = _without(layout, others, 0)
            if fuller.length <= limit:
                cut, gone = fuller, others
    return cut


def _without(
    layout: Layout, removals: Sequence[Sequence[Place]], limit: int
) -> tuple[Cut, list[Sequence[Place]]]:
    """Return a letter without the first of these lines that must go to fit, and those lines."""
    cut, gone = Cut(layout), []
    for places in removals:
        if cut.length <= limit:
            break
        cut.remove(places)
        gone.append(places)
    return cut, gone


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
