"""Checks a finished letter, letterkit's own or the buyer's: what would weaken it, line by line."""

from letterkit.checking.checks import CHECKS
from letterkit.checking.subject import Subject
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog
from letterkit.domain.letter import Flaw


def check(
    text: str, catalog: Catalog, *, case: Case | None = None, limit: int | None = None
) -> tuple[Flaw, ...]:
    """Return what is wrong with an English letter, the gravest first.

    With `case`, the letter is also held against what the buyer has answered; `limit` is what the
    form's field takes, in UTF-16 units.
    """
    subject = Subject(text, catalog, case=case, limit=limit)
    flaws = [
        Flaw(
            item=each.item,
            is_grave=each.is_grave,
            line=line,
            sentence=each.sentence,
            hint=each.hint,
            facts=facts,
        )
        for each in CHECKS
        if each.applies(subject)
        for line, facts in each.look(subject)
    ]
    return tuple(sorted(flaws, key=lambda flaw: not flaw.is_grave))
