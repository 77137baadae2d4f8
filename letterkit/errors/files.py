"""Files that cannot be read, written or understood; those that come with letterkit among them."""

from typing import ClassVar

from letterkit.errors import LetterkitError, Translate
from letterkit.marking import N_


class UnreadableFileError(LetterkitError):
    """The file cannot be read at all. `reason` is one of the keys of `sentences`."""

    exit_code = 3
    sentences: ClassVar[dict[str, str]] = {
        "missing": N_("There is no such file."),
        "directory": N_("This is a folder, not a file."),
        "denied": N_("You have no permission to read this file."),
        "binary": N_("This is not a text file."),
        "nothing-to-check": N_("There are no files marketplaces/*.toml in this folder."),
        "too-big": N_("This file is too big for a case: more than %(limit)s bytes."),
        "failed": N_("This file could not be read: %(detail)s."),
    }
    hint = N_("Name a case file; “letterkit example > case.toml” makes one to start from.")

    def __init__(self, reason: str, *, limit: int = 0, detail: str = "") -> None:
        self.reason = reason
        super().__init__(limit=limit, detail=detail)

    def told(self, translate: Translate) -> str:
        return translate(self.sentences[self.reason]) % self.facts


class UnwritableFileError(LetterkitError):
    """A file that was asked for cannot be written."""

    exit_code = 3
    sentence = N_("%(name)s cannot be written: %(detail)s.")
    hint = N_("Name another file, in a folder that exists and that is yours.")


class NotTomlError(LetterkitError):
    """The text is not TOML, nor JSON."""

    exit_code = 4
    sentence = N_("Line %(line)s cannot be understood: %(text)s")
    hint = N_(
        "Text stands in quotation marks, a date as 2026-11-30, a list in square brackets. "
        "“letterkit example” prints a file that is right."
    )


class ShippedDataError(LetterkitError):
    """A data file or template of letterkit itself is faulty."""

    exit_code = 6
    sentence = N_("letterkit's own file %(name)s is faulty: %(detail)s")
    hint = N_("Please report this; installing letterkit again may help.")


class FaultyTemplateError(LetterkitError):
    """A template that Jinja cannot read."""

    exit_code = 6
    sentence = N_("Line %(line)s of the template cannot be read: %(detail)s")


class OldRuleError(LetterkitError):
    """A rule that was read so long ago that it may have changed."""

    is_warning = True
    sentence = N_("The rule %(rule)s was last read on %(read)s.")
    hint = N_("Read its source again, and set the day anew.")


class UnsetPlaceholderError(LetterkitError):
    """A template names a value that nothing gives: better no letter than one with a gap."""

    exit_code = 6
    sentence = N_("The template %(template)s needs a value that is not there: %(detail)s")
    hint = N_("Please report this: a letter with a gap is never printed.")


class NoHomeError(LetterkitError):
    """The system names no folder for what somebody keeps."""

    exit_code = 3
    sentence = N_("There is no home folder to keep anything in.")
    hint = N_("Set HOME to a folder of yours.")
