"""What a case says, where it cannot be used, is missing or contradicts itself."""

from collections.abc import Iterable
from typing import ClassVar

from letterkit.errors import LetterkitError, Translate
from letterkit.marking import N_


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
