"""Guidance: what there is, and a guide as it is read in one language."""

from collections.abc import Iterable
from datetime import date

from letterkit.domain.case import Case, value_at
from letterkit.domain.noun import Noun


class GuideKind(Noun, frozen=True, kw_only=True):
    """A topic; its text is the template of the same name."""

    id: str
    label: str
    stages: tuple[str, ...] = ()
    """Ids of the stages in which a case needs it."""
    problems: tuple[str, ...] = ()
    """Ids of the problems that need it, whatever the stage."""
    letters: tuple[str, ...] = ()
    """Ids of the letters with which it is read first."""
    needs: str = ""
    """Key of the answer without which it is of no use."""


def guides_for(
    case: Case, guides: Iterable[GuideKind], *, stage: str, letter: str
) -> tuple[str, ...]:
    """Return the ids of the topics that a case needs: of its letter, its problem, its stage."""
    kinds = [kind for kind in guides if not kind.needs or value_at(case, kind.needs)]
    of_letter = [kind.id for kind in kinds if letter in kind.letters]
    of_problem = [kind.id for kind in kinds if case.problem in kind.problems]
    of_stage = [kind.id for kind in kinds if stage in kind.stages]
    return tuple(dict.fromkeys((*of_letter, *of_problem, *of_stage)))


class Block(Noun, frozen=True, kw_only=True):
    kind: str
    """heading, text, item or step."""
    text: str
    """A step begins with its number."""


class GuideSource(Noun, frozen=True, kw_only=True):
    """A rule that a guide names, and where it comes from."""

    rule: str
    """Its id behind that of its marketplace."""
    title: str
    confidence: str
    """One of the keys of `CONFIDENCES` in `letterkit.domain.plan`."""
    read: date


class Guide(Noun, frozen=True, kw_only=True):
    id: str
    language: str
    title: str
    blocks: tuple[Block, ...]
    sources: tuple[GuideSource, ...]
