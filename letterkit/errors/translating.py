"""What keeps words from being translated."""

from typing import ClassVar

from letterkit.errors import LetterkitError, Translate
from letterkit.marking import N_


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
