"""The answers of one case while they are changed, with all that was there before."""

from typing import Any

from letterkit.answering.data import Data, with_value
from letterkit.domain.asking import fitting_demands, letters_for
from letterkit.domain.catalog import Catalog
from letterkit.domain.question import Question

_MOST_STEPS = 1000


class Answers:
    """Decoded case data that can be changed, undone and redone.

    Changes of one key in a row are one step, until `settle` is called.
    """

    def __init__(self, data: Data, catalog: Catalog) -> None:
        self.data = data
        self._catalog = catalog
        self._before: list[Data] = []
        self._after: list[Data] = []
        self._changing = ""
        """The key whose changes are one step."""
        self._aside: dict[str, Data] = {}
        """What did not fit a letter or a problem that was chosen, by its id."""

    @property
    def can_redo(self) -> bool:
        return bool(self._after)

    def settle(self) -> None:
        """The next change is a step of its own, even of the same key."""
        self._changing = ""

    def put(self, key: str, value: Any) -> bool:
        """Answer one question; None takes the answer back. Return whether that changed anything."""
        changed = with_value(self.data, key, value)
        if changed == self.data:
            return False
        if key in ("problem", "marketplace", "letter"):
            changed = self._fitting(changed, key)
        self._step(changed, key)
        return True

    def put_row(self, table: str, number: int, row: Data) -> None:
        """Set a row; one more than there are adds it."""
        rows = list(self.data.get(table) or ())
        rows[number : number + 1] = [row]
        self._step({**self.data, table: rows}, f"{table}[{number}]")
        self.settle()

    def drop_row(self, table: str, number: int) -> None:
        rows = list(self.data.get(table) or ())
        del rows[number]
        self._step({**self.data, table: rows}, f"{table}[{number}]")
        self.settle()

    def replace(self, data: Data) -> None:
        """Take other data as one step that can be undone."""
        self.settle()
        self._step(data, "")

    def undo(self) -> bool:
        """Go one step back. Return whether there was one."""
        return self._move(self._before, self._after)

    def redo(self) -> bool:
        """Go one step forward again. Return whether there was one."""
        return self._move(self._after, self._before)

    def _move(self, source: list[Data], target: list[Data]) -> bool:
        if not source:
            return False
        target.append(self.data)
        self.data = source.pop()
        self.settle()
        return True

    def _step(self, changed: Data, key: str) -> None:
        if not key or key != self._changing:
            self._before.append(self.data)
            del self._before[:-_MOST_STEPS]
        self._changing = key
        self._after.clear()
        self.data = changed

    def _fitting(self, data: Data, key: str) -> Data:
        """Return the data without what does not fit the choice, kept aside for the way back."""
        problem = data.get("problem", "")
        if problem not in self._catalog.problems:
            return data
        if key != "letter":
            data = self._with_letter_that_fits(data)
        before = self.data.get(key, "")
        kept, put_aside = self._split(data)
        self._aside[f"{key} {before}"] = put_aside
        return _merged(self._aside.pop(f"{key} {data.get(key, '')}", {}), kept)

    def _with_letter_that_fits(self, data: Data) -> Data:
        marketplace = data.get("marketplace", "aliexpress")
        if marketplace not in self._catalog.marketplaces:
            # Nobody knows which forms it has; that it is unknown is said beside it.
            return data
        fitting = letters_for(data["problem"], self._catalog, marketplace)
        if data.get("letter") in [letter.id for letter in fitting]:
            return data
        return with_value(data, "letter", fitting[0].id)

    def _split(self, data: Data) -> tuple[Data, Data]:
        """Return what fits problem and letter, and what does not."""
        problem = self._catalog.problems[data["problem"]]
        asked = {question.id.removeprefix("answers."): question for question in problem.questions}
        kept: Data = dict(data)
        aside: Data = {}
        kept["answers"], aside["answers"] = {}, {}
        for name, value in (data.get("answers") or {}).items():
            fits = name in asked and _is_offered(value, asked[name])
            (kept if fits else aside)["answers"][name] = value
        findings = data.get("findings") or []
        kept["findings"] = [row for row in findings if row.get("what") in problem.findings]
        aside["findings"] = [row for row in findings if row.get("what") not in problem.findings]
        letter = self._catalog.letters.get(data.get("letter", ""))
        wanted = (data.get("demand") or {}).get("kind")
        if letter and wanted and wanted not in fitting_demands(problem.id, letter, self._catalog):
            aside["demand"] = kept.pop("demand")
        return _without_empty(kept), _without_empty(aside)


def _is_offered(value: Any, question: Question) -> bool:
    """Whether a picked answer is among the choices; what is typed stands for the buyer to see."""
    if question.kind not in ("one", "list"):
        return True
    offered = {choice.id for choice in question.choices}
    return offered.issuperset(value if isinstance(value, list) else [value])


def _without_empty(data: Data) -> Data:
    """Return data without empty tables; that nobody said anything is an answer, and stays."""
    return {key: value for key, value in data.items() if value or key == "contacts"}


def _merged(aside: Data, kept: Data) -> Data:
    """Return both; where both answer the same question, what was kept counts."""
    merged = dict(kept)
    for table, value in aside.items():
        if isinstance(value, dict):
            merged[table] = {**value, **(kept.get(table) or {})}
        else:
            merged[table] = [*(kept.get(table) or []), *value]
    return merged
