"""`letterkit serve`: the app in a browser."""

import asyncio
import getpass
import os
import secrets
import sys
from urllib.parse import urlsplit

from letterkit.cli.desk import Desk
from letterkit.cli.output import remark, say
from letterkit.errors.usage import (
    MissingExtraError,
    NotAPortError,
    NotAPublicAddressError,
    OpenToOthersError,
    PasswordTooShortError,
)
from letterkit.files.own import own_folder_if_any
from letterkit.marking import N_

PASSWORD = "LETTERKIT_PASSWORD"  # noqa: S105 - the name of a variable
_SHORTEST = 8
_PORT = 8765


def run(desk: Desk) -> int:
    """Serve until Ctrl+C."""
    try:
        # Only this command pays for a server.
        from letterkit.web.doors import Doors, is_loopback
        from letterkit.web.server import Server
    except ModuleNotFoundError as error:
        raise MissingExtraError("web") from error

    asked = desk.arguments
    public = _public_address(asked.behind_proxy)
    password = _password(desk) if asked.password else ""
    if not is_loopback(asked.host) and not password and not public:
        raise OpenToOthersError(address=asked.host)
    is_own = not password and not public
    key = secrets.token_urlsafe(24) if is_own else ""
    doors = Doors(
        host=asked.host, port=_port(asked.port), key=key, password=password, public=public
    )
    server = Server(
        desk.catalog,
        doors,
        language=desk.language,
        arguments=_passed_on(desk),
        own_folder=own_folder_if_any(),
    )

    def tell(address: str) -> None:
        remark(desk.say(N_("Open this address in your browser. Ctrl+C ends letterkit here.")))
        if is_own:
            remark(desk.say(N_("Whoever has it sees your cases: do not pass it on.")))
        say(address)
        sys.stdout.flush()

    asyncio.run(server.run(tell))
    return 0


def _passed_on(desk: Desk) -> list[str]:
    """Return the options that the app of every page gets too."""
    passed = []
    for option in ("lang", "today"):
        value = getattr(desk.arguments, option, None)
        if value is not None:
            passed += [f"--{option}", value]
    return passed


def _port(given: str | None) -> int:
    if given is None:
        return _PORT
    if not given.isascii() or not given.isdecimal() or len(given) > 5 or int(given) > 65_535:
        raise NotAPortError(given=given)
    return int(given)


def _public_address(given: str | None) -> str:
    if given is None:
        return ""
    try:
        parts = urlsplit(given)
        is_address = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_address = False
    if not is_address or parts.path.strip("/") or parts.query or parts.fragment:
        raise NotAPublicAddressError(given=given)
    return f"{parts.scheme}://{parts.netloc}".casefold()


def _password(desk: Desk) -> str:
    password = os.environ.get(PASSWORD)
    if password is None:
        password = getpass.getpass(desk.say(N_("Password for the page: ")))
    if len(password) < _SHORTEST:
        raise PasswordTooShortError(shortest=_SHORTEST)
    return password
