"""Who may come in: which addresses the page has, which pages may reach it, who has the key."""

import hmac
import ipaddress
import socket
from collections import deque
from collections.abc import Callable
from urllib.parse import urlsplit

from letterkit.domain.noun import Noun

LOOPBACK = ("127.0.0.1", "localhost", "::1")
GUESSES = 20
"""Wrong passwords that are taken within `SPAN` seconds, from all together."""
SPAN = 60.0


class Doors(Noun, frozen=True, kw_only=True):
    """Under which names the page is reached, and what is asked of whoever comes."""

    host: str
    """The address to listen on."""
    port: int
    key: str = ""
    """What the owner's address ends with; the cases are then the owner's own."""
    password: str = ""
    """What every visitor has to know."""
    public: str = ""
    """The address that a proxy in front shows to the world, such as https://letters.example.org."""

    @property
    def has_visitors(self) -> bool:
        """Whether others than the owner come in, each with cases of their own."""
        return not self.key

    def knows_host(self, named: str | None) -> bool:
        """Whether a request was sent to a name of this server.

        A page elsewhere can have its own name lead to this computer (DNS rebinding), and its
        browser then takes this server for that page; but it still sends that name.
        """
        name = _name_of(named)
        if name is None:
            return False
        if self.public and name == _name_of(urlsplit(self.public).netloc):
            return True
        if name in LOOPBACK:
            return True
        # An address in digits is nobody's name, so it cannot be made to lead elsewhere.
        return not is_loopback(self.host) and (_is_address(name) or name in self._own_names())

    def knows_origin(self, origin: str | None, host: str | None) -> bool:
        """Whether a request comes from this server's own page, not from a page of another site."""
        if self.public:
            return origin == self.public
        return bool(host) and origin == f"http://{host}"

    def _own_names(self) -> set[str]:
        own = socket.gethostname().casefold()
        return {own, f"{own}.local", self.host.casefold()}


def is_loopback(host: str) -> bool:
    """Whether only programs on this computer can reach this address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_same(given: str, wanted: str) -> bool:
    """Compare secrets without telling by the time it takes how much of them is right."""
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


class Guesses:
    """Counts wrong passwords, so that nobody tries them all."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._wrong: deque[float] = deque()

    @property
    def are_too_many(self) -> bool:
        while self._wrong and self._wrong[0] < self._clock() - SPAN:
            self._wrong.popleft()
        return len(self._wrong) >= GUESSES

    def count(self) -> None:
        self._wrong.append(self._clock())


def _name_of(host: str | None) -> str | None:
    """Return the name in a Host header, without the port; None if it is no such header."""
    try:
        return urlsplit(f"//{host}").hostname if host else None
    except ValueError:
        return None


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
