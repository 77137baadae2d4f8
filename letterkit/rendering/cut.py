"""A letter from which lines were taken, with what hangs on them: headings, and named exhibits."""

import re
from collections.abc import Sequence, Set
from functools import lru_cache
from itertools import pairwise

import msgspec

from letterkit.domain.letter import BREAK
from letterkit.domain.text import utf16_length
from letterkit.rendering.pieces import EVIDENCE, Piece

Place = tuple[int, int]
"""A piece and a line in it."""
_Bracket = tuple[str, tuple[int, ...]]
"""What stands before a bracket, and the exhibits that it names."""


class Cut:
    """Pieces without the lines that were removed."""

    def __init__(
        self, pieces: Sequence[Piece], exhibits: tuple[Sequence[str], Sequence[str]]
    ) -> None:
        self.removed: Set[Place] = set()
        self._pieces = pieces
        self._names = tuple(exhibits[0]), tuple(exhibits[1])
        self._lengths = [list(map(utf16_length, piece.lines)) for piece in pieces]
        self._chains: list[int] = []
        self._cited: dict[Place, list[_Bracket]] = {}
        for number, piece in enumerate(pieces):
            goes_on = piece.joins and number > 0
            self._chains.append(self._chains[-1] if goes_on else number)
            if piece.name != EVIDENCE and self._names[0]:
                for place, line in enumerate(piece.lines):
                    if cited := _cited_in(line, self._names[0]):
                        self._cited[number, place] = cited
        citing = {number for number, _ in self._cited}
        self._plain = [
            (sum(lengths), len(lengths))
            if number not in citing and pieces[number].name != EVIDENCE
            else None
            for number, lengths in enumerate(self._lengths)
        ]
        """Length and number of the lines of each piece that only a removal changes."""

    def bare(self, places: Sequence[Place]) -> int:
        """Return how long some lines are at least, whatever they name."""
        lengths = sum(self._lengths[number][place] for number, place in places)
        if not any(place in self._cited for place in places):
            return lengths
        return 0

    def length(self, removed: Set[Place]) -> int:
        """Return the length of what is sent, in UTF-16 units, without some lines."""
        listed = self._listed(removed)
        total = lines = 0
        chains = set()
        touched = {number for number, _ in removed}
        for number, lengths in enumerate(self._lengths):
            if number not in touched and (plain := self._plain[number]):
                total += plain[0]
                lines += plain[1]
                chains.add(self._chains[number])
                continue
            for place in self._places(number, removed, listed):
                total += lengths[place]
                lines += 1
                chains.add(self._chains[number])
                for space, cited in self._cited.get((number, place), ()):
                    left = [each for each in cited if each in listed]
                    total -= self._length_of(space, cited) - self._length_of(space, left)
        # One character between two lines, a break between two paragraphs.
        return total + lines - len(chains) + len(BREAK) * max(0, len(chains) - 1)

    def kept(self) -> list[Piece]:
        listed = self._listed(self.removed)
        kept = []
        for number, piece in enumerate(self._pieces):
            places = self._places(number, self.removed, listed)
            if not places:
                continue
            lines = tuple(self._citing(piece.lines[place], 0, listed) for place in places)
            local = piece.beside and tuple(
                self._citing(piece.beside[place], 1, listed) for place in places
            )
            kept.append((number, msgspec.structs.replace(piece, lines=lines, beside=local)))
        return self._apart(kept)

    def rest(self) -> list[Piece]:
        """Return what is not kept; lines that went need their heading as much as those kept."""
        listed = self._listed(self.removed)
        rest = []
        for number, piece in enumerate(self._pieces):
            kept = self._places(number, self.removed, listed)
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
        joining = {
            number
            for (before, _), (number, _) in pairwise(left)
            if self._chains[before] == self._chains[number]
        }
        return [msgspec.structs.replace(each, joins=number in joining) for number, each in left]

    def _places(self, number: int, removed: Set[Place], listed: Set[int]) -> list[int]:
        """Return which lines of a piece are left."""
        piece = self._pieces[number]
        is_headed = piece.is_headed
        places = [
            place for place in range(is_headed, len(piece.lines)) if (number, place) not in removed
        ]
        if not is_headed:
            return places
        if piece.name == EVIDENCE:
            places = [place for place in places if place - 1 in listed]
        # A heading with nothing under it says nothing.
        return [0, *places] if places else []

    def _listed(self, removed: Set[Place]) -> set[int]:
        """Return the exhibits that are listed and named."""
        named = {
            exhibit
            for (number, place), cited in self._cited.items()
            if self._stays(number, place, removed)
            for _, bracket in cited
            for exhibit in bracket
        }
        return {
            place - 1
            for number, piece in enumerate(self._pieces)
            if piece.name == EVIDENCE
            for place in range(1, len(piece.lines))
            if (number, place) not in removed and place - 1 in named
        }

    def _stays(self, number: int, place: int, removed: Set[Place]) -> bool:
        piece = self._pieces[number]
        if place == 0 and piece.is_headed:
            return any((number, each) not in removed for each in range(1, len(piece.lines)))
        return (number, place) not in removed

    def _length_of(self, space: str, cited: Sequence[int]) -> int:
        """Return how long " (Photo 1, Photo 2)" is."""
        names = self._names[0]
        return len(space) + sum(utf16_length(names[each]) + 2 for each in cited) if cited else 0

    def _citing(self, line: str, column: int, listed: Set[int]) -> str:
        """Return a line that names no other exhibits than the listed ones."""
        names = self._names[column]
        if not names or "(" not in line:
            return line

        def only_listed(found: re.Match[str]) -> str:
            left = [name for name in found[2].split(", ") if names.index(name) in listed]
            return f"{found[1]}({', '.join(left)})" if left else ""

        return _citation(names).sub(only_listed, line)


def _cited_in(line: str, names: tuple[str, ...]) -> list[_Bracket]:
    if "(" not in line:
        return []
    return [
        (space, tuple(map(names.index, each.split(", "))))
        for space, each in _citation(names).findall(line)
    ]


@lru_cache(maxsize=256)
def _citation(names: tuple[str, ...]) -> re.Pattern[str]:
    name = "|".join(map(re.escape, names))
    return re.compile(rf"( ?)\(((?:{name})(?:, (?:{name}))*)\)")
