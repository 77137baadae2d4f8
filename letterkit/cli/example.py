"""`letterkit example`: a complete case file to start from."""

from letterkit.cli.desk import Desk
from letterkit.cli.output import say, say_json
from letterkit.domain.asking import letters_for
from letterkit.domain.catalog import known
from letterkit.domain.examples import example_case


def run(desk: Desk) -> int:
    """Print a case that `letterkit draft` accepts."""
    arguments = desk.arguments
    letter = arguments.letter or _usual_letter(arguments.problem, arguments.marketplace, desk)
    data = example_case(
        arguments.problem,
        desk.catalog,
        letter=letter,
        marketplace=arguments.marketplace,
        language=desk.language,
        today=desk.today(),
    )
    if arguments.json:
        say_json(data)
        return 0
    # tomlkit takes longer to import than all else here; only this command pays for it.
    from letterkit.files.case_toml import case_as_toml

    say(case_as_toml(data, desk.catalog, desk.say).rstrip())
    return 0


def _usual_letter(problem: str, marketplace: str, desk: Desk) -> str:
    """Return the dispute where there is one, else the first letter that fits."""
    known(desk.catalog.problems, "problem", problem)
    known(desk.catalog.marketplaces, "marketplace", marketplace)
    fitting = [each.id for each in letters_for(problem, desk.catalog, marketplace)]
    return "open-dispute" if "open-dispute" in fitting or not fitting else fitting[0]
