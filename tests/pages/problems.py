"""docs/problems.md: what can have gone wrong, what is asked, and what proves it."""

from collections.abc import Iterator

from letterkit.domain.catalog import by_rank
from letterkit.domain.problem import Problem
from letterkit.files.shipped import shipped_catalog
from tests.pages.tables import NOTICE, listed, table

_CATALOG = shipped_catalog()
_INTRODUCTION = """\
# Problems, letters and evidence

What can have gone wrong, which letters there are for it, what letterkit asks, and what has to be
attached. The ids stand in case files.

"""


def pages() -> Iterator[tuple[str, str]]:
    problems = by_rank(_CATALOG.problems)
    yield (
        "problems.md",
        NOTICE + _INTRODUCTION + _letters() + "\n" + "\n".join(map(_told, problems)),
    )


def _letters() -> str:
    rows = ((f"`{each.id}`", each.label, each.purpose) for each in by_rank(_CATALOG.letters))
    return "## Letters\n\n" + table(("Id", "Letter", "What it is for"), rows)


def _told(problem: Problem) -> str:
    letters = [each for each in by_rank(_CATALOG.letters) if problem.id in each.problems]
    asked = [
        (
            question.ask,
            "; ".join(choice.label or choice.says for choice in question.choices) or question.kind,
        )
        for question in problem.questions
    ]
    parts = [
        f"## {problem.label} (`{problem.id}`)\n",
        f"Letters: {', '.join(f'`{each.id}`' for each in letters)}.\n",
    ]
    if asked:
        parts.append(table(("It is asked", "Answers"), asked))
    if problem.proof:
        parts.append("Has to be attached:\n\n" + listed(_one_of(each) for each in problem.proof))
    helps = [each for each in problem.exhibits if each not in sum(problem.proof, ())]
    if helps:
        parts.append("Helps:\n\n" + listed(_CATALOG.exhibits[each].label for each in helps))
    return "\n".join(parts)


def _one_of(group: tuple[str, ...]) -> str:
    return ", or ".join(_CATALOG.exhibits[each].label for each in group)
