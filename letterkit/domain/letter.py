"""A kind of letter, and a letter drafted."""

from collections.abc import Iterable
from typing import Any

from letterkit.domain.noun import Noun
from letterkit.errors import Translate

BREAK = "\n\n"
"""What stands between two paragraphs; it counts towards the limit of a field."""


class Part(Noun, frozen=True, kw_only=True):
    """A paragraph that a letter may have."""

    name: str
    rank: int
    """1 stays to the last; where a field has a limit, the highest rank goes first."""
    earlier: int = 0
    """Rank of its lines but the last, which go from the first on; left out, all lines have the
    rank of the part and go from the last on."""
    joins: bool = False
    """Whether it stands in the paragraph of the part before."""


class Letter(Noun, frozen=True, kw_only=True):
    id: str
    label: str
    rank: int
    """Place in lists: the letter that is sent first is 1."""
    purpose: str
    form: str
    names_category: bool = False
    """Whether it names the marketplace's own word for the problem."""
    audience: str = "seller"
    """Who reads it: "seller", or "platform", to whom the seller is a third person."""
    in_dispute: bool = False
    """Whether it makes sense only while a dispute is or was open."""
    tells_of_contact: bool = True
    """Whether its reader wants to know if the seller was written to before."""
    venue: str = ""
    """The marketplace file whose form it fills; left out, the one where the order was placed."""
    sent: str = ""
    """What the case says once it is sent: the key of the day, or the id of the buyer's statement;
    empty where the case has no place for it."""
    problems: tuple[str, ...]
    needs: tuple[str, ...]
    asks: tuple[str, ...] = ()
    """Keys of the questions that make the letter stronger."""
    exhibits: tuple[str, ...] = ()
    """What can be shown for this letter beside what the problem offers."""
    proof: tuple[tuple[str, ...], ...] = ()
    """Groups of exhibits that this letter needs; one of each group should be there."""
    parts: tuple[Part, ...]
    example: dict[str, Any] = {}
    """Tables that replace those of the problem's example."""
    example_more: dict[str, list[Any]] = {}
    """Rows that are added to those of the problem's example."""


class Paragraph(Noun, frozen=True, kw_only=True):
    """The same paragraph twice: as it is sent, and as the buyer reads it."""

    name: str
    rank: int
    text: str
    beside: str | None = None
    """None where the buyer reads the language that is sent."""


class Flaw(Noun, frozen=True, kw_only=True):
    """One thing to mend in a text."""

    item: str
    """Its number in the checklist; those that must hold begin with M."""
    is_grave: bool
    line: int
    """Counted from 1; 0 where the whole text is meant."""
    sentence: str
    hint: str
    facts: dict[str, Any]
    """Values for the sentence; a tuple holds messages, of which any one is meant."""

    def told(self, translate: Translate) -> str:
        """Say what is wrong, in the language of `translate`."""
        return translate(self.sentence) % {
            name: " / ".join(map(translate, value)) if isinstance(value, tuple) else value
            for name, value in self.facts.items()
        }

    def advice(self, translate: Translate) -> str:
        """Say what to do about it."""
        return translate(self.hint)


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
    """In UTF-16 units; None if nobody knows it."""
    short: str = ""
    """Where the limit is not known and the text is long: a shorter one to fall back on."""
    note: str = ""


class Draft(Noun, frozen=True, kw_only=True):
    """A letter ready to be sent, with all its form asks for."""

    marketplace: str
    problem: str
    letter: str
    language: str
    """The buyer's."""
    to: str
    """The language that is sent."""
    form: str
    paragraphs: tuple[Paragraph, ...]
    fields: tuple[FilledField, ...]
    left_out: tuple[Paragraph, ...] = ()
    """What did not fit, as a letter of its own that can follow this one."""
    flaws: tuple[Flaw, ...] = ()
    """What the checker finds, if the letter is in English."""

    @property
    def text(self) -> str:
        return sent_text(self.paragraphs)

    @property
    def beside(self) -> str:
        return BREAK.join(paragraph.beside or "" for paragraph in self.paragraphs)


def sent_text(paragraphs: Iterable[Paragraph]) -> str:
    return BREAK.join(paragraph.text for paragraph in paragraphs)
