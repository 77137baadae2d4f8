"""The tests themselves reach no further than this computer; what watches over that can bark."""

import socket
import urllib.request
from collections.abc import Callable

import pytest

NOBODY = ("192.0.2.1", 9)
"""An address that is kept for examples (RFC 5737)."""


def connects() -> None:
    socket.socket().connect(NOBODY)


def connects_without_a_word() -> None:
    socket.socket().connect_ex(NOBODY)


def sends() -> None:
    socket.socket(type=socket.SOCK_DGRAM).sendto(b"x", NOBODY)


def opens_a_page() -> None:
    urllib.request.urlopen(f"http://{NOBODY[0]}:{NOBODY[1]}")


@pytest.mark.parametrize("reach", [connects, connects_without_a_word, sends, opens_a_page])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_test_that_reaches_out_is_caught(reach: Callable[[], None]) -> None:
    with pytest.raises(AssertionError, match="a test connects to"):
        reach()


def test_this_computer_may_be_asked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
