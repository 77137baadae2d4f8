"""Kept cases that are not there, not as they were, or out of reach."""

from collections.abc import Iterable
from typing import Any, ClassVar

from letterkit.errors import LetterkitError, Translate
from letterkit.errors.names import nearest_of
from letterkit.marking import N_


class UnknownCaseError(LetterkitError):
    """The store holds no case of this id."""

    exit_code = 4
    sentence = N_("There is no case “%(id)s”.")
    hint = N_("“letterkit cases list” shows all cases.")
    nearest_hint = N_("Did you mean “%(nearest)s”? “letterkit cases list” shows all cases.")

    def __init__(self, id: str, known: Iterable[str] = ()) -> None:
        self.nearest = nearest_of(id, known)
        super().__init__(id=id, nearest=self.nearest)

    def advice(self, translate: Translate) -> str:
        return translate(self.nearest_hint if self.nearest else self.hint) % self.facts


class CaseInBinError(UnknownCaseError):
    """The case was deleted and can be taken back."""

    sentence = N_("The case “%(id)s” is in the bin.")
    hint = N_("To take it back: letterkit cases restore %(id)s")


class CaseChangedElsewhereError(LetterkitError):
    """Somebody else saved the case in the meantime: nothing was overwritten.

    `stored` is the `StoredCase` that they saved.
    """

    exit_code = 5
    sentence = N_("The case “%(id)s” was changed in another window in the meantime.")
    hint = N_("Look at what was saved there, or keep yours as a case of its own.")

    def __init__(self, id: str, stored: Any) -> None:
        self.stored = stored
        super().__init__(id=id)


class DamagedCaseError(LetterkitError):
    """What the store holds of a case is no case."""

    exit_code = 4
    sentence = N_("What is kept of the case “%(id)s” is damaged and cannot be read.")
    hint = N_("A file that you exported earlier can be imported again.")


class StoreUnusableError(LetterkitError):
    """The cases cannot be read or saved. `reason` is one of the keys of `sentences`."""

    exit_code = 3
    sentences: ClassVar[dict[str, str]] = {
        "full": N_("The disk is full: %(path)s cannot be saved."),
        "denied": N_("%(path)s cannot be written: it is protected or not yours."),
        "busy": N_("Another window has kept %(path)s busy for too long."),
        "failed": N_("%(path)s cannot be read or written: %(detail)s."),
    }
    hints: ClassVar[dict[str, str]] = {
        "full": N_("What was saved before is unharmed. Make room and try again."),
        "denied": N_("What was saved before is unharmed. Check who may write into the folder."),
        "busy": N_("Try again; if it goes on, close the other windows of letterkit."),
        "failed": N_("“letterkit doctor” says where the cases are and checks them."),
    }

    def __init__(self, reason: str, *, path: object = "", detail: object = "") -> None:
        self.reason = reason
        super().__init__(path=path, detail=detail)

    def told(self, translate: Translate) -> str:
        return translate(self.sentences[self.reason]) % self.facts

    def advice(self, translate: Translate) -> str:
        return translate(self.hints[self.reason]) % self.facts


class StoreDamagedError(LetterkitError):
    """The file of the cases is damaged; the next start sets it aside."""

    exit_code = 4
    sentence = N_("The file of your cases is damaged: %(path)s")
    hint = N_("Start letterkit again: it sets the file aside, unchanged, and begins a new one.")


class StoreSetAsideError(LetterkitError):
    """The file of the cases was damaged: it is kept under another name."""

    exit_code = 4
    is_warning = True
    sentence = N_("The file of your cases was damaged. It is kept, unchanged, as %(aside)s")
    hint = N_(
        "A new one was begun. Cases that could still be read and are in it: %(saved)s. "
        "Keep the old file: somebody who knows SQLite may get more out of it."
    )


class NewerStoreError(LetterkitError):
    """The file of the cases was made by a later version."""

    exit_code = 4
    sentence = N_(
        "%(path)s was made by a newer letterkit (its format is %(found)s, not %(known)s)."
    )
    hint = N_("Use the newer letterkit. The file was not touched.")
