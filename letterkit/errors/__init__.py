"""What can go wrong, said so that the reader knows what to do.

An error holds facts and the English sentences that tell them; the front end translates the
sentences and prints them. Exit codes: 1 a checked letter fails, 2 the command line, 3 a file
cannot be read, 4 what it holds cannot be used, 5 answers are missing or contradict each other,
6 shipped data is faulty, 7 a translation was refused.
"""

from collections.abc import Callable
from typing import ClassVar, Self

Translate = Callable[[str], str]


class LetterkitError(Exception):
    """Something a person can put right. `key` names the place in the file, if there is one."""

    sentence: ClassVar[str]
    hint: ClassVar[str] = ""
    exit_code: ClassVar[int] = 1
    is_warning: ClassVar[bool] = False
    """Whether one can go on without putting it right."""

    def __init__(self, *, key: str = "", **facts: object) -> None:
        self.key = key
        self.file = ""
        self.facts = facts
        super().__init__()

    def in_file(self, file: str) -> Self:
        """Return the same error, naming the file it was found in."""
        self.file = file
        return self

    def __str__(self) -> str:
        return self.told(str)

    def told(self, translate: Translate) -> str:
        """Say what is wrong, in the language of `translate`."""
        return translate(self.sentence) % self.facts

    def advice(self, translate: Translate) -> str:
        """Say what to do about it; empty if there is nothing to add."""
        return translate(self.hint) % self.facts if self.hint else ""
