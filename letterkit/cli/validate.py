"""`letterkit validate`: what is wrong with data files and templates."""

from collections.abc import Iterator
from pathlib import Path

from letterkit.cli.desk import Desk
from letterkit.cli.output import say, say_json
from letterkit.errors import LetterkitError
from letterkit.files.own import own_folder
from letterkit.files.shipped import PACKAGE
from letterkit.files.validating import (
    findings_in,
    findings_in_guides,
    findings_in_shipped,
    findings_in_templates,
)
from letterkit.marking import N_


def run(desk: Desk) -> int:
    """Print every finding; 1 if one of them is an error, 0 if rules are only old."""
    findings = list(_findings(desk))
    faulty = any(not finding.is_warning for finding in findings)
    if desk.arguments.json:
        say_json([_as_json(finding, desk) for finding in findings])
        return int(faulty)
    for finding in findings:
        place = "".join(f"{part}: " for part in (finding.file, finding.key) if part)
        say(f"{place}{finding.told(desk.say)}")
        if advice := finding.advice(desk.say):
            say(f"    {advice}")
    if not findings:
        say(desk.say(N_("Nothing is wrong.")))
    return int(faulty)


def _findings(desk: Desk) -> Iterator[LetterkitError]:
    today = desk.today()
    if desk.arguments.folder is not None:
        yield from findings_in(Path(desk.arguments.folder), desk.catalog, today=today)
        return
    yield from findings_in(PACKAGE / "data", desk.catalog, today=today)
    yield from findings_in_shipped(desk.catalog)
    yield from findings_in_templates(desk.catalog)
    yield from findings_in_guides(desk.catalog)
    if any((own_folder() / "marketplaces").glob("*.toml")):
        yield from findings_in(own_folder(), desk.catalog, today=today)


def _as_json(finding: LetterkitError, desk: Desk) -> dict[str, object]:
    return {
        "file": finding.file,
        "key": finding.key,
        "warning": finding.is_warning,
        "says": finding.told(desk.say),
        "hint": finding.advice(desk.say),
    }
