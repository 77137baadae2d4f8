"""The parts of a letter line by line, and the paragraphs that they make."""

from collections.abc import Sequence

from letterkit.domain.letter import Paragraph
from letterkit.domain.noun import Noun
from letterkit.rendering.paragraphs import flowing

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


def whole(pieces: Sequence[Piece]) -> tuple[Paragraph, ...]:
    """Return all that the pieces say, as paragraphs."""
    paragraphs: list[Paragraph] = []
    chain: list[Piece] = []
    for piece in pieces:
        if chain and not piece.joins:
            paragraphs.append(_paragraph(chain))
            chain = []
        chain.append(piece)
    if chain:
        paragraphs.append(_paragraph(chain))
    return tuple(paragraphs)


def _paragraph(chain: Sequence[Piece]) -> Paragraph:
    first = chain[0]
    sent, beside = first.lines, first.beside
    for each in chain[1:]:
        sent += each.lines
        beside = None if beside is None else beside + (each.beside or ())
    return Paragraph(
        name=first.name,
        rank=first.rank,
        text=flowing(sent),
        beside=None if beside is None else flowing(beside),
    )
