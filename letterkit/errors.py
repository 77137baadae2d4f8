"""What can go wrong, said so that the reader knows what to do.

An error holds facts and the English sentences that tell them; the front end translates the
sentences and prints them. Exit codes: 1 a checked letter fails, 2 the command line, 3 a file
cannot be read, 4 what it holds cannot be used, 5 answers are missing or contradict each other,
6 shipped data is faulty, 7 a translation was refused.
"""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Self

from letterkit.marking import N_

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


class _UnknownNameError(LetterkitError):
    """A name that is not among those known: the nearest of them is offered."""

    exit_code = 4
    nearest_hint: ClassVar[str]

    def __init__(self, unknown: str, known: Iterable[str], *, key: str, **facts: object) -> None:
        listed = sorted(known)
        self.nearest = nearest_of(unknown, listed)
        super().__init__(key=key, known=", ".join(listed), nearest=self.nearest, **facts)

    def advice(self, translate: Translate) -> str:
        return translate(self.nearest_hint if self.nearest else self.hint) % self.facts


class UnknownIdError(_UnknownNameError):
    """An id that no shipped file has."""

    sentences: ClassVar[dict[str, str]] = {
        "marketplace": N_("There is no marketplace called “%(given)s”."),
        "problem": N_("There is no problem called “%(given)s”."),
        "letter": N_("There is no letter called “%(given)s”."),
        "language": N_("There is no language called “%(given)s”."),
        "demand": N_("There is no demand called “%(given)s”."),
        "finding": N_("There is no finding called “%(given)s” for this problem."),
        "evidence": N_("There is no kind of evidence called “%(given)s”."),
        "exhibit": N_("Evidence cannot show “%(given)s”."),
        "statement": N_("There is no statement called “%(given)s” for this side."),
        "offer": N_("There is no offer called “%(given)s”."),
        "side": N_("There is no side called “%(given)s”."),
        "choice": N_("“%(given)s” is not one of the answers to this question."),
        "question": N_("This problem does not ask for “%(given)s”."),
        "deadline": N_("There is no deadline called “%(given)s”."),
        "event": N_("There is no event called “%(given)s” to count from."),
        "source": N_("There is no source called “%(given)s” in this file."),
        "rule": N_("There is no rule called “%(given)s” in this file."),
        "form": N_("No letter has a form called “%(given)s”."),
        "provider": N_("There is no provider called “%(given)s”."),
        "guide": N_("There is no guide called “%(given)s”."),
        "stage": N_("There is no stage called “%(given)s”."),
        "value": N_("“%(given)s” is not one of the values that this key can have."),
    }
    nearest_hint = N_("Did you mean “%(nearest)s”? Known: %(known)s.")
    hint = N_("Known: %(known)s.")

    def __init__(self, kind: str, given: str, known: Iterable[str], *, key: str = "") -> None:
        self.kind = kind
        super().__init__(given, known, key=key, given=given)

    def told(self, translate: Translate) -> str:
        return translate(self.sentences[self.kind]) % self.facts


class UnknownKeyError(_UnknownNameError):
    """A key that the file's format does not have: most often a spelling mistake."""

    sentence = N_("The key “%(name)s” is not known here.")
    nearest_hint = N_("Did you mean “%(nearest)s”? Keys known here: %(known)s.")
    hint = N_("Keys known here: %(known)s.")

    def __init__(self, name: str, known: Iterable[str], *, key: str) -> None:
        super().__init__(name, known, key=key, name=name)


class BadValueError(LetterkitError):
    """A value of the wrong kind. `wanted` is one of the keys of `hints`."""

    exit_code = 4
    sentence = N_("“%(given)s” cannot be used here.")
    hints: ClassVar[dict[str, str]] = {
        "text": N_("Write text in quotation marks, for example 'Bluetooth headphones'."),
        "id-text": N_("Write the number in quotation marks, for example '8123456789012345'."),
        "date": N_("Write a date as year-month-day, for example 2026-11-30."),
        "year": N_("Check the year."),
        "money": N_("Write the sum and the currency in quotation marks: '24.90 USD'."),
        "number": N_("Write a whole number above zero, for example 15."),
        "list": N_("Write a list in square brackets."),
        "one": N_("Choose one answer: write it alone, without square brackets."),
        "table": N_("Write a table with named values."),
        "yes-no": N_("Write true or false."),
        "country": N_("Write the country's code of two capital letters, for example IT or KR."),
        "none": N_("Nothing is asked here: leave it out."),
        "file-name": N_("Leave it out: the name of the file is the id."),
        "calendar": N_("Write the code of a country whose holidays are known, for example US."),
        "unique": N_("Another one has the same id: give it one of its own."),
        "zone": N_("Write a time zone as region/city, for example Asia/Tbilisi."),
    }

    def __init__(self, given: object, wanted: str, *, key: str) -> None:
        self.wanted = wanted
        super().__init__(key=key, given=given)

    def advice(self, translate: Translate) -> str:
        return translate(self.hints[self.wanted]) % self.facts


class MissingKeyError(LetterkitError):
    """A key without which the file means nothing."""

    exit_code = 4
    sentence = N_("“%(name)s” is missing.")
    hint = N_("“letterkit example” prints a complete case file to start from.")


class MissingAnswersError(LetterkitError):
    """The letter cannot be written before these questions are answered."""

    exit_code = 5
    sentence = N_("The letter needs answers that the case does not give yet:")

    def __init__(self, questions: Iterable[tuple[str, str, str]]) -> None:
        """`questions` holds, for each, its key in the case file, what is asked and why."""
        self.questions = tuple(questions)
        super().__init__()

    def advice(self, translate: Translate) -> str:
        return "\n".join(
            f"  {key}: {translate(ask)}\n      {translate(why)}" for key, ask, why in self.questions
        )


class LetterNotChosenError(LetterkitError):
    """The case names no letter and nobody else has."""

    exit_code = 5
    sentence = N_("The case does not say which letter to write.")
    hint = N_("Add letter = … to the case or use --letter. For this problem: %(known)s.")


class LetterDoesNotFitError(LetterkitError):
    """The letter exists, but not for this problem."""

    exit_code = 5
    sentence = N_("The letter “%(letter)s” does not fit the problem “%(problem)s”.")
    hint = N_("Letters for this problem: %(known)s.")


class NoSuchFormError(LetterkitError):
    """The letter exists, but the marketplace has no form that it could fill."""

    exit_code = 5
    sentence = N_("%(marketplace)s has no form for the letter “%(letter)s”.")
    hint = N_("Letters that can be sent there: %(known)s.")


class DemandDoesNotFitError(LetterkitError):
    """This letter, for this problem, cannot ask for that."""

    exit_code = 5
    sentence = N_("The letter “%(letter)s” cannot ask for “%(demand)s” here.")
    hint = N_("It can ask for: %(known)s.")


class DayToComeError(LetterkitError):
    """Something is said to have happened on a day that has not come yet."""

    exit_code = 5
    sentence = N_("This day has not come yet: %(day)s.")
    hint = N_("Check the day and the year. Only what has happened can stand in a letter.")


class DaysContradictError(LetterkitError):
    """What was bought came before it was ordered."""

    exit_code = 5
    sentence = N_(
        "The day of receipt, %(received)s, comes before the day of the order, %(ordered)s."
    )
    hint = N_("Check both days: the order page shows them.")


class ProtectionOverError(LetterkitError):
    """An extension is asked for when there is nothing left to extend."""

    exit_code = 5
    sentence = N_("Buyer protection ended on %(day)s. It cannot be extended any more.")
    hint = N_(
        "Check the day on the order page. If it is right, ask the marketplace's support, "
        "and the bank or payment service you paid with."
    )


class AmountTooHighError(LetterkitError):
    """More is asked back than was paid."""

    exit_code = 5
    sentence = N_("The amount asked back, %(amount)s, is more than was paid, %(paid)s.")
    hint = N_("Ask for part of what was paid, or choose full-refund.")


class CurrencyDiffersError(LetterkitError):
    """The amount asked back cannot be compared with the amount paid."""

    exit_code = 5
    sentence = N_("The amount asked back is in %(currency)s, but the order was paid in %(paid)s.")
    hint = N_("Write both sums in the currency of the order.")


class LimitTooSmallError(LetterkitError):
    """The field cannot hold what the letter must say."""

    exit_code = 5
    sentence = N_("The letter needs at least %(needed)s characters; the field holds %(limit)s.")
    hint = N_("Shorten the name of the item, or send the letter as a message instead.")


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


class TranslationRefusedError(LetterkitError):
    """What came back is no translation to rely on. `reason` is one of the keys of `sentences`."""

    exit_code = 7
    sentences: ClassVar[dict[str, str]] = {
        "timeout": N_("The translator did not answer in time."),
        "unreachable": N_("The translator cannot be reached."),
        "insecure": N_("The connection to the translator is not secure."),
        "refused": N_("The translator refused the request."),
        "too-many": N_("The translator has had too many requests."),
        "too-big": N_("The translator answered with far more than a translation."),
        "too-long": N_("A line of your words is too long for the translator."),
        "redirected": N_("The translator sent us elsewhere."),
        "no-translation": N_("The answer is a page without a translation."),
        "empty": N_("The answer is empty."),
        "markup": N_("The answer holds markup."),
        "length": N_("The answer is far too long or too short."),
        "lost-mask": N_("A number, a date or a name got lost or doubled in the translation."),
        "changed-numbers": N_("A number was changed in the translation."),
        "wrong-language": N_("The answer is in another language than the one asked for."),
        "failed": N_("The translation failed."),
    }
    hint = N_(
        "Your own words are kept, and they stand in the letter as a quotation. "
        "Try again later, or translate them yourself under [words] english = …"
    )
    waiting_hint = N_(
        "Try again in %(seconds)s seconds; until then your words stand as a quotation."
    )

    def __init__(self, reason: str, *, seconds: int = 0) -> None:
        self.reason = reason
        super().__init__(seconds=seconds)

    def told(self, translate: Translate) -> str:
        return translate(self.sentences[self.reason])

    def advice(self, translate: Translate) -> str:
        hint = self.waiting_hint if self.facts["seconds"] else self.hint
        return translate(hint) % self.facts


class ConsentMissingError(LetterkitError):
    """Nobody has agreed that words leave this computer."""

    exit_code = 5
    sentence = N_("You have not agreed to this: %(tells)s")
    hint = N_("To agree: %(command)s")


class NoNetworkError(LetterkitError):
    """Nothing may leave this computer."""

    exit_code = 5
    sentence = N_("Nothing may leave this computer, so nothing is translated.")
    hint = N_(
        "It was asked for with --no-network, LETTERKIT_NO_NETWORK or network = false in the "
        "settings. Your own words stand in the letter as a quotation."
    )


class NoWordsError(LetterkitError):
    """There is nothing to translate."""

    exit_code = 5
    sentence = N_("The case holds no words of your own.")
    hint = N_('Add them under [words] text = "…".')


class LanguageUnknownError(LetterkitError):
    """The language of the buyer's words cannot be told."""

    exit_code = 5
    sentence = N_("Which language are your words in?")
    hint = N_("Name it, for example with --from ka.")


class ProviderMissingError(LetterkitError):
    """An agreement has to name whom it is with."""

    exit_code = 2
    sentence = N_("Name who may get your words.")
    hint = N_("Known: %(known)s.")


class AddressMissingError(LetterkitError):
    """The provider is a server of the buyer's choice, and none is named."""

    exit_code = 2
    sentence = N_("%(provider)s needs the address of a server.")
    hint = N_("Name it, for example with --address https://translate.example.org")


class AddressNotTakenError(LetterkitError):
    """An address would send words to somebody whom nobody has agreed to."""

    exit_code = 2
    sentence = N_("%(provider)s takes no address: your consent is for it alone.")
    hint = N_("Leave it out, or use --provider libretranslate.")


class KeyMissingError(LetterkitError):
    """The provider wants a key that is not in the environment."""

    exit_code = 5
    sentence = N_("%(provider)s needs a key.")
    hint = N_("Set it in the environment under this name.")


class LanguageNotTranslatedError(LetterkitError):
    """The provider does not have the language of the buyer's words."""

    exit_code = 5
    sentence = N_("%(provider)s cannot translate this language into English: %(language)s.")
    hint = N_("Name another translator with --provider. This one knows: %(known)s.")


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


class NoHomeError(LetterkitError):
    """The system names no folder for what somebody keeps."""

    exit_code = 3
    sentence = N_("There is no home folder to keep anything in.")
    hint = N_("Set HOME to a folder of yours.")


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


def nearest_of(given: str, known: Iterable[str]) -> str:
    """Return the known id that looks most like `given`, or an empty string."""
    # Only a mistake pays for difflib.
    from difflib import get_close_matches

    return next(iter(get_close_matches(given, list(known), n=1, cutoff=0.5)), "")
