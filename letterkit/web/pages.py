"""The pages themselves: what stands on them, and which headers keep them to themselves."""

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from aiohttp import web
from jinja2 import Environment, PackageLoader, StrictUndefined

from letterkit.marking import N_
from letterkit.presenting.voice import Voice

CHANGES = (
    (
        "this.terminal=new v.Terminal({",
        "window.appTerminal=this.terminal=new v.Terminal({...window.look,",
    ),
    ('''"'Roboto Mono', Monaco, 'Courier New', monospace"''', "window.look.fontFamily"),
)
"""What is changed in textual-serve's script: the terminal can be reached, and has our fonts."""

_TYPES = {".css": "text/css", ".js": "text/javascript"}

_PAGE_ENDED = N_("letterkit has ended.")
_PAGE_LOST = N_("The connection to letterkit is lost. What you answered is kept.")
_PAGE_AGAIN = N_("Begin again")
_PAGE_CLOSE = N_("Close")


def index(voice: Voice, *, is_visitor: bool, minutes: int) -> web.Response:
    """Return the page with the app in it."""
    promise = N_(
        "What you type here goes to the computer that serves this page. It is deleted there when "
        "you end letterkit (F10), or %(minutes)s minutes after you close the page."
    )
    values = {
        "note": voice.say(promise, minutes=minutes) if is_visitor else "",
        "ended": voice.say(_PAGE_ENDED),
        "lost": voice.say(_PAGE_LOST),
        "again": voice.say(_PAGE_AGAIN),
        "close": voice.say(_PAGE_CLOSE),
        "no_script": voice.say(N_("This page needs JavaScript.")),
    }
    return _page("index.html.j2", voice, values)


def entrance(voice: Voice, *, said: str = "") -> web.Response:
    """Return the page that asks for the password."""
    values = {
        "said": said,
        "ask": voice.say(N_("Password")),
        "enter": voice.say(N_("Open letterkit")),
    }
    return _page("entrance.html.j2", voice, values, status=403 if said else 200)


def refusal(voice: Voice, sentences: tuple[str, ...], *, status: int) -> web.Response:
    """Return a page that says why there is nothing here."""
    said = [voice.say(sentence) for sentence in sentences]
    return _page("refusal.html.j2", voice, {"sentences": said}, status=status)


def _page(name: str, voice: Voice, values: Mapping[str, object], status: int = 200) -> web.Response:
    text = _templates().get_template(name).render(language=voice.language, **values)
    return web.Response(text=text, content_type="text/html", status=status)


@cache
def _templates() -> Environment:
    loader = PackageLoader("letterkit.web", "page")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined)


# Not kept without end: anybody can ask for any name.
@lru_cache(maxsize=8)
def static_file(name: str) -> tuple[bytes, str] | None:
    """Return a file of the page and its type; None if the page has no such file."""
    ending = name[name.rfind(".") :]
    if name == "textual.js":
        return changed_script().encode(), _TYPES[ending]
    if name == "xterm.css":
        return files("textual_serve").joinpath("static/css/xterm.css").read_bytes(), _TYPES[ending]
    if name in ("letterkit.css", "letterkit.js"):
        return files("letterkit.web").joinpath("page", name).read_bytes(), _TYPES[ending]
    return None


def changed_script() -> str:
    """Return textual-serve's script with our changes."""
    script = files("textual_serve").joinpath("static/js/textual.js").read_text("utf-8")
    for stock, ours in CHANGES:
        script = script.replace(stock, ours)
    return script


def keep_to_itself(response: web.StreamResponse, host: str) -> None:
    """Add the headers by which a browser asks nobody else, and shows the page nowhere else."""
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        # The terminal writes its own style sheets. They can load nothing: no other source is open.
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        f"connect-src 'self' ws://{host} wss://{host}",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    response.headers.update(
        {
            "Content-Security-Policy": "; ".join(policy),
            "Cache-Control": "no-store",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": "camera=(), clipboard-read=(), geolocation=(), microphone=()",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
        }
    )
