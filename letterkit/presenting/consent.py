"""What a buyer agrees to before their own words are sent to somebody who translates them."""

import re

from letterkit.domain.translation import Provider
from letterkit.errors import AddressMissingError, AddressNotTakenError
from letterkit.marking import N_
from letterkit.presenting.voice import Voice

_ADDRESS = re.compile(r"https?://[^\s/]+\S*")


def check_address(provider: Provider, address: str | None) -> None:
    """Raise an error where an address is missing, or would send words past the one agreed to."""
    if provider.needs_address and not _ADDRESS.fullmatch(address or ""):
        raise AddressMissingError(key="--address", provider=provider.id)
    if address and not provider.needs_address:
        raise AddressNotTakenError(key="--address", provider=provider.id)


def consent_key(provider: Provider, address: str | None) -> str:
    """Return what a consent is kept under: a server of one's own is agreed to by its address."""
    return f"{provider.id} {address}" if address else provider.id


def told_of(provider: Provider, voice: Voice) -> str:
    """Return what is sent, to whom and how."""
    again = N_("The English goes there once more, so that you can see what it comes back as.")
    return f"{voice.say(provider.tells)} {voice.say(again)}"
