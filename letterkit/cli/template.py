"""`letterkit template check`: what a template of the user's own asks for, and if it is safe."""

from datetime import date

from letterkit.batching.job import Job
from letterkit.batching.lacking import Lack, lacks_in
from letterkit.batching.own_template import OwnTemplate
from letterkit.batching.reading import tables_named
from letterkit.batching.shards import Cutter, Rows
from letterkit.cli.batch import map_asked, wishes_of
from letterkit.cli.desk import Desk, text_named
from letterkit.cli.output import say, say_json
from letterkit.errors import LetterkitError
from letterkit.marking import N_


def run(desk: Desk) -> int:
    """List variables and what rows lack; 1 if a row lacks what the template needs."""
    asked = desk.arguments
    try:
        source = text_named(asked.file)
        variables = OwnTemplate(source, language="en").variables
    except LetterkitError as error:
        raise error.in_file(asked.file) from None
    lacks, rows = _lacks(source, desk) if asked.inputs else ((), 0)
    if asked.json:
        say_json(
            {
                "variables": [
                    {"name": each.name, "line": each.line, "needed": each.needed}
                    for each in variables
                ],
                "rows": rows,
                "lacks": [_as_json(lack) for lack in lacks],
            }
        )
    else:
        for variable in variables:
            kind = N_("needed") if variable.needed else N_("optional")
            place = desk.say(N_("Line %(number)s"), number=variable.line)
            say(f"{variable.name}  ({desk.say(kind)}; {place})")
        for lack in lacks:
            told = N_("“%(name)s” is missing in rows: %(rows)s. The first: %(first)s.")
            first = f"{lack.file} {lack.first}".strip()
            say(desk.say(told, name=lack.variable.name, rows=lack.rows, first=first))
        if not any(lack.variable.needed for lack in lacks):
            say(desk.say(N_("Nothing is wrong.")))
    return int(any(lack.variable.needed for lack in lacks))


def _lacks(source: str, desk: Desk) -> tuple[tuple[Lack, ...], int]:
    job = Job(today=date.min, template=source, map=map_asked(desk, is_case=False))
    rows = Rows(tables=tuple(tables_named(desk.arguments.inputs)), wishes=wishes_of(desk))
    with Cutter(rows, job) as cutter:
        return lacks_in(cutter)


def _as_json(lack: Lack) -> dict[str, object]:
    return {
        "name": lack.variable.name,
        "needed": lack.variable.needed,
        "rows": lack.rows,
        "file": lack.file,
        "first": lack.first,
    }
