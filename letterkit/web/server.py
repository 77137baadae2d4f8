"""The server of `letterkit serve`: lets people in, and runs the app for every open page."""

import asyncio
import errno
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path

from aiohttp import web
from textual_serve.download_manager import Download

from letterkit.domain.catalog import Catalog
from letterkit.errors.usage import AddressUnusableError, PortTakenError
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.web import pages
from letterkit.web.doors import Doors, Guesses, is_same
from letterkit.web.session import Session, in_reason
from letterkit.web.visitors import GRACE, Rooms, Visitor, Visitors

MOST_PAGES = 50
"""Pages open at once; each costs a process of its own."""
MOST_TABS = 10
"""Of these, as many as one visitor may have."""
_LARGEST_MESSAGE = 1 << 20
_DAY = 24 * 3600

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """Serves the app to the owner, or to visitors who each have a folder of their own."""

    def __init__(
        self,
        catalog: Catalog,
        doors: Doors,
        *,
        language: str,
        arguments: Sequence[str] = (),
        own_folder: Path | None = None,
        grace: float = GRACE,
    ) -> None:
        self._catalog = catalog
        self._doors = doors
        self._language = language
        self._arguments = tuple(arguments)
        self._own_folder = own_folder
        self._grace = grace
        self._guesses = Guesses(time.monotonic)
        self._sessions: dict[Session, tuple[Visitor, web.WebSocketResponse]] = {}
        self._rooms: Rooms | None = None
        self._visitors = Visitors(None)

    async def run(self, tell: Callable[[str], None]) -> None:
        """Serve until the process is told to end; `tell` gets the address when it can be opened.

        Raises:
            LetterkitError: the address or the port cannot be used.
        """
        runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=1)
        await runner.setup()
        try:
            await _listen(runner, self._doors)
            over = asyncio.Event()
            loop = asyncio.get_running_loop()
            for name in ("SIGINT", "SIGTERM", "SIGHUP"):
                with suppress(NotImplementedError, AttributeError):
                    loop.add_signal_handler(getattr(signal, name), over.set)
            tell(_address(runner, self._doors))
            await over.wait()
        finally:
            await runner.cleanup()

    def application(self) -> web.Application:
        app = web.Application(middlewares=[self._guarded], client_max_size=1 << 16)
        app.router.add_get("/", self._index)
        app.router.add_post("/enter", self._enter)
        app.router.add_get("/ws", self._websocket, allow_head=False)
        app.router.add_get("/download/{key}", self._download, allow_head=False)
        app.router.add_get("/static/{name}", self._static)
        app.on_startup.append(self._begin)
        app.on_shutdown.append(self._end_sessions)
        app.on_cleanup.append(self._end)
        return app

    async def _begin(self, app: web.Application) -> None:
        del app
        if self._doors.has_visitors:
            self._rooms = Rooms(Path(tempfile.gettempdir()), furnish=self._furnish)
        self._visitors = Visitors(self._rooms, grace=self._grace)

    def _furnish(self, folder: Path) -> None:
        """Give a visitor the marketplaces that the owner has added."""
        if self._own_folder and (own := self._own_folder / "marketplaces").is_dir():
            shutil.copytree(own, folder / own.name)

    async def _end_sessions(self, app: web.Application) -> None:
        del app
        sockets = [websocket for _, websocket in self._sessions.values()]
        await asyncio.gather(*(each.close(code=1001) for each in sockets), return_exceptions=True)

    async def _end(self, app: web.Application) -> None:
        del app
        await asyncio.gather(*(each.stop() for each in list(self._sessions)))
        if self._rooms is not None:
            self._rooms.close()

    # Who comes in.

    @web.middleware
    async def _guarded(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        if not self._doors.knows_host(request.headers.get("Host")):
            there_is_none = N_("This page is not served under this name.")
            advice = N_("Open the address that letterkit showed when it started.")
            response: web.StreamResponse = pages.refusal(
                self._voice(request), (there_is_none, advice), status=421
            )
            pages.keep_to_itself(response, "")
            return response
        try:
            response = await handler(request)
        except web.HTTPException as refused:
            pages.keep_to_itself(refused, request.host)
            raise
        if not response.prepared:
            pages.keep_to_itself(response, request.host)
        return response

    def _visitor(self, request: web.Request) -> Visitor | None:
        return self._visitors.of(request.cookies.get(_cookie(request)))

    async def _present(self, request: web.Request) -> Visitor | None:
        """Return who asks, once what they have just closed is saved, or deleted with them."""
        visitor = self._visitor(request)
        if visitor is not None and visitor.goodbyes:
            await asyncio.wait(visitor.goodbyes)
        return self._visitor(request)

    def _admit(self, request: web.Request, response: web.Response) -> web.Response:
        """Let in whoever asks; who is in already stays who they are, for their other pages."""
        if self._visitor(request) is not None:
            return response
        newcomer = self._visitors.welcome()
        if newcomer is None:
            raise web.HTTPServiceUnavailable
        response.set_cookie(
            _cookie(request),
            newcomer.token,
            max_age=_DAY,
            httponly=True,
            samesite="Lax",
            secure=self._doors.public.startswith("https:"),
        )
        return response

    def _voice(self, request: web.Request) -> Voice:
        """Speak to the owner as letterkit does, to a visitor as their browser asks."""
        if not self._doors.has_visitors:
            return Voice(self._catalog, self._language)
        for wanted in request.headers.get("Accept-Language", "").split(","):
            code = wanted.partition(";")[0].strip()[:2].casefold()
            if code in self._catalog.languages:
                return Voice(self._catalog, code)
        return Voice(self._catalog, self._language)

    async def _index(self, request: web.Request) -> web.StreamResponse:
        voice = self._voice(request)
        if "key" in request.query and is_same(request.query["key"], self._doors.key):
            # The key does not stay in the address bar.
            return self._admit(request, web.Response(status=303, headers={"Location": "/"}))
        if await self._present(request) is None:
            if self._doors.password:
                return pages.entrance(voice)
            if self._doors.key:
                closed = N_("These cases are private, and your browser does not have the key.")
                advice = N_("Open the address that letterkit showed when it started.")
                return pages.refusal(voice, (closed, advice), status=403)
            return self._admit(request, self._app_page(voice))
        return self._app_page(voice)

    def _app_page(self, voice: Voice) -> web.Response:
        minutes = round(self._grace / 60)
        return pages.index(voice, is_visitor=self._doors.has_visitors, minutes=minutes)

    async def _enter(self, request: web.Request) -> web.StreamResponse:
        voice = self._voice(request)
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            # A page of another site must not use up the guesses of those who know the password.
            raise web.HTTPForbidden
        if self._guesses.are_too_many:
            wait = N_("Too many wrong passwords. Wait a minute, then try again.")
            return pages.refusal(voice, (wait,), status=429)
        given = (await request.post()).get("password", "")
        if not is_same(str(given), self._doors.password):
            self._guesses.count()
            return pages.entrance(voice, said=voice.say(N_("That is not the password.")))
        return self._admit(request, web.Response(status=303, headers={"Location": "/"}))

    async def _static(self, request: web.Request) -> web.StreamResponse:
        found = pages.static_file(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        content, kind = found
        return web.Response(body=content, content_type=kind, charset="utf-8")

    # The app itself.

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        host, origin = request.headers.get("Host"), request.headers.get("Origin")
        if not self._doors.knows_origin(origin, host):
            # A page of another site may open it too, and the browser adds our cookie.
            raise web.HTTPForbidden
        visitor = await self._present(request)
        if visitor is None:
            raise web.HTTPForbidden
        if len(self._sessions) >= MOST_PAGES or visitor.tabs >= MOST_TABS:
            raise web.HTTPServiceUnavailable
        websocket = web.WebSocketResponse(heartbeat=15, max_msg_size=_LARGEST_MESSAGE)
        session = Session(self._arguments_for(request), websocket, visitor.folder)
        # Counted before anything is waited for: many may ask at once.
        self._sessions[session] = visitor, websocket
        self._visitors.open_tab(visitor)
        try:
            await websocket.prepare(request)
            await session.start(_size(request, "width", 80), _size(request, "height", 24))
            await session.follow()
        finally:
            goodbye = asyncio.create_task(self._left(session, visitor))
            visitor.goodbyes.add(goodbye)
            goodbye.add_done_callback(visitor.goodbyes.discard)
            # A server that ends must not leave before the app has.
            await asyncio.shield(goodbye)
        return websocket

    async def _left(self, session: Session, visitor: Visitor) -> None:
        await session.stop()
        del self._sessions[session]
        self._visitors.close_tab(visitor, has_ended=session.has_ended)

    def _arguments_for(self, request: web.Request) -> list[str]:
        if not self._doors.has_visitors or "--lang" in self._arguments:
            return list(self._arguments)
        return ["--lang", self._voice(request).language, *self._arguments]

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Hand out a file that the app of this very visitor delivers."""
        visitor, key = self._visitor(request), request.match_info["key"]
        for session, (owner, _) in self._sessions.items():
            found = await session.delivery(key) if owner is visitor else None
            if found is not None:
                return await _handed_out(found, session, request)
        raise web.HTTPNotFound


async def _handed_out(
    found: Download, session: Session, request: web.Request
) -> web.StreamResponse:
    response = web.StreamResponse()
    response.content_type = found.mime_type
    response.charset = "utf-8"
    named = f'attachment; filename="{Path(found.file_name).name}"'
    response.headers["Content-Disposition"] = named
    pages.keep_to_itself(response, request.host)
    await response.prepare(request)
    async for chunk in session.downloads.download(found.delivery_key):
        await response.write(chunk)
    await response.write_eof()
    return response


def _cookie(request: web.Request) -> str:
    # A browser sends the cookies of one port to all ports.
    return f"letterkit-{request.url.port}"


def _size(request: web.Request, name: str, usual: int) -> int:
    try:
        return in_reason(request.query[name])
    except (KeyError, ValueError):
        return usual


async def _listen(runner: web.AppRunner, doors: Doors) -> None:
    try:
        await web.TCPSite(runner, doors.host, doors.port).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(port=doors.port, other=doors.port + 1) from error
        raise AddressUnusableError(address=doors.host, detail=error.strerror or "") from error


def _address(runner: web.AppRunner, doors: Doors) -> str:
    """Return what is to be opened in the browser."""
    if doors.public:
        return f"{doors.public}/"
    port = runner.addresses[0][1]
    host = socket.gethostname() if doors.host in ("0.0.0.0", "::") else doors.host  # noqa: S104 - compared
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}:{port}/" + (f"?key={doors.key}" if doors.key else "")
