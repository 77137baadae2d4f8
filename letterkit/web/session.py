"""One open page: the app that runs for it in a process of its own, and ends with it."""

import asyncio
import json
import os
import shlex
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import Download, DownloadManager

from letterkit.files.own import VISITOR_FOLDER

PATIENCE = 6.0
"""Seconds that the app may take to save and to end."""
_LARGEST = 500
"""Columns and lines of the largest screen; a page may ask for any number."""
_OF_THE_SYSTEM = (
    "COMSPEC", "LANG", "LC_", "PATH", "PYTHON", "SYSTEMROOT", "TEMP", "TEXTUAL", "TMP", "TZ",
    "COLUMNS", "ROWS", "TERM",
)  # fmt: skip
"""What the app of a visitor gets of the environment: no key of a translator, no home."""


class Session(AppService):
    """Carries what is typed from the page to the app, and what it shows back."""

    def __init__(
        self, arguments: Sequence[str], websocket: web.WebSocketResponse, folder: Path | None
    ) -> None:
        self._arguments = [sys.executable, "-m", "letterkit", *arguments]
        self._websocket = websocket
        self._folder = folder
        self.downloads = DownloadManager()
        self.has_ended = False
        """Whether the app ended because its user wanted it to."""
        self._said_goodbye = False
        super().__init__(
            shlex.join(self._arguments),
            write_bytes=self._show,
            write_str=self._tell,
            close=self._end,
            download_manager=self.downloads,
        )

    async def follow(self) -> None:
        """Carry out what the page sends until it is closed."""
        async for message in self._websocket:
            if message.type != WSMsgType.TEXT:
                continue
            # What is no such message comes from no page of ours.
            with suppress(ValueError, TypeError, LookupError, OverflowError, RecursionError):
                await self._hear(message.json())

    async def _hear(self, message: Any) -> None:
        kind = message[0]
        if kind == "stdin":
            await self.send_bytes(str(message[1]).encode())
        elif kind == "resize":
            size = message[1]
            await self.set_terminal_size(in_reason(size["width"]), in_reason(size["height"]))
        elif kind == "ping":
            await self._tell(json.dumps(["pong", str(message[1])]))
        elif kind == "blur":
            await self.blur()
        elif kind == "focus":
            await self.focus()

    async def delivery(self, key: str) -> Download | None:
        """Return what is known of a file that the app hands out; None if it hands out no such."""
        with suppress(KeyError):
            return await self.downloads.get_download_metadata(key)
        return None

    async def on_meta(self, data: bytes) -> None:
        """Pass on what the app has to say to the page."""
        meta = json.loads(data)
        if meta["type"] in ("copy", "language"):
            await self._tell(json.dumps([meta["type"], meta]))
        else:
            # An app that is being stopped says the same.
            if meta["type"] == "exit" and self._process is not None:
                self._said_goodbye = True
            await super().on_meta(data)

    async def stop(self) -> None:
        """End the app as after its terminal was closed: it saves, and says nothing more."""
        process, task = self._process, self._task
        if process is None:
            return
        self._process = self._task = None
        await self.downloads.cancel_app_downloads(self.app_service_id)
        if sys.platform == "win32":
            await self.send_meta({"type": "quit"})
        elif not self._said_goodbye:
            # One that is ending by itself would take this for its reason to end.
            self.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()
        if task is not None:
            await task
        self.has_ended = self._said_goodbye and process.returncode == 0

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        if self._folder is None:
            return environment
        return visitor_environment(environment, self._folder)

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        """Start the app without a shell in between, which would outlive it."""
        self._process = process = await asyncio.create_subprocess_exec(
            *self._arguments,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env=self._build_environment(width, height),
            cwd=self._folder or os.getcwd(),  # noqa: PTH109 - a path that need not be there any more
        )
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        self._stdin = process.stdin
        return process

    async def _show(self, shown: bytes) -> None:
        # The app is read to its end even if nobody looks any more: else it waits for ever.
        with suppress(ConnectionError, RuntimeError):
            await self._websocket.send_bytes(shown)

    async def _tell(self, told: str) -> None:
        with suppress(ConnectionError, RuntimeError):
            await self._websocket.send_str(told)

    async def _end(self) -> None:
        await self._websocket.close()


def visitor_environment(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return what the app of a visitor gets: nothing of the owner's, and no way to the network.

    A visitor who may name a translation server could send this computer to any address.
    """
    kept = {name: value for name, value in environment.items() if name.startswith(_OF_THE_SYSTEM)}
    return {
        **kept,
        "HOME": str(folder),
        VISITOR_FOLDER: str(folder),
        "LETTERKIT_NO_NETWORK": "1",
    }


def in_reason(size: Any) -> int:
    """Return a number of columns or lines that a screen can have.

    Raises:
        ValueError: it is no number.
        TypeError: as above.
        OverflowError: it has no end.
    """
    return min(max(int(size), 1), _LARGEST)
