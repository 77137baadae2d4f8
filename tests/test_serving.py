"""Who may come in to `letterkit serve`, and what is left when they or it have gone."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer

from letterkit.domain.catalog import Catalog
from letterkit.web.doors import GUESSES, SPAN, Doors, Guesses
from letterkit.web.pages import CHANGES, changed_script
from letterkit.web.server import Server
from letterkit.web.session import visitor_environment
from letterkit.web.visitors import Rooms, Visitors
from tests.browsers import Served, key_in
from tests.commands import Command
from tests.waiting import PATIENCE, wait_until

Serve = Callable[..., Served]
PASSWORD = "correct horse"  # noqa: S105 - of nobody


Visit = Callable[[aiohttp.ClientSession, str], Awaitable[None]]


def visit(server: Served, what: Visit) -> None:
    """Do something as a browser would that has opened the address of the server."""

    async def visiting() -> None:
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(cookie_jar=jar) as client:
            await client.get(server.address if "key=" in server.address else server.home)
            await what(client, server.home)

    asyncio.run(visiting())


def of_socket(home: str) -> str:
    return home.replace("http", "ws", 1) + "ws"


def from_page(home: str) -> dict[str, str]:
    """Return the header by which a browser says which page opens a websocket."""
    return {"Origin": home.rstrip("/")}


def test_only_the_address_with_the_key_opens_the_owners_cases(served: Serve) -> None:
    server = served()

    async def look(client: aiohttp.ClientSession, home: str) -> None:
        async with aiohttp.ClientSession() as stranger:
            assert (await stranger.get(home)).status == 403
            assert (await stranger.get(f"{home}?key=x")).status == 403
            answer = await stranger.get(server.address, allow_redirects=False)
            assert answer.status == 303
            assert "HttpOnly" in answer.headers["Set-Cookie"]
            assert "SameSite=Lax" in answer.headers["Set-Cookie"]
        # Whoever opens it once more stays the same: what their other page hands out is theirs.
        again = await client.get(server.address, allow_redirects=False)
        assert (again.status, again.headers.get("Set-Cookie")) == (303, None)
        page = await client.get(home)
        assert page.status == 200
        assert key_in(server.address) not in str(page.url)
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "frame-ancestors 'none'" in policy
        assert page.headers["Referrer-Policy"] == "no-referrer"

    visit(server, look)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""])
def test_a_page_whose_name_was_made_to_lead_here_gets_nothing(served: Serve, host: str) -> None:
    server = served()

    async def look(client: aiohttp.ClientSession, home: str) -> None:
        answer = await client.get(home, headers={"Host": host})
        assert answer.status == 421
        assert "websocket" not in await answer.text()
        assert (await client.get(home, headers={"Host": f"localhost:{server.port}"})).status == 200

    visit(server, look)


def test_a_page_of_another_site_cannot_open_the_app(
    served: Serve, stock: Callable[[], str]
) -> None:
    server = served()

    async def is_open(client: aiohttp.ClientSession, home: str, origin: str) -> bool:
        headers = {"Origin": origin} if origin else {}
        try:
            async with client.ws_connect(of_socket(home), headers=headers):
                return True
        except aiohttp.WSServerHandshakeError:
            return False

    async def try_all(client: aiohttp.ClientSession, home: str) -> None:
        for origin in ("http://evil.example", "null", "", home.rstrip("/") + ".evil.example"):
            assert not await is_open(client, home, origin), origin
        assert await is_open(client, home, home.rstrip("/"))
        async with aiohttp.ClientSession() as without_cookie:
            assert not await is_open(without_cookie, home, home.rstrip("/"))
            # textual-serve as it comes lets every page in.
            assert await is_open(without_cookie, stock(), "http://evil.example")

    visit(server, try_all)


def test_what_no_page_of_ours_would_send_harms_nobody(served: Serve) -> None:
    async def send(client: aiohttp.ClientSession, home: str) -> None:
        address = of_socket(home) + "?width=999999999&height=x"
        async with client.ws_connect(address, headers=from_page(home)) as ours:
            for nonsense in ("", "[", "[]", "{}", "7", '["resize"]', '["stdin"]',
                            '["resize", {"width": "x"}]', '["resize", 7]',
                            '["resize", {"width": 1e99, "height": -1}]',
                            '["resize", {"width": 1e999}]', "[" * 100_000):  # fmt: skip
                await ours.send_str(nonsense)
            await ours.send_str('["ping", "still here"]')
            async with asyncio.timeout(PATIENCE):
                async for message in ours:
                    if message.type == aiohttp.WSMsgType.TEXT and "still here" in message.data:
                        return
            pytest.fail("the connection was closed")

    visit(served(), send)


def test_the_app_ends_with_its_page_and_with_its_server(served: Serve) -> None:
    server = served()

    async def come_and_go(client: aiohttp.ClientSession, home: str) -> None:
        async with client.ws_connect(of_socket(home), headers=from_page(home)) as first:
            await first.receive(PATIENCE)
            assert len(server.apps()) == 1
        await asyncio.to_thread(wait_until, lambda: not server.apps(), lambda: "outlived its page")
        async with client.ws_connect(of_socket(home), headers=from_page(home)) as second:
            await second.receive(PATIENCE)
            [app] = server.apps()
            server.process.kill()
            gone = (lambda: not is_running(app), lambda: "outlived its server")
            await asyncio.to_thread(wait_until, *gone)

    visit(server, come_and_go)


def is_running(process: int) -> bool:
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True)
    return done.stdout.strip()[:1] not in ("", "Z")


def test_behind_a_proxy_only_its_site_opens_the_app(served: Serve) -> None:
    public = "https://letters.example.org"
    server = served("--behind-proxy", public)

    async def come(client: aiohttp.ClientSession, home: str) -> None:
        assert server.address == f"{public}/"
        page = await client.get(home, headers={"Host": "letters.example.org"})
        assert "Secure" in page.headers["Set-Cookie"]
        [cookie] = page.cookies.values()
        headers = {"Host": "letters.example.org", "Cookie": f"{cookie.key}={cookie.value}"}
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await client.ws_connect(of_socket(home), headers={**headers, **from_page(home)})
        async with client.ws_connect(of_socket(home), headers={**headers, "Origin": public}) as app:
            assert (await app.receive(PATIENCE)).type == aiohttp.WSMsgType.BINARY

    visit(server, come)


def test_what_a_killed_server_left_is_deleted_by_the_next(served: Serve) -> None:
    proxied = ("--behind-proxy", "http://letters.example.org")
    server = served(*proxied)

    async def come(client: aiohttp.ClientSession, home: str) -> None:
        del client, home
        [folder] = server.folders()
        assert folder.stat().st_mode & 0o077 == 0
        assert folder.parent.stat().st_mode & 0o077 == 0

    visit(server, come)
    server.process.kill()
    server.process.wait()
    assert server.folders()
    other = served(*proxied)
    assert other.folders() == []


def test_a_password_lets_in_and_a_wrong_one_does_not(served: Serve) -> None:
    server = served("--password", LETTERKIT_PASSWORD=PASSWORD)

    async def come(client: aiohttp.ClientSession, home: str) -> None:
        wrong = await client.post(f"{home}enter", data={"password": PASSWORD + "x"})
        assert wrong.status == 403
        assert "That is not the password." in await wrong.text()
        with pytest.raises(aiohttp.WSServerHandshakeError, match="403"):
            await client.ws_connect(of_socket(home), headers=from_page(home))
        right = await client.post(f"{home}enter", data={"password": PASSWORD})
        assert 'id="terminal"' in await right.text()
        async with client.ws_connect(of_socket(home), headers=from_page(home)) as app:
            assert (await app.receive(PATIENCE)).type == aiohttp.WSMsgType.BINARY

    visit(server, come)


def test_whoever_takes_no_cookie_cannot_fill_the_computer_with_folders(tmp_path: Path) -> None:
    async def come() -> None:
        visitors = Visitors(Rooms(tmp_path, furnish=lambda _: None), most=2)
        assert visitors.welcome()
        gone = visitors.welcome()
        assert gone
        assert visitors.welcome() is None
        visitors.open_tab(gone)
        visitors.close_tab(gone, has_ended=True)
        assert visitors.welcome()

    asyncio.run(come())


@pytest.mark.parametrize("limit", ["MOST_PAGES", "MOST_TABS"])
def test_no_more_pages_are_open_at_once_than_the_server_can_bear(
    limit: str, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"letterkit.web.server.{limit}", 2)
    doors = Doors(host="127.0.0.1", port=0, key="key")

    async def come() -> None:
        server = TestServer(Server(catalog, doors, language="en").application())
        jar = aiohttp.CookieJar(unsafe=True)
        async with TestClient(server, cookie_jar=jar) as client:
            await client.get("/?key=key")
            headers = from_page(str(server.make_url("/")))
            asked = (client.ws_connect("/ws", headers=headers) for _ in range(4))
            answers = await asyncio.gather(*asked, return_exceptions=True)
            refused = [each for each in answers if isinstance(each, aiohttp.ClientResponseError)]
            assert [each.status for each in refused] == [503, 503]

    asyncio.run(come())


def test_a_page_of_another_site_uses_up_no_guesses(served: Serve) -> None:
    server = served("--password", LETTERKIT_PASSWORD=PASSWORD)

    async def come(client: aiohttp.ClientSession, home: str) -> None:
        elsewhere = {"Sec-Fetch-Site": "cross-site"}
        for _ in range(GUESSES + 1):
            guess = {"password": "wrong"}
            answer = await client.post(f"{home}enter", data=guess, headers=elsewhere)
            assert answer.status == 403
        right = await client.post(f"{home}enter", data={"password": PASSWORD})
        assert 'id="terminal"' in await right.text()

    visit(server, come)


def test_nobody_tries_all_passwords() -> None:
    now = 0.0
    guesses = Guesses(lambda: now)
    for _ in range(GUESSES):
        assert not guesses.are_too_many
        guesses.count()
    assert guesses.are_too_many
    now = SPAN + 1
    assert not guesses.are_too_many


@pytest.mark.parametrize(
    ("host", "named", "is_known"),
    [
        ("127.0.0.1", "127.0.0.1:8765", True),
        ("127.0.0.1", "[::1]:8765", True),
        ("127.0.0.1", "192.168.1.7:8765", False),
        ("0.0.0.0", "192.168.1.7:8765", True),  # noqa: S104 - nothing listens
        ("0.0.0.0", "evil.example:8765", False),  # noqa: S104 - as above
        ("0.0.0.0", f"{socket.gethostname()}:8765", True),  # noqa: S104 - as above
        ("letters.lan", "letters.lan", True),
        ("127.0.0.1", "[", False),
        ("127.0.0.1", None, False),
    ],
)
def test_a_server_answers_to_its_own_names_only(
    host: str, named: str | None, is_known: bool
) -> None:
    assert Doors(host=host, port=8765, password=PASSWORD).knows_host(named) is is_known


def test_the_app_of_a_visitor_gets_nothing_of_the_owners(tmp_path: Path) -> None:
    secrets = {"DEEPL_API_KEY": "x", "HOME": "/home/owner", "XDG_DATA_HOME": "/home/owner/data",
               "AWS_SECRET_ACCESS_KEY": "x", "EDITOR": "vi"}  # fmt: skip
    given = visitor_environment({"PATH": "/bin", "LC_ALL": "C.UTF-8", **secrets}, tmp_path)
    assert not {name for name, value in given.items() if secrets.get(name) == value}
    assert given["PATH"] == "/bin"
    assert given["HOME"] == str(tmp_path)
    assert given["LETTERKIT_NO_NETWORK"] == "1"


def test_a_visitor_finds_the_marketplaces_of_the_owner(served: Serve, tmp_path: Path) -> None:
    own = tmp_path / "data" / "letterkit" / "marketplaces"
    own.mkdir(parents=True)
    (own / "bazaar.toml").write_text("name = 'Bazaar'\n")
    server = served("--behind-proxy", "http://letters.example.org")

    async def come(client: aiohttp.ClientSession, home: str) -> None:
        del client, home
        [folder] = server.folders()
        assert (folder / "marketplaces" / "bazaar.toml").exists()

    visit(server, come)


@pytest.mark.parametrize(("stock_words", "ours"), CHANGES)
def test_textual_serves_script_still_has_what_is_changed_in_it(stock_words: str, ours: str) -> None:
    assert ours in changed_script()
    assert changed_script().count(stock_words) == ours.count(stock_words)


@pytest.mark.parametrize(
    ("arguments", "said", "advice"),
    [
        (("--host", "0.0.0.0"), "others on the network", "--password"),  # noqa: S104 - it is refused
        (("--port", "http"), "is not a port", "8765"),
        (("--port", "65536"), "is not a port", "8765"),
        (("--port", "0000099999"), "is not a port", "8765"),
        (("--behind-proxy", "letters.example.org"), "not the address of a site", "https://"),
        (("--behind-proxy", "https://example.org/letters"), "not the address", "https://"),
    ],
)
def test_what_cannot_be_served_is_refused_with_advice(
    arguments: tuple[str, ...], said: str, advice: str, letterkit: Command
) -> None:
    answer = letterkit("serve", *arguments)
    assert answer.exit_code == 2
    assert said in answer.err
    assert advice in answer.err


def test_a_short_password_is_refused(letterkit: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LETTERKIT_PASSWORD", "short")
    answer = letterkit("serve", "--password", "--host", "0.0.0.0")  # noqa: S104 - it is refused
    assert answer.exit_code == 2
    assert "at least 8" in answer.err


def test_a_taken_port_is_named_with_the_next(letterkit: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = letterkit("serve", "--port", str(port))
    assert answer.exit_code == 3
    assert answer.err == (
        f"letterkit: Another program already uses port {port}.\n"
        f"Is letterkit open there? Otherwise take another port: --port {port + 1}\n"
    )


def test_without_the_extra_the_command_says_how_to_get_it() -> None:
    code = (
        "import sys; sys.modules['aiohttp'] = None; "
        "from letterkit.cli import run; sys.exit(run(['serve']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 3
    assert done.stderr == (
        "letterkit: A part of letterkit is missing: web.\n"
        "Install it: pip install 'letterkit[web]'\n"
    )
