"""`letterkit list`: the ids that files and options use, with what they mean."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import msgspec

from letterkit.cli.desk import Desk
from letterkit.cli.output import say, say_json
from letterkit.domain.catalog import Catalog, by_rank, known
from letterkit.domain.events import NAMES
from letterkit.domain.marketplace import Figure, Marketplace, Rule, Source
from letterkit.domain.noun import Noun
from letterkit.domain.plan import BOUNDS, CONFIDENCES
from letterkit.marking import N_
from letterkit.rendering import formats
from letterkit.rendering.formats import language_name


def run(desk: Desk) -> int:
    """Print one line for each entry: its id and its label; for rules, all that is known."""
    if desk.arguments.what == "rules":
        return _list_rules(desk)
    entries = _entries(desk.arguments.what, desk)
    purposes = _purposes(desk) if desk.arguments.what == "letters" else {}
    if desk.arguments.json:
        say_json(
            [
                {"id": id, "label": label, **({"purpose": purposes[id]} if purposes else {})}
                for id, label in entries.items()
            ]
        )
        return 0
    width = max(len(id) for id in entries)
    for id, label in entries.items():
        say(f"{id:<{width}}  {label}")
        if id in purposes:
            say(f"{'':<{width}}  {purposes[id]}")
    return 0


def _purposes(desk: Desk) -> dict[str, str]:
    return {letter.id: desk.say(letter.purpose) for letter in desk.catalog.letters.values()}


def _entries(what: str, desk: Desk) -> dict[str, str]:
    catalog = desk.catalog
    if what == "marketplaces":
        return {each.id: desk.say(each.name) for each in by_rank(catalog.marketplaces)}
    if what == "problems":
        return {problem.id: desk.say(problem.label) for problem in by_rank(catalog.problems)}
    if what == "letters":
        return {letter.id: desk.say(letter.label) for letter in by_rank(catalog.letters)}
    if what == "guides":
        return {guide.id: desk.say(guide.label) for guide in catalog.guides.values()}
    return {id: language_name(id) for id in catalog.languages}


def _list_rules(desk: Desk) -> int:
    catalog, asked = desk.catalog, desk.arguments.marketplace
    books = {each.id: _book(each) for each in by_rank(catalog.marketplaces)}
    books["letterkit"] = _own_book(catalog)
    chosen = list(books.values()) if asked is None else [known(books, "marketplace", asked)]
    if desk.arguments.json:
        say_json([row for book in chosen for row in _rows(book)])
        return 0
    say("\n\n".join("\n".join(_told(book, desk)) for book in chosen))
    return 0


class _Book(Noun, frozen=True, kw_only=True):
    """The rules of one marketplace, or letterkit's own."""

    id: str
    name: str
    zone: str = ""
    rules: tuple[tuple[Rule, Source], ...]
    figures: tuple[tuple[Figure, Source], ...] = ()
    unknown: tuple[str, ...] = ()


def _book(marketplace: Marketplace) -> _Book:
    return _Book(
        id=marketplace.id,
        name=marketplace.name,
        zone=marketplace.zone,
        rules=tuple((rule, marketplace.source(rule.source)) for rule in marketplace.rules),
        figures=tuple((each, marketplace.source(each.source)) for each in marketplace.figures),
        unknown=marketplace.unknown,
    )


def _own_book(catalog: Catalog) -> _Book:
    rules = catalog.cautions.values()
    return _Book(
        id="letterkit",
        name=N_("letterkit's own caution"),
        rules=tuple((rule, catalog.caution_sources[rule.source]) for rule in rules),
    )


def _rows(book: _Book) -> Iterator[dict[str, Any]]:
    for figure, source in (*book.rules, *book.figures):
        row = {"marketplace": book.id, **msgspec.to_builtins(figure), "zone": book.zone}
        yield row | {"source": msgspec.to_builtins(source)}


def _told(book: _Book, desk: Desk) -> Iterator[str]:
    yield desk.say(book.name)
    zone = book.zone or desk.say(N_("not known"))
    yield "  " + desk.say(N_("Time zone of its days: %(zone)s"), zone=zone)
    for about, rules in groupby(book.rules, key=lambda pair: pair[0].about):
        if kind := desk.catalog.deadlines.get(about):
            yield f"  {desk.say(kind.label)} ({desk.say(kind.phase)})"
        for rule, source in rules:
            yield from _told_rule(rule, source, desk)
    if book.figures:
        yield "  " + desk.say(N_("Spans of time that set no day"))
    for figure, source in book.figures:
        yield f"    {figure.id}: {formats.span(figure.value, figure.unit, desk.language)}"
        yield from _told_source(figure, source, desk)
    for unknown in book.unknown:
        yield "  " + desk.say(N_("Not known: %(what)s"), what=desk.say(unknown))


def _told_rule(rule: Rule, source: Source, desk: Desk) -> Iterator[str]:
    bound = desk.say(BOUNDS[rule.bound])
    country = f" [{rule.country}]" if rule.country else ""
    yield f"    {rule.id}{country}: {bound} {_counted(rule, desk)}"
    yield from _told_source(rule, source, desk)


def _told_source(figure: Rule | Figure, source: Source, desk: Desk) -> Iterator[str]:
    dated = f", {source.dated}" if source.dated else ""
    confidence = f"{figure.confidence}, {desk.say(CONFIDENCES[figure.confidence])}"
    yield f"      {desk.say(source.title)}{dated} ({confidence}; {figure.read})"
    if source.url:
        yield f"      {source.url}"
    if figure.note:
        yield f"      {desk.say(figure.note)}"


def _counted(rule: Rule, desk: Desk) -> str:
    """Return "5 days after: shipping" for a rule."""
    number, ngettext = rule.value, desk.wording.ngettext
    event = desk.say(NAMES[rule.counted_from])
    if number == 0:
        return desk.say(N_("the same day as: %(event)s"), event=event)
    if rule.unit == "hours":
        return ngettext(
            "%(num)s hour after: %(event)s", "%(num)s hours after: %(event)s", number, event=event
        )
    if rule.unit == "business-days":
        return ngettext(
            "%(num)s business day after: %(event)s",
            "%(num)s business days after: %(event)s",
            number,
            event=event,
        )
    if rule.unit == "days-before":
        return ngettext(
            "%(num)s day before: %(event)s", "%(num)s days before: %(event)s", number, event=event
        )
    return ngettext(
        "%(num)s day after: %(event)s", "%(num)s days after: %(event)s", number, event=event
    )
