"""A name in a case or on the command line that is none of those known."""

from collections.abc import Iterable
from typing import ClassVar

from letterkit.errors import LetterkitError, Translate
from letterkit.marking import N_


class _UnknownNameError(LetterkitError):
    """A name that is not among those known: the nearest of them is offered."""

    exit_code = 4
    nearest_hint: ClassVar[str]

    def __init__(self, unknown: str, known: Iterable[str], *, key: str, **facts: object) -> None:
        listed = sorted(known)
        self.nearest = nearest_of(unknown, listed)
        super().__init__(key=key, known=", ".join(listed), nearest=self.nearest, **facts)

    def advice(self, translate: Translate) -> str:
        return translate(self.nearest_hint if self.nearest else self.hint) % self.facts


class UnknownIdError(_UnknownNameError):
    """An id that no shipped file has."""

    sentences: ClassVar[dict[str, str]] = {
        "marketplace": N_("There is no marketplace called “%(given)s”."),
        "problem": N_("There is no problem called “%(given)s”."),
        "letter": N_("There is no letter called “%(given)s”."),
        "language": N_("There is no language called “%(given)s”."),
        "demand": N_("There is no demand called “%(given)s”."),
        "finding": N_("There is no finding called “%(given)s” for this problem."),
        "evidence": N_("There is no kind of evidence called “%(given)s”."),
        "exhibit": N_("Evidence cannot show “%(given)s”."),
        "statement": N_("There is no statement called “%(given)s” for this side."),
        "offer": N_("There is no offer called “%(given)s”."),
        "side": N_("There is no side called “%(given)s”."),
        "choice": N_("“%(given)s” is not one of the answers to this question."),
        "question": N_("This problem does not ask for “%(given)s”."),
        "deadline": N_("There is no deadline called “%(given)s”."),
        "event": N_("There is no event called “%(given)s” to count from."),
        "source": N_("There is no source called “%(given)s” in this file."),
        "rule": N_("There is no rule called “%(given)s” in this file."),
        "form": N_("No letter has a form called “%(given)s”."),
        "provider": N_("There is no provider called “%(given)s”."),
        "guide": N_("There is no guide called “%(given)s”."),
        "stage": N_("There is no stage called “%(given)s”."),
        "value": N_("“%(given)s” is not one of the values that this key can have."),
    }
    nearest_hint = N_("Did you mean “%(nearest)s”? Known: %(known)s.")
    hint = N_("Known: %(known)s.")

    def __init__(self, kind: str, given: str, known: Iterable[str], *, key: str = "") -> None:
        self.kind = kind
        super().__init__(given, known, key=key, given=given)

    def told(self, translate: Translate) -> str:
        return translate(self.sentences[self.kind]) % self.facts


class UnknownKeyError(_UnknownNameError):
    """A key that the file's format does not have: most often a spelling mistake."""

    sentence = N_("The key “%(name)s” is not known here.")
    nearest_hint = N_("Did you mean “%(nearest)s”? Keys known here: %(known)s.")
    hint = N_("Keys known here: %(known)s.")

    def __init__(self, name: str, known: Iterable[str], *, key: str) -> None:
        super().__init__(name, known, key=key, name=name)


def nearest_of(given: str, known: Iterable[str]) -> str:
    """Return the known id that looks most like `given`, or an empty string."""
    # Only a mistake pays for difflib.
    from difflib import get_close_matches

    return next(iter(get_close_matches(given, list(known), n=1, cutoff=0.5)), "")
