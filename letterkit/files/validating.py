"""Checks marketplace files, letters and templates: every finding with its file and key."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from jinja2 import TemplateError, TemplateSyntaxError

from letterkit.domain.catalog import Catalog
from letterkit.domain.events import EVENTS
from letterkit.domain.marketplace import Marketplace, Rule
from letterkit.domain.plan import BOUNDS
from letterkit.errors import LetterkitError
from letterkit.errors.answers import BadValueError, MissingKeyError
from letterkit.errors.files import (
    FaultyTemplateError,
    OldRuleError,
    ShippedDataError,
    UnreadableFileError,
)
from letterkit.errors.names import UnknownIdError
from letterkit.files.own import marketplace_in
from letterkit.rendering.environment import environment_for
from letterkit.rendering.guides import guide_in

UNITS = ("days", "business-days", "hours", "days-before")
SPANS = ("days", "business-days", "hours", "minutes")
CONFIDENCES = ("A", "B", "C", "L")
KINDS = ("marketplace", "payment", "card", "authority")
FIELD_KINDS = ("choice", "text", "number", "files")
FACTS = ("goods", "category", "demand", "return", "letter", "days", "evidence")


def findings_in(folder: Path, catalog: Catalog, *, today: date) -> Iterator[LetterkitError]:
    """Yield what is wrong with `folder/marketplaces/*.toml`, and rules read too long ago.

    Raises:
        UnreadableFileError: there is no such folder, or nothing to check in it.
    """
    paths = sorted((folder / "marketplaces").glob("*.toml"))
    if not folder.is_dir():
        raise UnreadableFileError("missing").in_file(str(folder))
    if not paths:
        raise UnreadableFileError("nothing-to-check").in_file(str(folder))
    for path in paths:
        try:
            marketplace = marketplace_in(path)
        except LetterkitError as error:
            yield error
            continue
        for finding in (
            *faults_in(marketplace, catalog),
            *_old_rules(marketplace, catalog, today=today),
        ):
            yield finding.in_file(str(path))


def findings_in_shipped(catalog: Catalog) -> Iterator[LetterkitError]:
    """Yield the shipped files that cannot be understood, each once."""
    for entries in catalog.entries:
        for id in entries:
            try:
                entries[id]
            except ShippedDataError as error:
                yield error
                break
            except LetterkitError:
                # The user's own files have findings of their own.
                continue


def findings_in_templates(catalog: Catalog) -> Iterator[LetterkitError]:
    """Yield the templates that Jinja cannot read."""
    environment = environment_for(catalog)
    for name in catalog.templates:
        try:
            environment.parse(catalog.templates[name], name)
        except TemplateSyntaxError as error:
            yield FaultyTemplateError(line=error.lineno, detail=error.message).in_file(name)


def findings_in_guides(catalog: Catalog) -> Iterator[LetterkitError]:
    """Yield the guides that cannot be shown, and texts that no row of guides.toml names."""
    for id in catalog.guides:
        try:
            guide_in(id, catalog, "en")
        except LetterkitError as error:
            yield error.in_file(f"guides/{id}.j2")
        except TemplateError as error:
            yield FaultyTemplateError(line=1, detail=error.message).in_file(f"guides/{id}.j2")
    for name in catalog.templates:
        folder, _, file = name.rpartition("/")
        if folder == "guides":
            yield from _in_template(name, _id("guide", file.removesuffix(".j2"), catalog.guides))


def _in_template(name: str, findings: Iterable[LetterkitError]) -> Iterator[LetterkitError]:
    for finding in findings:
        yield finding.in_file(name)


def faults_in(marketplace: Marketplace, catalog: Catalog) -> Iterator[LetterkitError]:
    """Yield what in a marketplace's file would fail a letter or a plan."""
    yield from _zone(marketplace)
    yield from _one_of(KINDS, marketplace.kind, key="kind")
    for number, rule in enumerate(marketplace.rules):
        yield from _rule(rule, marketplace, catalog, key=f"rules[{number}]")
    sources = [source.id for source in marketplace.sources]
    for number, figure in enumerate(marketplace.figures):
        yield from _id("source", figure.source, sources, key=f"figures[{number}].source")
        yield from _one_of(SPANS, figure.unit, key=f"figures[{number}].unit")
    yield from _forms(marketplace, catalog)
    for number, category in enumerate(marketplace.categories):
        yield from _id("problem", category.problem, catalog.problems,
                       key=f"categories[{number}].problem")  # fmt: skip
    for number, word in enumerate(marketplace.stages):
        yield from _id("stage", word.stage, catalog.stages, key=f"stages[{number}].stage")


def _zone(marketplace: Marketplace) -> Iterator[LetterkitError]:
    try:
        if marketplace.zone:
            ZoneInfo(marketplace.zone)
    except (ValueError, OSError, KeyError):
        yield BadValueError(marketplace.zone, "zone", key="zone")


def _rule(
    rule: Rule, marketplace: Marketplace, catalog: Catalog, *, key: str
) -> Iterator[LetterkitError]:
    yield from _id("deadline", rule.about, catalog.deadlines, key=f"{key}.about")
    yield from _id("event", rule.counted_from, EVENTS, key=f"{key}.counted_from")
    yield from _one_of(BOUNDS, rule.bound, key=f"{key}.bound")
    yield from _one_of(UNITS, rule.unit, key=f"{key}.unit")
    yield from _one_of(CONFIDENCES, rule.confidence, key=f"{key}.confidence")
    sources = [source.id for source in marketplace.sources]
    yield from _id("source", rule.source, sources, key=f"{key}.source")
    if rule.value < 0:
        yield BadValueError(rule.value, "number", key=f"{key}.value")
    if rule.unit == "business-days":
        yield from _calendar(rule, key=f"{key}.calendar")
    if [each.id for each in marketplace.rules].count(rule.id) > 1:
        yield BadValueError(rule.id, "unique", key=f"{key}.id")


def _calendar(rule: Rule, *, key: str) -> Iterator[LetterkitError]:
    # Only a rule of business days pays for the calendars.
    from holidays import list_supported_countries

    if not rule.calendar:
        yield MissingKeyError(key=key, name="calendar")
    elif rule.calendar not in list_supported_countries():
        yield BadValueError(rule.calendar, "calendar", key=key)


def _old_rules(
    marketplace: Marketplace, catalog: Catalog, *, today: date
) -> Iterator[LetterkitError]:
    for number, rule in enumerate(marketplace.rules):
        if (today - rule.read).days > catalog.cautions["old-after"].value:
            yield OldRuleError(key=f"rules[{number}]", rule=rule.id, read=rule.read)


def _forms(marketplace: Marketplace, catalog: Catalog) -> Iterator[LetterkitError]:
    ids = {letter.form for letter in catalog.letters.values()}
    rules = [rule.id for rule in marketplace.rules]
    for number, form in enumerate(marketplace.forms):
        key = f"forms[{number}]"
        yield from _id("form", form.id, ids, key=f"{key}.id")
        if form.reply_rule:
            yield from _id("rule", form.reply_rule, rules, key=f"{key}.reply_rule")
        for place, field in enumerate(form.fields):
            yield from _one_of(FIELD_KINDS, field.kind, key=f"{key}.fields[{place}].kind")
            yield from _one_of(FACTS, field.fact, key=f"{key}.fields[{place}].fact")
        if not any(field.fact == "letter" for field in form.fields):
            yield MissingKeyError(key=f"{key}.fields", name='fact = "letter"')


def _one_of(known: object, given: str, *, key: str) -> Iterator[LetterkitError]:
    yield from _id("value", given, known, key=key)


def _id(kind: str, given: str, known: object, *, key: str = "") -> Iterator[LetterkitError]:
    ids = list(known)  # type: ignore[call-overload] # any collection of ids
    if given not in ids:
        yield UnknownIdError(kind, given, ids, key=key)
