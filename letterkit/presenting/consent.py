"""What must hold, and be agreed to, before a buyer's own words are sent to be translated."""

import re
from collections.abc import Mapping
from functools import partial

from letterkit.domain.translation import Provider
from letterkit.errors.translating import (
    AddressMissingError,
    AddressNotTakenError,
    KeyMissingError,
    LanguageNotTranslatedError,
)
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.rendering.formats import name_of_language

_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


def check_address(provider: Provider, address: str | None) -> None:
    """Raise an error where an address is missing, or would send words past the one agreed to."""
    if provider.needs_address and not _ADDRESS.fullmatch(address or ""):
        raise AddressMissingError(key="--address", provider=provider.id)
    if address and not provider.needs_address:
        raise AddressNotTakenError(key="--address", provider=provider.id)


def check_language(provider: Provider, source: str, voice: Voice) -> None:
    """Raise LanguageNotTranslatedError where a provider does not translate from a language."""
    if provider.languages and source not in provider.languages:
        called = partial(name_of_language, language=voice.language)
        raise LanguageNotTranslatedError(
            key="--provider",
            provider=provider.name,
            language=called(source),
            known=", ".join(map(called, provider.languages)),
        )


def check_keys(provider: Provider, environment: Mapping[str, str]) -> None:
    """Raise KeyMissingError where the environment lacks a key that a provider needs."""
    for name in provider.keys:
        if not environment.get(name):
            raise KeyMissingError(key=name, provider=provider.name)


def consent_key(provider: Provider, address: str | None) -> str:
    """Return what a consent is kept under: a server of one's own is agreed to by its address."""
    return f"{provider.id} {address}" if address else provider.id


def told_of(provider: Provider, voice: Voice) -> str:
    """Return what is sent, to whom and how."""
    again = N_("The English goes there once more, so that you can see what it comes back as.")
    return f"{voice.say(provider.tells)} {voice.say(again)}"
