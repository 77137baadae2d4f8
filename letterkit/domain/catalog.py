"""All that letterkit knows, handed to the core in one piece."""

from collections.abc import Callable, Mapping
from gettext import NullTranslations
from typing import TYPE_CHECKING, TypeVar

from letterkit.domain.guide import GuideKind
from letterkit.domain.letter import Letter
from letterkit.domain.marketplace import Marketplace, Rule, Source
from letterkit.domain.plan import Advice, ConsumerBody, DeadlineKind, Stage, Step, Venue
from letterkit.domain.problem import Problem
from letterkit.domain.question import (
    Choice,
    DemandKind,
    EvidenceKind,
    Exhibit,
    FindingKind,
    OfferKind,
    Question,
    Reply,
    Side,
)
from letterkit.domain.translation import Provider, Term
from letterkit.errors.names import UnknownIdError

if TYPE_CHECKING:
    from jinja2 import BytecodeCache

Entry = TypeVar("Entry")
Ranked = TypeVar("Ranked", Problem, Letter, Marketplace)


class Catalog:
    """Mappings by id. They may read what they hold only when it is asked for."""

    def __init__(
        self,
        *,
        marketplaces: Mapping[str, Marketplace],
        problems: Mapping[str, Problem],
        letters: Mapping[str, Letter],
        questions: Mapping[str, Question],
        demands: Mapping[str, DemandKind],
        findings: Mapping[str, FindingKind],
        evidence_kinds: Mapping[str, EvidenceKind],
        exhibits: Mapping[str, Exhibit],
        sides: Mapping[str, Side],
        offers: Mapping[str, OfferKind],
        replies: Mapping[str, Reply],
        decisions: Mapping[str, Mapping[str, Choice]],
        deadlines: Mapping[str, DeadlineKind],
        stages: Mapping[str, Stage],
        steps: Mapping[str, Step],
        venues: Mapping[str, Venue],
        advice: Mapping[str, Advice],
        bodies: Mapping[str, ConsumerBody],
        guides: Mapping[str, GuideKind],
        providers: Mapping[str, Provider],
        terms: Mapping[str, Term],
        cautions: Mapping[str, Rule],
        caution_sources: Mapping[str, Source],
        templates: Mapping[str, str],
        template_cache: "Callable[[], BytecodeCache] | None" = None,
        languages: Mapping[str, NullTranslations],
    ) -> None:
        self.marketplaces = marketplaces
        self.problems = problems
        self.letters = letters
        self.questions = questions
        self.demands = demands
        self.findings = findings
        self.evidence_kinds = evidence_kinds
        self.exhibits = exhibits
        self.sides = sides
        self.offers = offers
        self.replies = replies
        self.decisions = decisions
        """By "kind", "reason" and "grounds", then by id."""
        self.deadlines = deadlines
        self.stages = stages
        self.steps = steps
        self.venues = venues
        self.advice = advice
        self.bodies = bodies
        """By the country's code."""
        self.guides = guides
        self.providers = providers
        self.terms = terms
        self.cautions = cautions
        """Rules that letterkit sets itself."""
        self.caution_sources = caution_sources
        self.templates = templates
        self.template_cache = template_cache
        """Makes what keeps compiled templates; None compiles them anew each time."""
        self.languages = languages
        """Translations by language; "en" translates nothing."""

    @property
    def entries(self) -> tuple[Mapping[str, object], ...]:
        """All that is made from data files."""
        return (
            self.marketplaces, self.problems, self.letters, self.questions, self.demands,
            self.findings, self.evidence_kinds, self.exhibits, self.sides, self.offers,
            self.replies, *self.decisions.values(), self.deadlines, self.stages, self.steps,
            self.venues, self.advice, self.bodies, self.guides, self.providers,
            self.terms, self.cautions, self.caution_sources,
        )  # fmt: skip


def by_rank(entries: Mapping[str, Ranked]) -> list[Ranked]:
    """Return problems or letters in the order in which they are offered."""
    return sorted(entries.values(), key=lambda entry: entry.rank)


def known(mapping: Mapping[str, Entry], kind: str, id: str, *, key: str = "") -> Entry:
    """Return `mapping[id]`; an unknown id is an error that names the nearest known one."""
    try:
        return mapping[id]
    except KeyError as error:
        raise UnknownIdError(kind, id, mapping, key=key) from error
