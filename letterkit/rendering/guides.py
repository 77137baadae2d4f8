"""Renders guidance: prose from templates, numbers and labels from the data they stand in."""

import re
from typing import Any

from letterkit.domain.catalog import Catalog, known
from letterkit.domain.guide import Block, Guide, GuideSource
from letterkit.domain.marketplace import Figure, Rule, Source
from letterkit.marking import N_
from letterkit.rendering import formats
from letterkit.rendering.environment import Values, context_of, environment_for
from letterkit.rendering.wording import Wording

OWN = "letterkit"
"""What rules of letterkit's own are called in place of a marketplace."""

_STEP = re.compile(r"\d+\. ")


def guide_in(id: str, catalog: Catalog, language: str) -> Guide:
    """Return the guide on a topic in one language.

    Raises:
        UnknownIdError: there is no such topic, or no such language.
    """
    kind = known(catalog.guides, "guide", id)
    wording = Wording(language, known(catalog.languages, "language", language, key="--lang"))
    data = _Data(catalog, wording)
    template = environment_for(catalog).get_template(f"guides/{id}.j2")
    context = context_of(template, Values(wording.callables | data.functions))
    text = "".join(template.root_render_func(context))
    return Guide(
        id=id,
        language=language,
        title=wording.gettext(kind.label),
        blocks=tuple(map(_block, filter(None, map(str.strip, text.splitlines())))),
        sources=tuple(dict.fromkeys(data.sources)),
    )


def _block(line: str) -> Block:
    if line.startswith("## "):
        return Block(kind="heading", text=line.removeprefix("## "))
    if line.startswith("- "):
        return Block(kind="item", text=line.removeprefix("- "))
    return Block(kind="step" if _STEP.match(line) else "text", text=line)


class _Data:
    """What guides take from the data; remembers which rules they named."""

    def __init__(self, catalog: Catalog, wording: Wording) -> None:
        self._catalog = catalog
        self._wording = wording
        self.sources: list[GuideSource] = []

    @property
    def functions(self) -> dict[str, Any]:
        return {
            "bodies": self.bodies,
            "button": self.button,
            "buttons": self.buttons,
            "fields": self.fields,
            "hours": self.hours,
            "problems": self.problems,
            "span": self.span,
        }

    def span(self, rule: str) -> str:
        """Return "15 days" for "marketplace/rule"."""
        found = self._figure(rule)
        if found.unit == "business-days":
            return self._wording.ngettext(
                "%(num)s business day", "%(num)s business days", found.value
            )
        unit = found.unit.removesuffix("-before")
        return formats.span(found.value, unit, self._wording.language)

    def hours(self, rule: str) -> str:
        """Return "48 hours" for a rule of two days."""
        return formats.span(24 * self._figure(rule).value, "hours", self._wording.language)

    def button(self, exact: str) -> str:
        """Return a label in the page's English, with what it means where that is another word."""
        label = self._wording.gettext(exact)
        if label == exact:
            return self._wording.gettext(N_("“%(exact)s”"), exact=exact)
        return self._wording.gettext(N_("“%(exact)s” (%(label)s)"), exact=exact, label=label)

    def buttons(self, marketplace: str) -> list[dict[str, str]]:
        return [
            {"label": self.button(each.exact), "does": self._wording.gettext(each.does)}
            for each in self._catalog.marketplaces[marketplace].buttons
        ]

    def fields(self, marketplace: str, form: str) -> list[dict[str, Any]]:
        return [
            {
                "label": self.button(field.exact),
                "options": list(
                    dict.fromkeys(self.button(option.exact) for option in field.options)
                ),
                "note": self._wording.gettext(field.note) if field.note else "",
            }
            for field in self._catalog.marketplaces[marketplace].form(form).fields
        ]

    def problems(self) -> list[dict[str, str]]:
        """Return each problem with the evidence it needs; one of each pair is enough."""
        return [
            {
                "label": self._wording.gettext(problem.label),
                "wanted": "; ".join(
                    " / ".join(
                        self._wording.gettext(self._catalog.exhibits[id].label) for id in group
                    )
                    for group in problem.proof
                ),
            }
            for problem in sorted(self._catalog.problems.values(), key=lambda each: each.rank)
            if problem.proof
        ]

    def bodies(self) -> list[dict[str, str]]:
        return [
            {
                "country": formats.country(body.id, self._wording.language),
                "name": body.english if self._wording.language == "en" else body.name,
                "site": body.site,
                "note": self._wording.gettext(body.note),
            }
            for body in self._catalog.bodies.values()
        ]

    def _figure(self, name: str) -> Rule | Figure:
        book, _, id = name.partition("/")
        figure, source = self._own(id) if book == OWN else self._of(book, id)
        self.sources.append(
            GuideSource(
                rule=name,
                title=self._wording.gettext(source.title),
                confidence=figure.confidence,
                read=figure.read,
            )
        )
        return figure

    def _own(self, id: str) -> tuple[Rule, Source]:
        rule = self._catalog.cautions[id]
        return rule, self._catalog.caution_sources[rule.source]

    def _of(self, book: str, id: str) -> tuple[Rule | Figure, Source]:
        marketplace = self._catalog.marketplaces[book]
        figures: dict[str, Rule | Figure] = {rule.id: rule for rule in marketplace.rules}
        figures |= {figure.id: figure for figure in marketplace.figures}
        figure = known(figures, "rule", id)
        return figure, marketplace.source(figure.source)
