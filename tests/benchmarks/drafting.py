"""draft() of shipped letters, fitted and checked, beside a naive Jinja and Babel render.

Both write the same letters, of which no two are the same: what belongs to one case is never found
kept from another.
"""

import gc
import re
import statistics
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, Template

from letterkit.domain.case import Case
from letterkit.domain.letter import Draft, Paragraph
from letterkit.drafting import draft
from letterkit.files.shipped import shipped_catalog
from letterkit.rendering.formats import ENGLISH_MONTHS
from tests.benchmarks.orders import orders

TODAY = date(2026, 11, 22)
LETTER = "open-dispute"
LIMIT = 1000
ROWS, WARM, BATCHES = 500, 4, 16

_DAY = re.compile(rf"\d{{1,2}} (?:{'|'.join(ENGLISH_MONTHS)}) \d{{4}}")
_SUM = re.compile(r"\b(?:USD|EUR) [\d,]+\.\d\d")
_CONTACTS = "{% for each in contacts %}\n- {{ day(each.on, %s) }}: {{ each.said }}{% endfor %}"
_EVIDENCE = "{% for each in evidence %}\n- {{ each.name }}: {{ each.shows }}{% endfor %}"
_DAY_FORM, _SUM_FORM = "'d MMMM y', locale='en'", "'¤¤ #,##0.00', locale='en'"


class Naive:
    """A hurried author's script: templates compiled once, whatever differs from row to row given
    as values, messages and evidence as lists, each day and sum formatted by Babel."""

    def __init__(self) -> None:
        self._environment = Environment()  # noqa: S701 - plain text
        self._environment.globals |= {"day": format_date, "money": format_currency}
        self._compiled: dict[str, Template] = {}

    def renderer(self, letter: Draft, case: Case) -> Callable[[], str]:
        """Return what writes the letter that was drafted for `case`."""
        values: dict[str, Any] = {}

        def named(value: Any) -> str:
            name = f"value_{len(values)}"
            values[name] = value
            return name

        def day(match: re.Match[str]) -> str:
            return f"{{{{ day({named(_day_in(match[0]))}, {_DAY_FORM}) }}}}"

        def money(match: re.Match[str]) -> str:
            currency, amount = match[0].split()
            sum_ = named(Decimal(amount.replace(",", "")))
            return f"{{{{ money({sum_}, '{currency}', {_SUM_FORM}) }}}}"

        def as_source(paragraph: Paragraph) -> str:
            heading, *lines = paragraph.text.split("\n- ")
            pairs = [line.split(": ", 1) for line in lines]
            if paragraph.name == "contact":
                values["contacts"] = [{"on": _day_in(on), "said": said} for on, said in pairs]
                return heading + _CONTACTS.replace("%s", _DAY_FORM)
            if paragraph.name == "evidence":
                values["evidence"] = [{"name": name, "shows": shows} for name, shows in pairs]
                return heading + _EVIDENCE
            return _SUM.sub(money, _DAY.sub(day, paragraph.text))

        source = "\n\n".join(map(as_source, letter.paragraphs))
        own = [case.order.number, case.order.item, case.order.tracking]
        own += [each for finding in case.findings for each in (finding.found, finding.expected)]
        for said in own:
            if isinstance(said, str) and said in source:
                source = source.replace(said, f"{{{{ {named(said)} }}}}")
        if source not in self._compiled:
            self._compiled[source] = self._environment.from_string(source)
        return partial(self._compiled[source].render, values)


def _day_in(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").date()  # noqa: DTZ007 - a day


def cpu_us(calls: Sequence[Callable[[], Any]]) -> float:
    """Return the CPU time of one call, in µs."""
    start = time.process_time()
    for call in calls:
        call()
    return (time.process_time() - start) / len(calls) * 1e6


def main() -> None:
    gc.enable()
    catalog, author = shipped_catalog(), Naive()
    cases = orders(catalog, LETTER, "en", TODAY)
    taken = []
    # In turn, so that a machine that slows down slows both of them down.
    for _ in range(WARM + BATCHES):
        rows = list(islice(cases, ROWS))
        ours = [partial(draft, case, catalog, today=TODAY, limit=LIMIT) for case in rows]
        fast = cpu_us(ours)
        # What ours have written is known only now, and nothing of it was kept from before.
        drafts = [call() for call in ours]
        naive = [author.renderer(each, case) for each, case in zip(drafts, rows, strict=True)]
        assert [call() for call in naive] == [each.text for each in drafts]
        taken.append((cpu_us(naive), fast))
    taken = taken[WARM:]
    ratio = statistics.median(mine / base for base, mine in taken)
    base, mine = (statistics.median(each) for each in zip(*taken, strict=True))
    print(f"\n{'one letter, CPU time':28}{'µs':>8}{'ratio':>8}{'goal':>8}")
    print(f"{'naive Jinja and Babel':28}{base:8.0f}{1:7.2f}×")
    print(f"{'draft(), fitted, checked':28}{mine:8.0f}{ratio:7.2f}×{3:7d}×")
