"""`letterkit list`: the ids that files and options use, with what they mean."""

from letterkit.cli.desk import Desk
from letterkit.cli.output import say, say_json
from letterkit.domain.catalog import by_rank
from letterkit.rendering.formats import language_name


def run(desk: Desk) -> int:
    """Print one line for each entry: its id and its label."""
    entries = _entries(desk.arguments.what, desk)
    if desk.arguments.json:
        say_json([{"id": id, "label": label} for id, label in entries.items()])
        return 0
    width = max(len(id) for id in entries)
    for id, label in entries.items():
        say(f"{id:<{width}}  {label}")
    return 0


def _entries(what: str, desk: Desk) -> dict[str, str]:
    catalog = desk.catalog
    if what == "marketplaces":
        return {id: marketplace.name for id, marketplace in catalog.marketplaces.items()}
    if what == "problems":
        return {problem.id: desk.say(problem.label) for problem in by_rank(catalog.problems)}
    if what == "letters":
        return {letter.id: desk.say(letter.label) for letter in by_rank(catalog.letters)}
    return {id: language_name(id) for id in catalog.languages}
