"""A kind of letter, and a letter drafted."""

from typing import Any

from letterkit.domain.noun import Noun


class Part(Noun, frozen=True, kw_only=True):
    """A paragraph that a letter may have."""

    name: str
    rank: int
    """1 stays to the last; where a field has a limit, the highest rank goes first."""


class Letter(Noun, frozen=True, kw_only=True):
    id: str
    label: str
    purpose: str
    form: str
    problems: tuple[str, ...]
    needs: tuple[str, ...]
    parts: tuple[Part, ...]
    example: dict[str, Any] = {}


class Paragraph(Noun, frozen=True, kw_only=True):
    """The same paragraph twice: as it is sent, and as the buyer reads it."""

    name: str
    rank: int
    english: str
    beside: str | None = None


class FilledField(Noun, frozen=True, kw_only=True):
    """What to do in one field of the form."""

    exact: str
    label: str
    """The label in the buyer's language."""
    kind: str
    choose: tuple[str, ...] = ()
    """What to pick, one after the other, in the form's English."""
    choose_labels: tuple[str, ...] = ()
    """The same in the buyer's language."""
    type: str = ""
    attach: tuple[str, ...] = ()
    limit: int | None = None
    note: str = ""


class Draft(Noun, frozen=True, kw_only=True):
    """A letter ready to be sent, with all its form asks for."""

    marketplace: str
    problem: str
    letter: str
    language: str
    form: str
    paragraphs: tuple[Paragraph, ...]
    fields: tuple[FilledField, ...]

    @property
    def english(self) -> str:
        return "\n\n".join(paragraph.english for paragraph in self.paragraphs)

    @property
    def beside(self) -> str:
        return "\n\n".join(paragraph.beside or "" for paragraph in self.paragraphs)
