"""Whose cases are where: the owner's own, or a private folder for each browser."""

import asyncio
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from letterkit.store.locks import HeldLock

GRACE = 600.0
"""Seconds that a visitor's cases stay after the page was closed: a reload or a lost connection
must cost nothing."""
MOST_VISITORS = 1_000
"""Folders at once: whoever takes no cookie gets another one each time that they ask."""
_PREFIX = "letterkit-visitors-"
_LOCK = "alive"


class Visitor:
    """One browser; `folder` is where its cases are, None for the owner's own."""

    def __init__(self, folder: Path | None) -> None:
        self.token = secrets.token_urlsafe(32)
        self.folder = folder
        self.tabs = 0
        self.goodbyes: set[asyncio.Task[None]] = set()
        """The ends of apps whose page was closed."""
        self.leaving: asyncio.TimerHandle | None = None


class Visitors:
    """Everybody who has come in, by the secret that their browser keeps."""

    def __init__(
        self, rooms: "Rooms | None", *, grace: float = GRACE, most: int = MOST_VISITORS
    ) -> None:
        self._rooms = rooms
        self._grace = grace
        self._most = most
        self._by_token: dict[str, Visitor] = {}

    def welcome(self) -> Visitor | None:
        """Let somebody in who has not been here before; None where there is no more room."""
        if len(self._by_token) >= self._most:
            return None
        visitor = Visitor(self._rooms.new() if self._rooms else None)
        self._by_token[visitor.token] = visitor
        self._wait_for(visitor)
        return visitor

    def of(self, token: str | None) -> Visitor | None:
        return self._by_token.get(token or "")

    def open_tab(self, visitor: Visitor) -> None:
        visitor.tabs += 1
        if visitor.leaving is not None:
            visitor.leaving.cancel()
            visitor.leaving = None

    def close_tab(self, visitor: Visitor, *, has_ended: bool) -> None:
        """A page is closed; where the visitor ended letterkit, nothing is kept for a return."""
        visitor.tabs -= 1
        if visitor.tabs:
            return
        if has_ended and visitor.folder is not None:
            self._forget(visitor)
        else:
            self._wait_for(visitor)

    def _wait_for(self, visitor: Visitor) -> None:
        if visitor.folder is not None:
            loop = asyncio.get_running_loop()
            visitor.leaving = loop.call_later(self._grace, self._forget, visitor)

    def _forget(self, visitor: Visitor) -> None:
        self._by_token.pop(visitor.token, None)
        if visitor.folder is not None:
            shutil.rmtree(visitor.folder, ignore_errors=True)


class Rooms:
    """The folder of all visitors' folders; it is gone when the server ends.

    A server that was killed could not delete its own: the next one does.
    """

    def __init__(self, parent: Path, *, furnish: Callable[[Path], None]) -> None:
        self._furnish = furnish
        _clear(parent)
        self.path = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        self._lock = HeldLock.taken(self.path / _LOCK)

    def new(self) -> Path:
        """Return the path of a folder of its own for somebody."""
        folder = Path(tempfile.mkdtemp(dir=self.path))
        self._furnish(folder)
        return folder

    def close(self) -> None:
        shutil.rmtree(self.path, ignore_errors=True)
        if self._lock is not None:
            self._lock.release()


def _clear(parent: Path) -> None:
    """Delete what servers left behind that did not end by themselves."""
    for left in parent.glob(f"{_PREFIX}*"):
        if not _is_mine(left) or not (left / _LOCK).exists():
            continue
        lock = HeldLock.taken(left / _LOCK)
        if lock is not None:
            shutil.rmtree(left, ignore_errors=True)
            lock.release()


def _is_mine(folder: Path) -> bool:
    return sys.platform == "win32" or folder.lstat().st_uid == os.getuid()
