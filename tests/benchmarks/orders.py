"""Cases as a table of orders has them: no two the same, all kinds of problems in turn."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle
from random import Random
from typing import Any

from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.examples import example_case
from letterkit.files.cases import case_from_data

_MAKERS = ("Aldo", "Bexar", "Corvin", "Delphi", "Enara", "Fjord", "Gelato", "Haru", "Ivy", "Juno")
_COLOURS = ("black", "white", "red", "dark blue", "olive", "sand", "grey", "transparent")
_THINGS = (
    "bicycle lamp", "cable", "charger", "coat", "drill bit set", "earphones", "fan", "kettle",
    "keyboard", "lens", "mug", "notebook", "phone case", "rain jacket", "sandals", "watch strap",
)  # fmt: skip
_PLACES = ("Omsk", "Turin", "Busan", "Batumi", "Kazan", "Bari", "Seoul", "Gori", "Pisa", "Daegu")


def orders(catalog: Catalog, letter: str, language: str, today: date) -> Iterator[Case]:
    """Yield cases without end; the same ones each time."""
    for data in rows_of_orders(catalog, letter, language, today):
        yield case_from_data(data, catalog)


def rows_of_orders(
    catalog: Catalog, letter: str, language: str, today: date
) -> Iterator[dict[str, Any]]:
    """Yield the same as decoded TOML."""
    random = Random(1)  # noqa: S311 - nothing secret
    for problem in cycle(catalog.letters[letter].problems):
        data = example_case(
            problem,
            catalog,
            letter=letter,
            marketplace="aliexpress",
            language=language,
            # All that happened moves with this day.
            today=today - timedelta(days=random.randrange(30)),
        )
        yield _varied(data, problem, catalog, random, today)


def _varied(
    data: dict[str, Any], problem: str, catalog: Catalog, random: Random, today: date
) -> dict[str, Any]:
    colour, maker, thing = map(random.choice, (_COLOURS, _MAKERS, _THINGS))
    cents, currency = random.randrange(500, 90000), random.choice(("USD", "EUR"))
    order = data["order"] | {
        "number": str(random.randrange(10**15, 10**16)),
        "item": f"{maker} {thing} {random.choice('ABCDEFGH')}{random.randrange(1000)}, {colour}",
        "paid": f"{cents / 100:.2f} {currency}",
        "protection_ends": today + timedelta(days=random.randrange(5, 40)),
    }
    if "tracking" in order:
        order["tracking"] = f"LP{random.randrange(10**11):011}CN"
    demand = dict(data["demand"])
    if "amount" in demand:
        demand["amount"] = f"{random.randrange(100, cents) / 100:.2f} {currency}"
    return data | {
        "order": order,
        "demand": demand,
        "answers": _answers(data["answers"], problem, catalog, random),
        "findings": [_finding(row, catalog, random) for row in data.get("findings", [])],
        "evidence": _part_of(data.get("evidence", []), random),
        "contacts": _part_of(data.get("contacts", []), random),
    }


def _answers(
    given: dict[str, Any], problem: str, catalog: Catalog, random: Random
) -> dict[str, Any]:
    """Return the answers with other picks where several may be picked."""
    answers = dict(given)
    for question in catalog.problems[problem].questions:
        name = question.id.removeprefix("answers.")
        if question.kind == "list" and name in answers:
            ids = [choice.id for choice in question.choices if not choice.needs]
            answers[name] = random.sample(ids, random.randint(1, len(ids)))
    return answers


def _finding(row: dict[str, Any], catalog: Catalog, random: Random) -> dict[str, Any]:
    kind = catalog.findings[row["what"]]
    varied = dict(row)
    for name, of in (("found", kind.found), ("expected", kind.expected)):
        if of == "text":
            varied[name] = f"{random.choice(_PLACES)} {random.randrange(1, 400)}"
    return varied


def _part_of(rows: list[Any], random: Random) -> list[Any]:
    """Return the first rows: at least one, if there are any."""
    return rows[: random.randint(1, len(rows))] if rows else []
