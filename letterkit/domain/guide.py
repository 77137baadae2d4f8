"""Guidance: what there is, and a guide as it is read in one language."""

from collections.abc import Iterable
from datetime import date

from letterkit.domain.noun import Noun


class GuideKind(Noun, frozen=True, kw_only=True):
    """A topic; its text is the template of the same name."""

    id: str
    label: str
    stages: tuple[str, ...] = ()
    """Ids of the stages in which a case needs it."""
    problems: tuple[str, ...] = ()
    """Ids of the problems that need it, whatever the stage."""


def guides_for(problem: str, stage: str, guides: Iterable[GuideKind]) -> tuple[str, ...]:
    """Return the ids of the topics that a case needs, those of its problem first."""
    kinds = tuple(guides)
    of_problem = [kind.id for kind in kinds if problem in kind.problems]
    of_stage = [kind.id for kind in kinds if stage in kind.stages]
    return tuple(dict.fromkeys((*of_problem, *of_stage)))


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
