"""`letterkit consent`: who may be sent the buyer's own words, and taking that back."""

import sys
from collections.abc import Mapping
from datetime import date
from shlex import quote

from letterkit.cli.desk import Desk
from letterkit.cli.output import say, say_json
from letterkit.domain.catalog import known
from letterkit.domain.translation import Provider
from letterkit.errors.translating import ConsentMissingError, ProviderMissingError
from letterkit.files.settings import read_settings, with_consent, without_consents
from letterkit.marking import N_
from letterkit.presenting.consent import check_address, consent_key, told_of


def run(desk: Desk) -> int:
    """Give or take back a consent, or print all of them."""
    arguments, providers = desk.arguments, desk.catalog.providers
    chosen = [known(providers, "provider", arguments.provider)] if arguments.provider else []
    if arguments.give:
        if not chosen:
            raise ProviderMissingError(key="--give", known=", ".join(providers))
        check_address(chosen[0], arguments.address)
        with_consent(consent_key(chosen[0], arguments.address), desk.today())
    if arguments.revoke:
        without_consents(_meant(chosen, arguments.address))
    shown = chosen or list(providers.values())
    if arguments.json:
        given = read_settings().consents
        say_json([{"id": each.id, "given": _given_to(each, given)} for each in shown])
        return 0
    for provider in shown:
        say(_in_words(provider, desk))
    return 0


def require(provider: Provider, address: str | None, desk: Desk) -> None:
    """Make sure that the buyer has agreed; ask where there is somebody to ask.

    Raises:
        ConsentMissingError: the buyer has not agreed, or nobody is there to say so.
    """
    key = consent_key(provider, address)
    if key in read_settings().consents:
        return
    if sys.stdin.isatty() and sys.stderr.isatty():
        say(told_of(provider, desk))
        if desk.agreed(desk.say(N_("Do you agree? Type yes or no: "))):
            with_consent(key, desk.today())
            return
    command = f"{desk.program} consent {provider.id} --give"
    if address:
        command += f" --address {quote(address)}"
    raise ConsentMissingError(tells=told_of(provider, desk), command=command)


def _meant(chosen: list[Provider], address: str | None) -> set[str]:
    """Return which consents are taken back: of whoever is named, else all of them."""
    given = read_settings().consents
    if not chosen:
        return set(given)
    return {consent_key(chosen[0], address)} if address else set(_given_to(chosen[0], given))


def _given_to(provider: Provider, given: Mapping[str, date]) -> dict[str, date]:
    return {key: day for key, day in given.items() if key.partition(" ")[0] == provider.id}


def _in_words(provider: Provider, desk: Desk) -> str:
    given = _given_to(provider, read_settings().consents)
    states = [
        desk.say(N_("agreed on %(day)s"), day=day.isoformat()) + key.removeprefix(provider.id)
        for key, day in given.items()
    ] or [desk.say(N_("not agreed"))]
    return f"{provider.id}: {provider.name}, {', '.join(states)}\n  {told_of(provider, desk)}"
