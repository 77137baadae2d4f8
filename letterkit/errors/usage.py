"""What a command was asked for, where it cannot do that."""

from letterkit.errors import LetterkitError
from letterkit.marking import N_


class UsageError(LetterkitError):
    """The command line cannot be carried out as written."""

    exit_code = 2


class NotANumberError(UsageError):
    """`--limit` was given something else than a number of characters."""

    sentence = N_("“%(given)s” is not a whole number above zero.")


class NotADayError(UsageError):
    """`--today` was given something else than a date."""

    sentence = N_("“%(given)s” is not a date.")
    hint = N_("Write a date as year-month-day, for example 2026-11-30.")


class MissingExtraError(LetterkitError):
    """An optional library is needed and not installed."""

    exit_code = 3
    sentence = N_("A part of letterkit is missing: %(extra)s.")
    hint = N_("Install it: %(command)s")

    def __init__(self, extra: str) -> None:
        super().__init__(extra=extra, command=f"pip install 'letterkit[{extra}]'")


class PortTakenError(LetterkitError):
    """Another program listens on the port."""

    exit_code = 3
    sentence = N_("Another program already uses port %(port)s.")
    hint = N_("Is letterkit open there? Otherwise take another port: --port %(other)s")


class AddressUnusableError(LetterkitError):
    """The system does not let a server listen on this address."""

    exit_code = 3
    sentence = N_("Nothing can be served at %(address)s: %(detail)s.")


class NotAPortError(UsageError):
    sentence = N_("“%(given)s” is not a port.")
    hint = N_("Write a number up to 65535, for example --port 8765.")


class NotAPublicAddressError(UsageError):
    sentence = N_("“%(given)s” is not the address of a site.")
    hint = N_("Write it without a path, for example --behind-proxy https://letters.example.org.")


class OpenToOthersError(UsageError):
    """Others could reach the page, and nothing would keep them out."""

    sentence = N_("At %(address)s, others on the network could open letterkit too.")
    hint = N_("Add --password, or name the site of your proxy with --behind-proxy.")


class PasswordTooShortError(UsageError):
    sentence = N_("A password needs at least %(shortest)s characters.")


class CaseNotNamedError(UsageError):
    """The command needs to know which cases are meant."""

    sentence = N_("Which case?")
    hint = N_("Name one or more by their ids; “letterkit cases list” shows them.")


class OneAtATimeError(UsageError):
    """Several case files cannot follow one another in one file."""

    sentence = N_("Several cases need a folder.")
    hint = N_("Name one with --to FOLDER/, or print them with --json, one a line.")


class NotConfirmedError(UsageError):
    """Nobody has said that something may be deleted for good."""

    sentence = N_("Nothing was deleted.")
    hint = N_("--yes deletes without asking.")
