"""One draft() call, fitted and checked, beside a naive Jinja and Babel render of its text."""

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment
from msgspec.structs import replace

from letterkit.domain.examples import example_case
from letterkit.domain.money import Money
from letterkit.drafting import draft
from letterkit.files.cases import case_from_data
from letterkit.files.shipped import shipped_catalog

TODAY = date(2026, 11, 22)
NUMBER, BATCHES = 100, 15


def cpu_us(function: Callable[[], Any]) -> float:
    """Return the median CPU time of one call, in µs."""
    taken = []
    for _ in range(BATCHES):
        start = time.process_time()
        for _ in range(NUMBER):
            function()
        taken.append((time.process_time() - start) / NUMBER * 1e6)
    return statistics.median(taken)


def naive_renderer(text: str) -> Callable[[], str]:
    """Return a function that a hurried author would write: text, values, formatted each time."""
    source = (
        text.replace("{", "{{ '{' }}")
        .replace("8123456789012345", "{{ number }}")
        .replace("USD 24.90", "{{ money(paid, 'USD', locale='en') }}")
        .replace("13 September 2026", "{{ day(ordered, 'd MMMM y', locale='en') }}")
        .replace("27 November 2026", "{{ day(reply_by, 'd MMMM y', locale='en') }}")
        .replace("4 December 2026", "{{ day(ends, 'd MMMM y', locale='en') }}")
    )
    template = Environment(autoescape=False).from_string(source)  # noqa: S701 - plain text
    values = {
        "number": "8123456789012345",
        "paid": Decimal("24.90"),
        "ordered": date(2026, 9, 13),
        "reply_by": date(2026, 11, 27),
        "ends": date(2026, 12, 4),
        "day": format_date,
        "money": format_currency,
    }
    return lambda: template.render(values)


def main() -> None:
    catalog = shipped_catalog()

    def case_of(problem: str) -> Any:
        data = example_case(
            problem, catalog, letter="open-dispute", marketplace="aliexpress", language="en",
            today=TODAY,
        )  # fmt: skip
        return case_from_data(data, catalog)

    cases = [case_of(problem) for problem in catalog.letters["open-dispute"].problems]
    longest = max(cases, key=lambda case: len(draft(case, catalog, today=TODAY).text))
    naive = cpu_us(naive_renderer(draft(longest, catalog, today=TODAY).text))
    # Other orders on other days: nothing that belongs to one case may be found kept from another.
    orders = [
        replace(
            longest,
            order=replace(
                longest.order,
                number=str(8123456789012345 + number),
                tracking=f"LP{number:011}CN",
                paid=Money.parse(f"{20 + number / 100:.2f} USD"),
                ordered=longest.order.ordered - timedelta(days=number % 30),
            ),
        )
        for number in range(NUMBER * BATCHES)
    ]
    waiting = cycle(orders)
    ours = cpu_us(lambda: draft(next(waiting), catalog, today=TODAY, limit=1000))
    print(f"\n{'one letter, CPU time':28}{'µs':>8}{'ratio':>8}{'goal':>8}")
    print(f"{'naive Jinja and Babel':28}{naive:8.0f}{1:7.2f}×")
    print(f"{'draft(), fitted, checked':28}{ours:8.0f}{ours / naive:7.2f}×{3:7d}×")
