"""`letterkit translate`: the buyer's own words in English, shown with what they come back as."""

from pathlib import Path

from letterkit.answering.data import with_value
from letterkit.cli import consent
from letterkit.cli.desk import Desk
from letterkit.cli.output import remark, say, say_json
from letterkit.domain.case import Case
from letterkit.domain.catalog import known
from letterkit.domain.translation import Provider
from letterkit.errors.files import UnwritableFileError
from letterkit.errors.translating import LanguageUnknownError, NoNetworkError, NoWordsError
from letterkit.files.case_words import with_english
from letterkit.files.saving import save_bytes
from letterkit.language.detection import detect
from letterkit.language.translating import translated
from letterkit.marking import N_
from letterkit.presenting.consent import check_address, check_keys, check_language
from letterkit.presenting.detection_text import detected_in_words


def run(desk: Desk) -> int:
    """Print original, translation and back-translation; with `--save`, keep the translation."""
    if desk.arguments.save and desk.arguments.case == "-":
        raise UnwritableFileError(name="<stdin>", detail="-")
    case = desk.case()
    text = case.words.text
    if not text:
        raise NoWordsError(key="words.text").in_file(desk.case_name)
    source = _language_of_words(text, case, desk)
    provider = known(desk.catalog.providers, "provider", desk.arguments.provider)
    _check_way(provider, desk, source=source)
    english = _ask(text, case, provider, desk, source=source, target="en")
    back = _ask(english, case, provider, desk, source="en", target=source)
    if desk.arguments.json:
        say_json({"language": source, "text": text, "english": english, "back": back})
    else:
        _show(text, english, back, provider, desk)
    if desk.arguments.save:
        _save(english, desk)
    return 0


def _language_of_words(text: str, case: Case, desk: Desk) -> str:
    """Return what the buyer says, else what is detected, which is always shown."""
    said: str | None = desk.arguments.source
    if said is not None:
        return said
    found = detect(text, hint=case.words.language)
    remark(
        detected_in_words(found, desk) + " " + desk.say(N_("Wrong? Name another one with --from."))
    )
    if found.language is None:
        raise LanguageUnknownError(key="--from")
    return found.language


def _check_way(provider: Provider, desk: Desk, *, source: str) -> None:
    """Make sure that the words may and can be sent."""
    if desk.is_offline:
        raise NoNetworkError(key="--no-network")
    check_language(provider, source, desk)
    check_address(provider, desk.arguments.address)
    check_keys(provider, desk.environment)
    consent.require(provider, desk.arguments.address, desk)


def _ask(text: str, case: Case, provider: Provider, desk: Desk, *, source: str, target: str) -> str:
    order = case.order
    return translated(
        text,
        provider,
        source=source,
        target=target,
        facts=filter(None, (order.number, order.tracking, order.item, case.buyer.name)),
        terms=desk.catalog.terms.values() if target == "en" else (),
        address=desk.arguments.address or "",
    )


def _show(text: str, english: str, back: str, provider: Provider, desk: Desk) -> None:
    say(desk.say(N_("Your words:")))
    say(f"  {text}")
    say(desk.say(N_("In English, by %(provider)s:"), provider=provider.name))
    say(f"  {english}")
    say(desk.say(N_("What that comes back as, by machine, for you to judge:")))
    say(f"  {back}")
    if not desk.arguments.save:
        remark(
            desk.say(
                N_(
                    "Keep it with --save, or write your own under [words] english = … "
                    "Until then your words stand in the letter as a quotation."
                )
            )
        )


def _save(english: str, desk: Desk) -> None:
    name: str = desk.arguments.case
    if Path(name).exists():
        save_bytes(Path(name), with_english(Path(name).read_bytes(), english))
    else:
        desk.change_kept_case(name, lambda data: with_value(data, "words.english", english))
    remark(desk.say(N_("The translation is kept in %(path)s."), path=name))
