"""Fits a letter into a field: whole lines go, the least needed first, and are kept for later."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from letterkit.domain.letter import Paragraph, sent_text
from letterkit.domain.noun import Noun
from letterkit.domain.text import utf16_length
from letterkit.errors.answers import LimitTooSmallError
from letterkit.rendering.paragraphs import flowing

COURTESY = 7
"""From this rank on, a line that went does not come back, even if there is room for it."""
EVIDENCE = "evidence"
"""The part that lists the exhibits, one line each under a heading."""


class Piece(Noun, frozen=True, kw_only=True):
    """A part of a letter, line by line; a line is a sentence or an item of a list."""

    name: str
    rank: int
    earlier: int
    """Rank of its lines but the last."""
    joins: bool = False
    """Whether it stands in the paragraph of the piece before."""
    together: frozenset[int] = frozenset()
    """Places of lines that add up: they stay together, and longer than the other lines."""
    lines: tuple[str, ...]
    beside: tuple[str, ...] | None = None
    """The same lines as the buyer reads them."""

    @property
    def is_headed(self) -> bool:
        return len(self.lines) > 1 and self.lines[0].endswith(":")


Place = tuple[int, int]
"""A piece and a line in it."""


def whole(pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    """Return all that the pieces say, as paragraphs."""
    return tuple(map(_paragraph, _chains(pieces)))


def fitted(
    pieces: Sequence[Piece], limit: int | None, exhibits: tuple[Sequence[str], Sequence[str]]
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Return what fits into `limit` UTF-16 units, and what had to go, both in their order.

    Without a limit all fits. Both columns lose the same lines; pieces of rank 1 stay whole.
    `exhibits` are what the exhibits are called, in the language that is sent and beside it: of a
    letter that had to be cut, it names those that it lists, and lists those that it names.

    Raises:
        LimitTooSmallError: what must be said takes more than `limit`.
    """
    everything = whole(pieces)
    if limit is None or utf16_length(sent_text(everything)) <= limit:
        return everything, ()
    cut = _Cut(pieces, exhibits)
    gone: list[list[Place]] = []
    removals = _removals(pieces)
    while (length := cut.length()) > limit:
        places = next(removals, None)
        if places is None:
            raise LimitTooSmallError(limit=limit, needed=length)
        cut.removed.update(places)
        gone.append(places)
    # One long line may have made much room: the most needed that went is tried first.
    for places in reversed(gone):
        if _rank_of(places[0], pieces) < COURTESY:
            cut.removed.difference_update(places)
            if cut.length() > limit:
                cut.removed.update(places)
    return whole(cut.kept()), whole(cut.rest())


class _Cut:
    """A letter without the lines that were removed, and with what hangs on them in order."""

    def __init__(
        self, pieces: Sequence[Piece], exhibits: tuple[Sequence[str], Sequence[str]]
    ) -> None:
        self.removed: set[Place] = set()
        self._pieces = pieces
        self._exhibits = exhibits
        self._cited = {
            (number, place): _cited_in(line, tuple(exhibits[0]))
            for number, piece in enumerate(pieces)
            for place, line in enumerate(piece.lines)
            if piece.name != EVIDENCE
        }

    def length(self) -> int:
        return utf16_length(sent_text(whole(self.kept())))

    def kept(self) -> list[Piece]:
        listed = self._listed()
        sent, beside = ([names[each] for each in sorted(listed)] for names in self._exhibits)
        kept = []
        for number, piece in enumerate(self._pieces):
            places = self._places(number, listed)
            if not places:
                continue
            lines = tuple(self._citing(piece.lines[place], 0, sent) for place in places)
            local = piece.beside and tuple(
                self._citing(piece.beside[place], 1, beside) for place in places
            )
            kept.append((number, msgspec.structs.replace(piece, lines=lines, beside=local)))
        return self._apart(kept)

    def rest(self) -> list[Piece]:
        """Return what is not kept; lines that went need their heading as much as those kept."""
        listed = self._listed()
        rest = []
        for number, piece in enumerate(self._pieces):
            kept = self._places(number, listed)
            places = [place for place in range(len(piece.lines)) if place not in kept]
            if not places:
                continue
            if piece.is_headed and places[0] != 0:
                places.insert(0, 0)
            lines = tuple(piece.lines[place] for place in places)
            local = piece.beside and tuple(piece.beside[place] for place in places)
            rest.append((number, msgspec.structs.replace(piece, lines=lines, beside=local)))
        return self._apart(rest)

    def _apart(self, left: Sequence[tuple[int, Piece]]) -> list[Piece]:
        """Return pieces of which none joins a paragraph that is not its own."""
        joining = set[int]()
        for (before, _), (number, _) in pairwise(left):
            if all(piece.joins for piece in self._pieces[before + 1 : number + 1]):
                joining.add(number)
        return [msgspec.structs.replace(each, joins=number in joining) for number, each in left]

    def _places(self, number: int, listed: set[int]) -> list[int]:
        piece = self._pieces[number]
        places = [place for place in range(len(piece.lines)) if self._stays(number, place)]
        if piece.name == EVIDENCE and piece.is_headed:
            places = [place for place in places if place - 1 in listed]
            return [0, *places] if places else []
        return places

    def _stays(self, number: int, place: int) -> bool:
        """Whether a line is kept; a heading only with a line under it."""
        piece = self._pieces[number]
        if place == 0 and piece.is_headed:
            return any((number, each) not in self.removed for each in range(1, len(piece.lines)))
        return (number, place) not in self.removed

    def _listed(self) -> set[int]:
        """Return the exhibits that are listed and named."""
        named = set[int]().union(
            *[found for place, found in self._cited.items() if self._stays(*place)]
        )
        return {
            place - 1
            for number, piece in enumerate(self._pieces)
            if piece.name == EVIDENCE
            for place in range(1, len(piece.lines))
            if (number, place) not in self.removed and place - 1 in named
        }

    def _citing(self, line: str, column: int, listed: Sequence[str]) -> str:
        """Return a line that names no other exhibits than the listed ones."""
        if not (names := tuple(self._exhibits[column])) or "(" not in line:
            return line

        def only_listed(found: re.Match[str]) -> str:
            left = [name for name in found["names"].split(", ") if name in listed]
            return f"{found['space']}({', '.join(left)})" if left else ""

        return _citation(names).sub(only_listed, line)


def _cited_in(line: str, names: tuple[str, ...]) -> set[int]:
    if not names or "(" not in line:
        return set()
    return {
        names.index(name)
        for found in _citation(names).finditer(line)
        for name in found["names"].split(", ")
    }


@lru_cache(maxsize=256)
def _citation(names: tuple[str, ...]) -> re.Pattern[str]:
    name = "|".join(map(re.escape, names))
    return re.compile(rf"(?P<space> ?)\((?P<names>(?:{name})(?:, (?:{name}))*)\)")


def _removals(pieces: Sequence[Piece]) -> Iterator[list[Place]]:
    """Yield the lines that go next: of a list the last ones, of a history the first ones."""
    going: list[tuple[tuple[int, int, int], list[Place]]] = []
    for number, piece in enumerate(pieces):
        together = [(number, place) for place in sorted(piece.together)]
        if together and piece.rank > 1:
            going.append(((-piece.rank, -number, 0), together))
        for place in range(piece.is_headed, len(piece.lines)):
            rank = _rank_of((number, place), pieces)
            if rank > 1 and place not in piece.together:
                order = place - len(piece.lines) if piece.earlier != piece.rank else -place - 1
                going.append(((-rank, -number, order), [(number, place)]))
    going.sort(key=lambda each: each[0])
    return (places for _, places in going)


def _rank_of(place: Place, pieces: Sequence[Piece]) -> int:
    piece = pieces[place[0]]
    return piece.rank if place[1] == len(piece.lines) - 1 else piece.earlier


def _chains(pieces: Sequence[Piece]) -> Iterable[list[Piece]]:
    """Yield the pieces of each paragraph."""
    chain: list[Piece] = []
    for piece in pieces:
        if chain and not piece.joins:
            yield chain
            chain = []
        chain.append(piece)
    if chain:
        yield chain


def _paragraph(chain: Sequence[Piece]) -> Paragraph:
    first = chain[0]
    lines = first.lines if len(chain) == 1 else [line for each in chain for line in each.lines]
    local = None
    if first.beside is not None:
        local = flowing([line for each in chain for line in each.beside or ()])
    return Paragraph(name=first.name, rank=first.rank, text=flowing(lines), beside=local)
