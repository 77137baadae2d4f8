"""What can go wrong with an order."""

from typing import Any

from letterkit.domain.noun import Noun
from letterkit.domain.question import Question


class Problem(Noun, frozen=True, kw_only=True):
    id: str
    label: str
    search: str
    """Everyday words for it, with commas between: lists find it by them and never show them."""
    rank: int
    """Place in lists: the most frequent problem is 1."""
    goods: str
    """"here" if the item has arrived, "missing" if it has not."""
    parcel: str = ""
    """"here" if a parcel has arrived although the goods have not; left out, as `goods`."""
    needs: tuple[str, ...]
    """Keys of the questions without which the problem cannot be stated."""
    asks: tuple[str, ...] = ()
    """Keys of the questions that make the letter stronger."""
    questions: tuple[Question, ...]
    findings: tuple[str, ...] = ()
    exhibits: tuple[str, ...] = ()
    proof: tuple[tuple[str, ...], ...] = ()
    """Groups of exhibits; one of each group should be there."""
    example: dict[str, Any]
    """A case to start from; dates are written "70 days ago" or "in 12 days"."""
    example_for: dict[str, dict[str, Any]] = {}
    """Tables that replace those of the example for one letter, by the letter's id."""
