"""`letterkit cases`: what is kept on this computer, listed, shown, filed away and deleted."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import msgspec

from letterkit.answering.sketch import sketched
from letterkit.cli.case_files import exported, imported, toml_of
from letterkit.cli.desk import Desk
from letterkit.cli.output import complain, remark, say, say_json
from letterkit.cli.plan import plan_of
from letterkit.domain.noun import Noun
from letterkit.domain.plan import Deadline, Plan
from letterkit.domain.text import plain, plain_throughout
from letterkit.errors import LetterkitError
from letterkit.errors.store import DamagedCaseError
from letterkit.errors.usage import CaseNotNamedError, NotConfirmedError
from letterkit.files.cases import case_from_data
from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.plan_text import deadline_in_words
from letterkit.store.store import CaseLine, Store, store_path


def run(desk: Desk) -> int:
    """Carry out one of the actions."""
    actions: dict[str, Callable[[Desk, Store], int]] = {
        "list": _list,
        "show": _show,
        "export": exported,
        "import": imported,
        "archive": _archive,
        "delete": _delete,
        "restore": _restore,
    }
    with closing(Store(store_path())) as store:
        if store.set_aside is not None:
            complain(store.set_aside, desk.say)
        return actions[desk.arguments.action](desk, store)


class _Row(Noun, frozen=True, kw_only=True):
    """A case in the list."""

    line: CaseLine
    data: dict[str, Any]
    deadline: Deadline | None


def _list(desk: Desk, store: Store) -> int:
    """Print the cases, the soonest deadline first; those without one by their last change."""
    arguments = desk.arguments
    lines = store.binned() if arguments.bin else store.lines(archived=arguments.archived)
    rows = sorted((_row(line, desk, store) for line in lines), key=_urgency)
    if arguments.json:
        say_json([_row_as_json(row, desk) for row in rows])
        return 0
    for row in rows:
        say("\n".join(_row_in_words(row, desk)))
    if not rows:
        remark(desk.say(N_("The bin is empty.") if arguments.bin else N_("No case is kept yet.")))
    return 0


def _urgency(row: _Row) -> tuple[bool, int]:
    return row.deadline is None, row.deadline.days_left if row.deadline else 0


def _row(line: CaseLine, desk: Desk, store: Store) -> _Row:
    try:
        data = plain_throughout(store.case(line.id, in_bin=True).data)
    except DamagedCaseError as error:
        complain(error, desk.say)
        data = {}
    made = _plan(data, desk)
    return _Row(line=line, data=data, deadline=made.next_deadline if made else None)


def _plan(data: dict[str, Any], desk: Desk) -> Plan | None:
    """Return the plan of a case; of one with faults, the plan of what is left without them."""
    try:
        return plan_of(case_from_data(data, desk.catalog), desk)
    except LetterkitError:
        return sketched(data, desk.catalog, today=desk.today()).plan


def _row_in_words(row: _Row, desk: Desk) -> Iterator[str]:
    problem = desk.catalog.problems.get(str(row.data.get("problem")))
    about = desk.say(problem.label) if problem else desk.say(N_("not said yet what went wrong"))
    what = ": ".join(filter(None, (about, _item(row.data))))
    where = desk.say(N_("archived")) if row.line.is_archived else ""
    yield f"{row.line.id}  {what}" + (f" ({where})" if where else "")
    day = row.deadline and deadline_in_words(row.deadline, desk)
    yield " " * 8 + (day or desk.say(N_("no deadline known")))


def _item(data: dict[str, Any]) -> str:
    order = data.get("order")
    return str(order.get("item") or "") if isinstance(order, dict) else ""


def _row_as_json(row: _Row, desk: Desk) -> dict[str, Any]:
    deadline = row.deadline
    label = deadline and desk.say(desk.catalog.deadlines[deadline.about].label)
    return {
        "id": row.line.id,
        "problem": row.data.get("problem"),
        "item": _item(row.data) or None,
        "deadline": deadline and {**msgspec.to_builtins(deadline), "label": label},
        "archived": row.line.is_archived,
        "changed": row.line.changed,
        "revision": row.line.revision,
    }


def _show(desk: Desk, store: Store) -> int:
    """Print a case as the file that other commands read."""
    case = store.case(desk.arguments.ids[0])
    if desk.arguments.json:
        say_json(plain_throughout(case.data))
    else:
        say(toml_of(case.data, desk).rstrip())
    return 0


def _archive(desk: Desk, store: Store) -> int:
    """Take cases out of the usual list, or put them back."""
    for id in desk.arguments.ids:
        store.archive(id, archived=not desk.arguments.back)
    return 0


def _restore(desk: Desk, store: Store) -> int:
    """Take cases out of the bin."""
    for id in desk.arguments.ids:
        store.restore(id)
    return 0


def _delete(desk: Desk, store: Store) -> int:
    """Put cases into the bin; with `--for-good` delete them, or all that is in the bin."""
    ids = desk.arguments.ids
    if desk.arguments.for_good:
        return _delete_for_good(desk, store)
    if not ids:
        raise CaseNotNamedError(key="cases delete")
    for id in ids:
        store.delete(id)
        remark(
            desk.say(
                N_("%(id)s is in the bin. To take it back: %(command)s"),
                id=plain(id),
                command=f"{desk.program} cases restore {plain(id)}",
            )
        )
    return 0


def _delete_for_good(desk: Desk, store: Store) -> int:
    lines = {line.id: line for line in (*store.lines(archived=True), *store.binned())}
    ids = [store.known_id(id) for id in desk.arguments.ids] or [line.id for line in store.binned()]
    if not ids:
        remark(desk.say(N_("The bin is empty.")))
        return 0
    for id in ids:
        say("\n".join(_row_in_words(_row(lines[id], desk, store), desk)))
    _confirm(desk)
    for id in ids:
        store.purge(id)
    remark(desk.say(N_("Deleted for good: %(number)s."), number=len(ids)))
    remark(paragraph(desk.say(N_(
        "letterkit cannot reach copies that you exported, pasted or sent, backups of this "
        "computer, and what an SSD keeps of overwritten data until it reuses the place."
    )), 80))  # fmt: skip
    for copy in store.copies():
        remark(desk.say(N_("This earlier copy may still hold them: %(path)s"), path=copy))
    return 0


def _confirm(desk: Desk) -> None:
    """Ask before something that nobody can take back.

    Raises:
        NotConfirmedError: the answer is not yes, or there is nobody to ask.
    """
    if desk.arguments.yes:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotConfirmedError(key="--yes")
    question = desk.say(N_("Delete for good? Nobody can take this back. Type yes or no: "))
    if not desk.agreed(question):
        raise NotConfirmedError
