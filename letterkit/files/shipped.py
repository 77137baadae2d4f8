"""The data, templates and catalogs that come with letterkit, read when they are asked for."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from letterkit.domain.catalog import Catalog
from letterkit.domain.guide import GuideKind
from letterkit.domain.letter import Letter
from letterkit.domain.marketplace import Marketplace, Rule, Source
from letterkit.domain.noun import Noun
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
from letterkit.errors import LetterkitError
from letterkit.errors.files import ShippedDataError
from letterkit.files.decoding import decoded
from letterkit.files.own import marketplace_in
from letterkit.files.shipped_toml import read_toml
from letterkit.language.catalogs import Languages

if TYPE_CHECKING:
    from letterkit.files.template_bytecode import TemplateBytecode

Entry = TypeVar("Entry")
AnyNoun = TypeVar("AnyNoun", bound=Noun)

PACKAGE = Path(__file__).resolve().parent.parent


def folder(name: str) -> Path:
    """Return a shipped folder: inside the installed package, or beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def shipped_catalog(
    data: Path = PACKAGE / "data",
    templates: Path | None = None,
    locales: Path | None = None,
    own: Path | None = None,
) -> Catalog:
    """Return all that letterkit knows; each file is read when something in it is needed.

    Marketplaces in `own` come beside the shipped ones; one of the same id takes its place.
    """
    templates = templates or folder("templates")
    letters = templates / "letters"
    catalog = Catalog(
        marketplaces=_Lazy(
            _files(data / "marketplaces", "*.toml", Marketplace)
            | (_own_marketplaces(own / "marketplaces", lambda: catalog) if own else {})
        ),
        problems=_Lazy(_files(data / "problems", "*.toml", Problem)),
        letters=_Lazy(_files(letters, "*/letter.toml", Letter)),
        questions=_Rows(data / "questions.toml", "questions", Question),
        demands=_Rows(data / "demands.toml", "demands", DemandKind),
        findings=_Rows(data / "findings.toml", "findings", FindingKind),
        evidence_kinds=_Rows(data / "evidence.toml", "kinds", EvidenceKind),
        exhibits=_Rows(data / "evidence.toml", "exhibits", Exhibit),
        sides=_Rows(data / "statements.toml", "sides", Side),
        offers=_Rows(data / "offers.toml", "offers", OfferKind),
        decisions={
            name: _Rows(data / "decisions.toml", table, Choice)
            for name, table in (("kind", "kinds"), ("reason", "reasons"), ("grounds", "grounds"))
        },
        replies=_Rows(data / "replies.toml", "replies", Reply),
        deadlines=_Rows(data / "deadlines.toml", "deadlines", DeadlineKind),
        stages=_Rows(data / "stages.toml", "stages", Stage),
        steps=_Rows(data / "stages.toml", "steps", Step),
        venues=_Rows(data / "venues.toml", "venues", Venue),
        advice=_Rows(data / "advice.toml", "advice", Advice),
        bodies=_Rows(data / "bodies.toml", "bodies", ConsumerBody),
        guides=_Rows(data / "guides.toml", "guides", GuideKind),
        providers=_Rows(data / "providers.toml", "providers", Provider),
        terms=_Rows(data / "glossary.toml", "terms", Term),
        cautions=_Rows(data / "caution.toml", "rules", Rule),
        caution_sources=_Rows(data / "caution.toml", "sources", Source),
        templates=_Texts(templates),
        template_cache=lambda: _compiled(templates),
        languages=Languages(locales or folder("locales")),
    )
    return catalog


def _compiled(templates: Path) -> "TemplateBytecode":
    # Only a letter pays for Jinja.
    from letterkit.files.template_bytecode import TemplateBytecode

    return TemplateBytecode(templates)


class _Lazy(Mapping[str, Entry]):
    """A mapping that knows its ids and makes an entry at its first use."""

    def __init__(self, makers: Mapping[str, Callable[[], Entry]]) -> None:
        self._makers = makers
        self._made: dict[str, Entry] = {}

    def __getitem__(self, id: str) -> Entry:
        if id not in self._made:
            self._made[id] = self._makers[id]()
        return self._made[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def _files(base: Path, pattern: str, noun: type[AnyNoun]) -> dict[str, Callable[[], AnyNoun]]:
    """Return what makes the nouns of a folder, by id: the name of the file, or of its folder."""

    def maker(path: Path, id: str) -> Callable[[], AnyNoun]:
        return lambda: _checked({"id": id, **read_toml(path)}, noun, path)

    return {
        id: maker(path, id)
        for path in sorted(base.glob(pattern))
        for id in [path.stem if path.parent == base else path.parent.name]
    }


def _own_marketplaces(
    base: Path, catalog: Callable[[], Catalog]
) -> dict[str, Callable[[], Marketplace]]:
    def made(path: Path) -> Marketplace:
        # Only somebody with a marketplace of their own pays for the checks.
        from letterkit.files.validating import faults_in

        marketplace = marketplace_in(path)
        for fault in faults_in(marketplace, catalog()):
            raise fault.in_file(str(path))
        return marketplace

    return {path.stem: partial(made, path) for path in sorted(base.glob("*.toml"))}


class _Rows(Mapping[str, AnyNoun]):
    """The nouns of one table of a file, by their ids."""

    def __init__(self, path: Path, table: str, noun: type[AnyNoun]) -> None:
        self._path = path
        self._table = table
        self._noun = noun

    @cached_property
    def _rows(self) -> dict[str, AnyNoun]:
        rows = read_toml(self._path)[self._table]
        return {row["id"]: _checked(row, self._noun, self._path) for row in rows}

    def __getitem__(self, id: str) -> AnyNoun:
        return self._rows[id]

    def __contains__(self, id: object) -> bool:
        return id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Texts(Mapping[str, str]):
    """Jinja sources by their path below a folder, read anew each time they are asked for."""

    def __init__(self, base: Path) -> None:
        self._base = base

    def __getitem__(self, name: str) -> str:
        try:
            return (self._base / name).read_text(encoding="utf-8")
        except OSError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        return (path.relative_to(self._base).as_posix() for path in self._base.rglob("*.j2"))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _checked(data: dict[str, Any], noun: type[AnyNoun], path: Path) -> AnyNoun:
    try:
        return decoded(data, noun)
    except LetterkitError as error:
        raise ShippedDataError(name=path, detail=f"{error.key}: {error}", key=error.key) from error
