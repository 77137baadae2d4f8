"""`letterkit example`: a complete case file to start from."""

from letterkit.cli.desk import Desk
from letterkit.cli.output import say, say_json
from letterkit.domain.examples import example_case


def run(desk: Desk) -> int:
    """Print a case that `letterkit draft` accepts."""
    arguments = desk.arguments
    data = example_case(
        arguments.problem,
        desk.catalog,
        letter=arguments.letter,
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
