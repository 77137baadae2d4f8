"""Questions to the buyer, as data: what is asked, why, and which answers there are."""

from typing import Any

from letterkit.domain.noun import Noun


class Choice(Noun, frozen=True, kw_only=True):
    """One answer of a pick list."""

    id: str
    label: str = ""
    """How the choice is offered, where that is not the sentence itself."""
    says: str = ""
    """The sentence that this answer becomes in a letter; named fields as in %(tracking)s."""
    proof: str = ""
    """What an exhibit must prove to be named after the sentence."""
    told_by: str = ""
    """The finding or the reason for the demand that says the same; beside it, the letter leaves
    this sentence out."""
    needs: tuple[str, ...] = ()
    """Keys of questions that must be answered after this choice."""
    asks: tuple[str, ...] = ()
    """Keys of questions that may be answered after this choice."""
    goods: str = "any"
    """"here" where the item must have arrived, "missing" where it must not, else "any"."""
    problems: tuple[str, ...] = ()
    """The problems it suits; left out, all of them."""


class Question(Noun, frozen=True, kw_only=True):
    """`id` is the dotted key of the answer in the case file."""

    id: str
    kind: str
    """text, id-text, date, money, number, country, yes-no, one or list (of the choices), or
    rows (a list of tables)."""
    ask: str
    why: str
    example: Any = None
    verbatim: bool = False
    """Whether the answer repeats what stands somewhere, in the letters in which it stands there."""
    choices: tuple[Choice, ...] = ()

    @property
    def is_free(self) -> bool:
        """Whether the answer is text that the buyer words."""
        return self.kind == "text" and not self.verbatim


class FindingKind(Noun, frozen=True, kw_only=True):
    """A row of expected against found that a problem can offer."""

    id: str
    label: str
    says: str
    found: str = "text"
    """Kind of the value found: text, date, country, one (of the choices) or none."""
    ask_found: str = ""
    expected: str = "none"
    """Kind of the value expected; none where there is nothing to compare by."""
    ask_expected: str = ""
    ask_part: str = ""
    """Asks for the part of the item; empty where the row names none."""
    choices: tuple[Choice, ...] = ()
    found_first: bool = False
    """Whether what was found is asked for before what was expected."""
    expected_from: str = ""
    """Key of an answer that is what was expected, if it has been given."""


class EvidenceKind(Noun, frozen=True, kw_only=True):
    """Photo, video … : how an exhibit is called and numbered."""

    id: str
    label: str
    says: str


class Exhibit(Noun, frozen=True, kw_only=True):
    """What a piece of evidence shows, and which findings it proves."""

    id: str
    label: str
    says: str
    proves: tuple[str, ...] = ()
    needs: str = ""
    """Key of the answer without which there is nothing to show."""
    usual: str = ""
    """The kind of evidence that it always is; left out, the buyer says which."""


class Statement(Noun, frozen=True, kw_only=True):
    """Something that one side has said to another before this letter."""

    id: str
    says: str
    reported: str = ""
    """The same, told to somebody else than the one who said it; left out, as `says`."""

    goods: str = "any"
    """"here" where the item must have arrived, "missing" where it must not, else "any"."""
    problems: tuple[str, ...] = ()
    """The problems about which it can be said; left out, all that `goods` leaves."""

    @property
    def label(self) -> str:
        return self.reported or self.says


class Side(Noun, frozen=True, kw_only=True):
    """Somebody who takes part: buyer, seller, carrier, customs or platform."""

    id: str
    label: str
    quotes: str
    """The sentence that hands on this side's exact words."""
    reports: str = ""
    """The same, told to somebody else; left out, as `quotes`."""
    problems: tuple[str, ...] = ()
    """The problems in which it takes part; left out, all of them."""
    statements: tuple[Statement, ...]


class OfferKind(Noun, frozen=True, kw_only=True):
    """What a seller offers instead of what was asked for, and why that is not enough."""

    id: str
    says: str
    reported: str
    answer: str
    label: str = ""
    """How it is offered in a pick list, where that is not `reported`."""
    needs_amount: bool = False
    takes_amount: bool = False
    """Whether it may have a sum that its sentence does not name."""
    in_dispute: bool = False
    """Whether it makes sense only while a dispute is open."""


class Reply(Noun, frozen=True, kw_only=True):
    """Something that a seller claims or asks for, and the buyer's answer to it."""

    id: str
    letter: str
    """The letter that answers it."""
    goods: str = "any"
    """"here" where the item must have arrived, "missing" where it must not, else "any"."""
    in_dispute: bool = False
    """Whether it makes sense only while a dispute is open."""
    label: str
    says: str
    answer: tuple[str, ...]


class DemandKind(Noun, frozen=True, kw_only=True):
    """What a buyer can ask for."""

    id: str
    label: str
    says: str
    letters: tuple[str, ...]
    problems: tuple[str, ...] = ()
    """The problems it answers; left out, all of them."""
    goods: str = "any"
    """"here" where the item must have arrived, "missing" where it must not, else "any"."""
    needs: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    keeps_item: bool = True
    """False where the item goes back to the seller."""
    reasons: tuple[Choice, ...] = ()
