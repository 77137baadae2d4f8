"""A real browser, and `letterkit serve` for it."""

import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.waiting import PATIENCE, wait_until

_SCREEN = """
const terminal = window.appTerminal;
if (!terminal || !terminal.buffer) return "";
const buffer = terminal.buffer.active;
return [...Array(terminal.rows).keys()]
  .map((row) => buffer.getLine(row).translateToString(true)).join("\\n");
"""
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--window-size=1280,800",
    # Nothing that a page asks for leaves this computer; that it asked is still written down.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)  # fmt: skip


class Served:
    """A running `letterkit serve`."""

    def __init__(self, temporary: Path, *options: str, **environment: str) -> None:
        self._temporary = temporary
        self.port = free_port()
        self.home = f"http://127.0.0.1:{self.port}/"
        command = [sys.executable, "-m", "letterkit", "serve", "--port", str(self.port), *options]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(temporary), **environment},
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address, self.process.communicate()[1]

    def apps(self) -> list[int]:
        """Return the ids of the processes that run the app for a page."""
        found = subprocess.run(
            ["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False
        )
        return [int(each) for each in found.stdout.split()]

    def folders(self) -> list[Path]:
        """Return the folders of the visitors who are in."""
        rooms = self._temporary.glob("letterkit-visitors-*")
        return [each for room in rooms for each in room.iterdir() if each.is_dir()]

    def stop(self) -> int:
        self.process.terminate()
        try:
            self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()
        return self.process.returncode


class Browser:
    """One browser with a profile of its own."""

    def __init__(self, chromium: str, chromedriver: str, folder: Path, *, language: str) -> None:
        # Only these tests pay for the driver.
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        options = webdriver.ChromeOptions()
        options.binary_location = chromium
        for option in (*_OPTIONS, f"--user-data-dir={mkdtemp(dir=folder)}"):
            options.add_argument(option)
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.downloads = Path(mkdtemp(dir=folder))
        self.driver = webdriver.Chrome(options=options, service=Service(chromedriver))
        where = {"behavior": "allow", "downloadPath": str(self.downloads)}
        self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", where)

    def open(self, address: str) -> None:
        self.driver.get(address)

    def screen(self) -> str:
        shown: str = self.driver.execute_script(_SCREEN)
        return shown

    def text(self) -> str:
        """Return what the page says outside of the terminal."""
        said: str = self.driver.execute_script("return document.body.innerText")
        return said

    def wait_for(self, words: str) -> str:
        return self.wait_until(lambda: words in self.screen(), words)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> str:
        wait_until(is_so, lambda: f"never {what!r}:\n{self.text()}\n{self.screen()}")
        return self.screen()

    def press(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def write(self, text: str) -> None:
        """Type a text as an input method does: a whole word at once."""
        self.driver.execute_cdp_cmd("Input.insertText", {"text": text})

    def may(self, name: str, setting: str) -> None:
        """Set what pages may do: granted, denied or prompt."""
        said = {"permission": {"name": name}, "setting": setting}
        self.driver.execute_cdp_cmd("Browser.setPermission", said)

    def clipboard(self) -> str:
        """Paste into a field as a person does: a page may not read the clipboard."""
        self.driver.execute_script(
            "const field = document.createElement('textarea'); field.id = 'pasted';"
            "(document.querySelector('dialog[open]') ?? document.body).append(field);"
            "field.focus();"
        )
        paste = {"type": "keyDown", "commands": ["paste"]}
        self.driver.execute_cdp_cmd("Input.dispatchKeyEvent", paste)
        pasted: str = self.driver.execute_script(
            "const field = document.getElementById('pasted'); const text = field.value;"
            "field.remove(); window.appTerminal?.focus(); return text;"
        )
        return pasted

    def downloaded(self, ending: str) -> Path:
        found: list[Path] = []

        def is_there() -> bool:
            found[:] = self.downloads.glob(f"*{ending}")
            return bool(found)

        self.wait_until(is_there, f"downloaded {ending}")
        return found[0]

    def asked_hosts(self) -> set[str]:
        """Return every host that any page has asked for anything so far."""
        return {
            urlsplit(address).netloc
            for address in _addresses(self._log("performance"))
            if not address.startswith(("data:", "blob:", "chrome:", "about:"))
        }

    def complaints(self) -> list[str]:
        """Return what the browser found wrong with the page."""
        entries = self._log("browser")
        return [entry["message"] for entry in entries if entry["level"] == "SEVERE"]

    def _log(self, name: str) -> list[dict[str, Any]]:
        entries: list[dict[str, Any]] = self.driver.get_log(name)  # type: ignore[no-untyped-call] # selenium names no type
        return entries

    def close(self) -> None:
        self.driver.quit()


def _addresses(entries: list[dict[str, Any]]) -> Iterator[str]:
    for entry in entries:
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            yield message["params"]["request"]["url"]
        elif message["method"] == "Network.webSocketCreated":
            yield message["params"]["url"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    return port


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


def key_in(address: str) -> str:
    found = re.search(r"key=([\w-]+)", address)
    assert found, address
    return found[1]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    started: list[Served] = []
    temporary = tmp_path / "tmp"
    temporary.mkdir()

    def start(*options: str, **environment: str) -> Served:
        started.append(Served(temporary, *options, **environment))
        return started[-1]

    yield start
    for each in started:
        each.stop()


@pytest.fixture
def browser(tool: Callable[[str], str], tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    opened: list[Browser] = []

    def open_browser(*, language: str = "en") -> Browser:
        found = tool("chromium"), tool("chromedriver")
        opened.append(Browser(*found, tmp_path, language=language))
        return opened[-1]

    yield open_browser
    for each in opened:
        each.close()


@pytest.fixture
def stock() -> Iterator[Callable[[], str]]:
    """textual-serve as it comes: what our tests find, they find there."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> str:
        port = free_port()
        code = (
            "from textual_serve.server import Server; "
            f"Server('cat', host='127.0.0.1', port={port}).serve()"
        )
        started.append(subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL))
        wait_until(lambda: _listens(port), lambda: "textual-serve does not start")
        return f"http://127.0.0.1:{port}/"

    yield start
    for each in started:
        # Told to end, it waits a minute for whoever is still connected.
        each.kill()
        each.wait()
