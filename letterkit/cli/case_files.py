"""Cases out of the store into files, and back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from letterkit.answering.data import without
from letterkit.answering.sketch import sketched
from letterkit.answering.summary import summary_of
from letterkit.cli.desk import Desk, text_named
from letterkit.cli.output import complain, remark, say
from letterkit.domain.text import plain_throughout
from letterkit.errors import LetterkitError
from letterkit.errors.answers import MissingKeyError
from letterkit.errors.names import UnknownKeyError
from letterkit.errors.store import DamagedCaseError
from letterkit.errors.usage import CaseNotNamedError, OneAtATimeError
from letterkit.files.cases import case_from_data, data_from_text
from letterkit.files.native_days import with_native_days
from letterkit.files.saving import save_text
from letterkit.files.shape import check_shape
from letterkit.marking import N_
from letterkit.store.store import Store, StoredCase


def toml_of(data: dict[str, Any], desk: Desk) -> str:
    """Return case data as a case file with the questions as comments."""
    # Only this pays for tomlkit.
    from letterkit.files.case_toml import case_as_toml

    native = with_native_days(plain_throughout(data), desk.catalog)
    return case_as_toml(native, desk.catalog, desk.say)


def exported(desk: Desk, store: Store) -> int:
    """Write cases as files into a folder, one as a file, or print them; 1 if one is damaged."""
    arguments = desk.arguments
    if not arguments.ids and not arguments.all:
        raise CaseNotNamedError(key="cases export")
    ids = arguments.ids or [line.id for line in store.lines(archived=True)]
    if not ids:
        remark(desk.say(N_("No case is kept yet.")))
    target = None if arguments.to in (None, "-") else Path(arguments.to)
    is_folder = target is not None and (target.is_dir() or arguments.to.endswith(("/", "\\")))
    if len(ids) > 1 and not is_folder and not (target is None and arguments.json):
        raise OneAtATimeError(key="--to")
    cases = list(_readable(ids, desk, store))
    for case in cases:
        text = _written(case, desk, on_one_line=target is None and len(ids) > 1)
        if target is None:
            say(text.rstrip())
            continue
        ending = "json" if arguments.json else "toml"
        path = target / f"{case.id}.{ending}" if is_folder else target
        save_text(path, text)
        remark(str(path))
    return int(len(cases) < len(ids))


def _readable(ids: list[str], desk: Desk, store: Store) -> Iterator[StoredCase]:
    for id in ids:
        try:
            yield store.case(id)
        except DamagedCaseError as error:
            complain(error, desk.say)


def _written(case: StoredCase, desk: Desk, *, on_one_line: bool) -> str:
    if not desk.arguments.json:
        return toml_of(case.data, desk)
    encoded = msgspec.json.encode(plain_throughout(case.data))
    return (encoded if on_one_line else msgspec.json.format(encoded, indent=2)).decode() + "\n"


def imported(desk: Desk, store: Store) -> int:
    """Keep what files hold, unfinished cases too; name each that is refused, and why."""
    exit_code = 0
    for name in desk.arguments.files:
        try:
            for data in _cases_in(name):
                doubts = _doubts_about(data, desk)
                case = _kept(plain_throughout(data), desk, store)
                remark(desk.say(N_("%(file)s is kept as %(id)s."), file=name, id=case.id))
                for doubt in doubts:
                    complain(doubt.in_file(name), desk.say)
        except LetterkitError as error:
            complain(error.in_file(error.file or name), desk.say)
            exit_code = error.exit_code
    return exit_code


def _kept(data: dict[str, Any], desk: Desk, store: Store) -> StoredCase:
    sketch = sketched(data, desk.catalog, today=desk.today())
    return store.add(data, summary=summary_of(data, sketch))


def _cases_in(name: str) -> Iterator[dict[str, Any]]:
    """Yield the case in a file, or each of those that a JSONL file holds, one a line."""
    text = text_named(name)
    lines = [line for line in text.splitlines() if line.strip()]
    many = len(lines) > 1 and all(line.lstrip().startswith("{") for line in lines)
    for each in lines if many else [text]:
        data = data_from_text(each)
        check_shape(data)
        yield data


def _doubts_about(data: dict[str, Any], desk: Desk) -> list[LetterkitError]:
    """Return what stands in a case that cannot be right, but may still be mended.

    Raises:
        UnknownKeyError, MissingKeyError: it is no case.
    """
    if not data:
        raise MissingKeyError(key="problem", name="problem")
    doubts: list[LetterkitError] = []
    left = data
    while True:
        try:
            case_from_data({"problem": next(iter(desk.catalog.problems)), **left}, desk.catalog)
        except UnknownKeyError:
            raise
        except LetterkitError as doubt:
            less = without(left, doubt.key)
            if less == left:
                raise
            left = less
            if not isinstance(doubt, MissingKeyError):
                doubts.append(doubt)
            continue
        return doubts
