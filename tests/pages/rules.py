"""docs/rules: what each marketplace says, with the source of every number."""

from collections.abc import Iterable, Iterator

from letterkit.domain.catalog import by_rank
from letterkit.domain.events import NAMES
from letterkit.domain.marketplace import Figure, Form, Marketplace, Rule, Source
from letterkit.domain.plan import BOUNDS, CONFIDENCES
from letterkit.files.shipped import shipped_catalog
from tests.pages.tables import NOTICE, listed, table

_CATALOG = shipped_catalog()
_UNITS = {"days-before": "days before", "business-days": "business days after"}
_INTRODUCTION = """\
# The rules, and where they come from

Every day that letterkit names is counted from a rule, and every rule has a source, the day on which
it was read, and how sure it is. Sources contradict each other; all are kept. A plan goes by the
earliest safe day and shows the others. Nothing here is legal advice, and a page of the marketplace
that says otherwise is right.

How sure a rule is: {confidences}.

`letterkit list rules MARKETPLACE` prints the same in your language.

"""


def pages() -> Iterator[tuple[str, str]]:
    """Yield an index and a page for each marketplace."""
    marketplaces = by_rank(_CATALOG.marketplaces)
    yield "rules/README.md", _index(marketplaces)
    for each in marketplaces:
        yield f"rules/{each.id}.md", "\n".join(_page(each))


def _index(marketplaces: list[Marketplace]) -> str:
    sure = "; ".join(f"{letter}, {said}" for letter, said in CONFIDENCES.items())
    rows = (
        (f"[{each.name}]({each.id}.md)", len(each.rules), len(each.sources), len(each.unknown))
        for each in marketplaces
    )
    own = [(rule, _CATALOG.caution_sources[rule.source]) for rule in _CATALOG.cautions.values()]
    return (
        NOTICE + _INTRODUCTION.format(confidences=sure)
        + table(("Where", "Rules", "Sources", "Open questions"), rows)
        + "\n## letterkit's own caution\n\n"
        + "Numbers that letterkit sets itself, where being early costs nothing.\n\n"
        + _rules(own)
    )  # fmt: skip


def _page(marketplace: Marketplace) -> Iterator[str]:
    yield f"{NOTICE}# {marketplace.name}\n"
    yield f"Time zone of its days: {marketplace.zone or 'not known'}. [All rules](README.md)\n"
    if marketplace.rules:
        rules = [(rule, marketplace.source(rule.source)) for rule in marketplace.rules]
        yield "## Deadlines\n\n" + _rules(rules)
    if marketplace.figures:
        spans = (
            (f"`{each.id}`", f"{each.value} {each.unit}",
             *_origin(each, marketplace.source(each.source)))
            for each in marketplace.figures
        )  # fmt: skip
        header = ("Id", "Span", "Source", "Read", "Note")
        yield "## Spans of time that set no day\n\n" + table(header, spans)
    yield "## Forms\n\n" + "\n".join(_form(form) for form in marketplace.forms)
    if marketplace.categories:
        words = ((_CATALOG.problems[each.problem].label, each.exact)
                 for each in marketplace.categories)  # fmt: skip
        yield "## Its words for what went wrong\n\n" + table(("Problem", "It says"), words)
    if marketplace.buttons:
        meant = ((each.exact, each.does) for each in marketplace.buttons)
        yield "## Buttons in a dispute\n\n" + table(("Button", "What it does"), meant)
    if marketplace.unknown:
        yield "## What no source says\n\n" + listed(marketplace.unknown)
    if marketplace.sources:
        yield "## Sources\n\n" + listed(map(_source, marketplace.sources))


def _rules(rules: Iterable[tuple[Rule, Source]]) -> str:
    header = ("About", "Id", "Rule", "For buyers in", "Source", "Read", "Note")
    return table(header, (
        (_CATALOG.deadlines[rule.about].label if rule.about in _CATALOG.deadlines else rule.about,
         f"`{rule.id}`", _counted(rule), rule.country or "all", *_origin(rule, source))
        for rule, source in rules
    ))  # fmt: skip


def _counted(rule: Rule) -> str:
    event = NAMES[rule.counted_from]
    if rule.value == 0:
        return f"{BOUNDS[rule.bound]} the same day as {event}"
    return (
        f"{BOUNDS[rule.bound]} {rule.value} {_UNITS.get(rule.unit, f'{rule.unit} after')} {event}"
    )


def _origin(figure: Rule | Figure, source: Source) -> tuple[str, str, str]:
    said = f"{source.title} ({figure.confidence})"
    return (f"[{said}]({source.url})" if source.url else said, str(figure.read), figure.note)


def _form(form: Form) -> str:
    fields = (
        (field.exact, field.kind, field.fact, field.limit or "not known", field.note)
        for field in form.fields
    )
    header = ("Field", "Kind", "Filled with", "Limit", "Note")
    return f"### {form.exact} (`{form.id}`)\n\n{table(header, fields)}"


def _source(source: Source) -> str:
    title = f"[{source.title}]({source.url})" if source.url else source.title
    return f"{title}, {source.dated}" if source.dated else title
