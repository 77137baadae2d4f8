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


class Layout:
    """What is known of pieces before any line is taken from them."""

    def __init__(
        self, pieces: Sequence[Piece], exhibits: tuple[Sequence[str], Sequence[str]]
    ) -> None:
        self.pieces = pieces
        self.names = tuple(exhibits[0]), tuple(exhibits[1])
        self.lengths = [list(map(utf16_length, piece.lines)) for piece in pieces]
        self.chains: list[int] = []
        """The number of the piece with which the paragraph of each piece begins."""
        self.cited: dict[Place, list[_Bracket]] = {}
        self.citing: dict[int, set[Place]] = {}
        """The lines that name each exhibit."""
        self.evidence = -1
        """The number of the piece that lists the exhibits."""
        for number, piece in enumerate(pieces):
            goes_on = piece.joins and number > 0
            self.chains.append(self.chains[-1] if goes_on else number)
            if piece.name == EVIDENCE:
                self.evidence = number
            elif self.names[0]:
                self._find_citations(number, piece)
        self.items = [len(piece.lines) - piece.is_headed for piece in pieces]
        """How many lines of each piece are no heading."""
        self.in_chain = [0] * len(pieces)
        """How many lines the paragraph has that begins with each piece."""
        for number, lengths in enumerate(self.lengths):
            self.in_chain[self.chains[number]] += len(lengths)

    def _find_citations(self, number: int, piece: Piece) -> None:
        for place, line in enumerate(piece.lines):
            if brackets := _cited_in(line, self.names[0]):
                self.cited[number, place] = brackets
                for each in (each for _, cited in brackets for each in cited):
                    self.citing.setdefault(each, set()).add((number, place))

    def shown_length(self, place: Place, listed: Set[int]) -> int:
        """Return the length of a line that names only the listed exhibits."""
        length = self.lengths[place[0]][place[1]]
        for space, cited in self.cited.get(place, ()):
            left = [each for each in cited if each in listed]
            if len(left) < len(cited):
                length -= self._length_of(space, cited) - self._length_of(space, left)
        return length

    def least_length(self, places: Sequence[Place]) -> int:
        """Return how long some lines are together if they name no exhibit."""
        return sum(self.shown_length(place, frozenset()) for place in places)

    def _length_of(self, space: str, cited: Sequence[int]) -> int:
        """Return how long " (Photo 1, Photo 2)" is."""
        names = self.names[0]
        return len(space) + sum(utf16_length(names[each]) + 2 for each in cited) if cited else 0


class Cut:
    """Pieces without the lines that were removed; exhibits that no line names are not listed."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._removed: set[Place] = set()
        self._touched: set[int] = set()
        """Pieces of which lines are gone."""
        self._citing = {each: set(places) for each, places in layout.citing.items()}
        self._items = list(layout.items)
        self._in_chain = list(layout.in_chain)
        self._lines = sum(layout.in_chain)
        self._listed = set(range(layout.items[layout.evidence] if layout.evidence >= 0 else 0))
        self._characters = sum(map(sum, layout.lengths))
        for number, place in layout.cited:
            whole = layout.lengths[number][place]
            self._characters -= whole - self._shown_length((number, place))
        for each in [each for each in self._listed if each not in self._citing]:
            self._unlist(each)

    @property
    def length(self) -> int:
        """The length of what is sent, in UTF-16 units."""
        chains = sum(map(bool, self._in_chain))
        # One character between two lines, a break between two paragraphs.
        return self._characters + self._lines - chains + len(BREAK) * max(0, chains - 1)

    def remove(self, places: Sequence[Place]) -> None:
        """Take lines away, and what stands there only for them."""
        self._removed.update(places)
        for number, place in places:
            if number != self._layout.evidence:
                self._take_item((number, place))
            elif place - 1 in self._listed:
                self._unlist(place - 1)

    def _unlist(self, exhibit: int) -> None:
        citing = self._citing.get(exhibit, set())
        self._characters -= sum(self._shown_length(place) for place in citing)
        self._listed.discard(exhibit)
        self._characters += sum(self._shown_length(place) for place in citing)
        self._take_item((self._layout.evidence, exhibit + 1))

    def _take_item(self, place: Place) -> None:
        number = place[0]
        self._take(place)
        self._items[number] -= 1
        if not self._items[number] and self._layout.pieces[number].is_headed:
            # A heading with nothing under it says nothing.
            self._take((number, 0))

    def _take(self, place: Place) -> None:
        self._touched.add(place[0])
        self._characters -= self._shown_length(place)
        self._lines -= 1
        self._in_chain[self._layout.chains[place[0]]] -= 1
        for each in {each for _, cited in self._layout.cited.get(place, ()) for each in cited}:
            self._citing[each].discard(place)
            if not self._citing[each] and each in self._listed:
                self._unlist(each)

    def _shown_length(self, place: Place) -> int:
        return self._layout.shown_length(place, self._listed)

    def kept(self) -> list[Piece]:
        names_all = len(self._listed) == len(self._layout.citing)
        kept = []
        for number, piece in enumerate(self._layout.pieces):
            if names_all and number not in self._touched:
                kept.append((number, piece))
            elif places := self._places(number):
                lines = tuple(self._naming(piece.lines[place], 0) for place in places)
                local = piece.beside and tuple(
                    self._naming(piece.beside[place], 1) for place in places
                )
                kept.append((number, msgspec.structs.replace(piece, lines=lines, beside=local)))
        return self._apart(kept)

    def rest(self) -> list[Piece]:
        """Return what is not kept; lines that went need their heading as much as those kept."""
        rest = []
        for number in sorted(self._touched):
            piece, kept = self._layout.pieces[number], self._places(number)
            places = [place for place in range(len(piece.lines)) if place not in kept]
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
            if self._layout.chains[before] == self._layout.chains[number]
        }
        return [
            msgspec.structs.replace(piece, joins=False)
            if piece.joins and number not in joining
            else piece
            for number, piece in left
        ]

    def _places(self, number: int) -> list[int]:
        """Return which lines of a piece are left."""
        piece = self._layout.pieces[number]
        if number == self._layout.evidence:
            places = [each + 1 for each in sorted(self._listed)]
        else:
            places = [
                place
                for place in range(piece.is_headed, len(piece.lines))
                if (number, place) not in self._removed
            ]
        return [0, *places] if places and piece.is_headed else places

    def _naming(self, line: str, column: int) -> str:
        """Return a line that names no other exhibits than the listed ones."""
        names = self._layout.names[column]
        if not names or "(" not in line:
            return line

        def only_listed(found: re.Match[str]) -> str:
            left = [name for name in found[2].split(", ") if names.index(name) in self._listed]
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
