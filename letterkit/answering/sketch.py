"""All that follows from the answers so far, however unfinished: computed anew at each change."""

from datetime import date

from msgspec.structs import replace

from letterkit.answering.data import Data, in_original_rows, without
from letterkit.answering.entries import Entry, entries_of, first_entries
from letterkit.domain.asking import letters_for, settled, unanswered
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Draft, Letter
from letterkit.domain.noun import Noun
from letterkit.domain.plan import Plan
from letterkit.domain.question import Question
from letterkit.domain.text import plain_throughout
from letterkit.drafting import draft
from letterkit.errors import LetterkitError
from letterkit.errors.names import UnknownIdError
from letterkit.files.cases import case_from_data
from letterkit.planning import plan

GAP = "[…]"
"""What stands in the letter for an answer that is still missing."""


class Sketch(Noun, frozen=True, kw_only=True):
    """A case as far as it goes."""

    entries: tuple[Entry, ...]
    faults: dict[str, LetterkitError] = {}  # noqa: RUF012 - msgspec copies a mutable default
    """What cannot be right, by the key it stands under; the rest is read without it."""
    case: Case | None = None
    """None until the problem is known."""
    letter: Letter | None = None
    draft: Draft | None = None
    missing: tuple[Question, ...] = ()
    """The questions whose answers the letter waits for."""
    plan: Plan | None = None
    error: LetterkitError | None = None
    """Why there is no draft, where no single answer is to blame."""

    @property
    def is_complete(self) -> bool:
        """Whether the letter can be sent."""
        return self.draft is not None and not self.missing and not self.faults


def sketched(data: Data, catalog: Catalog, *, today: date) -> Sketch:
    """Return what comes of `data`; wrong and missing answers are named, and stop nothing."""
    faults: dict[str, LetterkitError] = {}
    problem = data.get("problem")
    if problem not in catalog.problems:
        if problem is not None:
            faults["problem"] = UnknownIdError(
                "problem", str(problem), catalog.problems, key="problem"
            )
        return Sketch(entries=tuple(first_entries(data, catalog)), faults=faults)
    left: Data = plain_throughout(data)
    case = letter = drafted = error = None
    missing: tuple[Question, ...] = ()
    while error is None and drafted is None:
        try:
            case, letter = _understood(left, catalog)
            missing = tuple(unanswered(case, letter, catalog))
            gap = GAP if missing else ""
            drafted = draft(case, catalog, today=today, gap=gap)
        except LetterkitError as failure:
            less = without(left, failure.key)
            if less == left:
                error = failure
            else:
                faults[in_original_rows(failure.key, list(faults))] = failure
                left = less
    if case is None or letter is None:
        return Sketch(entries=tuple(first_entries(data, catalog)), error=error)
    return Sketch(
        entries=entries_of(case, letter, data, catalog),
        faults=faults,
        case=case,
        letter=letter,
        draft=drafted,
        missing=missing,
        plan=_planned(case, catalog, today=today),
        error=error,
    )


def _understood(data: Data, catalog: Catalog) -> tuple[Case, Letter]:
    """Return the case, and the letter it asks for: the first that fits, unless it names one."""
    case = case_from_data(data, catalog)
    fitting = letters_for(case.problem, catalog, case.marketplace)
    letter = next((each for each in fitting if each.id == case.letter), fitting[0])
    return settled(replace(case, letter=letter.id), letter, catalog), letter


def _planned(case: Case, catalog: Catalog, *, today: date) -> Plan | None:
    try:
        return plan(case, catalog, today=today)
    except LetterkitError:
        return None
