"""One call to a translator, in a process of its own that can be killed.

Reads a request as JSON from standard input and writes lines or the reason for a refusal as JSON.
The library waits for ever, takes any amount, follows every redirect and mixes up callers that share
an instance: here each line has an instance, and each connection a limit. Nothing is logged.
"""

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import urlsplit

MOST_BYTES = 1_000_000
"""Of one reply, unpacked. A page with a translation has about 10,000."""
MOST_MEMORY = 512 * 1024**2

_HERE = ("127.0.0.1", "::1", "localhost")
"""All that may be asked where nothing may leave this computer."""

Adapter = Callable[[str, str, str], str | None]


class RefusedError(Exception):
    """A reply that is no translation. `reason` is one of those of TranslationRefusedError."""

    def __init__(self, reason: str, seconds: int = 0) -> None:
        self.reason = reason
        self.seconds = seconds
        super().__init__(reason)


def main() -> None:
    request = json.load(sys.stdin)
    _limit_memory()
    try:
        adapter = _adapter_for(request)
        lines = [
            adapter(line, request["source"], request["target"]) or "" for line in request["lines"]
        ]
        answer: dict[str, Any] = {"lines": lines}
    except RefusedError as error:
        answer = {"reason": error.reason, "seconds": error.seconds}
    except MemoryError:
        answer = {"reason": "too-big"}
    except Exception:  # whatever a library raises may hold the buyer's words: it goes no further
        answer = {"reason": "failed"}
    json.dump(answer, sys.stdout)


def _limit_memory() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _adapter_for(request: dict[str, Any]) -> Adapter:
    import requests

    ask = _guarded(requests, deadline=time.monotonic() + request["patience"])
    provider, address = request["provider"], request["address"].rstrip("/")
    if provider in _APIS:
        return _json_adapter(ask, _APIS[provider], address)
    # The library calls this and nothing else.
    requests.get = lambda url, **how: ask("GET", url, **how)
    from deep_translator import GoogleTranslator
    from deep_translator.exceptions import TranslationNotFound

    def translated(line: str, source: str, target: str) -> str | None:
        translator = GoogleTranslator(source=source, target=target)
        if address:
            translator._base_url = address  # noqa: SLF001 - there is no public way
        try:
            answer: str | None = translator.translate(line)
        except TranslationNotFound:
            raise RefusedError("no-translation") from None
        return answer

    return translated


class _Api(NamedTuple):
    """A translator that takes JSON and answers with JSON, and its one answer in it."""

    asks: Callable[[str, str, str, str], tuple[str, dict[str, Any]]]
    """Address, line, source and target to what is asked: where, and how."""
    answer: Callable[[Any], str]


def _json_adapter(ask: Callable[..., Any], api: _Api, address: str) -> Adapter:
    def translated(line: str, source: str, target: str) -> str | None:
        url, how = api.asks(address, line, source, target)
        reply = ask("POST", url, **how)
        try:
            return api.answer(json.loads(reply.text))
        except (ValueError, LookupError, TypeError):
            raise RefusedError("no-translation") from None

    return translated


def _libretranslate(
    address: str, line: str, source: str, target: str
) -> tuple[str, dict[str, Any]]:
    body = {"q": line, "source": source, "target": target, "format": "text"}
    return f"{address}/translate", {"json": body}


def _deepl(address: str, line: str, source: str, target: str) -> tuple[str, dict[str, Any]]:
    # developers.deepl.com, "Authentication": a free key ends in :fx and has a server of its own.
    key = os.environ["DEEPL_API_KEY"]
    address = address or f"https://api{'-free' if key.endswith(':fx') else ''}.deepl.com"
    wanted = "EN-US" if target == "en" else target.upper()
    return f"{address}/v2/translate", {
        "headers": {"Authorization": f"DeepL-Auth-Key {key}"},
        "json": {"text": [line], "source_lang": source.upper(), "target_lang": wanted},
    }


def _microsoft(address: str, line: str, source: str, target: str) -> tuple[str, dict[str, Any]]:
    # learn.microsoft.com, "Translator 3.0: Translate".
    address = address or "https://api.cognitive.microsofttranslator.com"
    return f"{address}/translate", {
        "params": {"api-version": "3.0", "from": source, "to": target},
        "headers": {
            "Ocp-Apim-Subscription-Key": os.environ["MICROSOFT_TRANSLATOR_KEY"],
            "Ocp-Apim-Subscription-Region": os.environ["MICROSOFT_TRANSLATOR_REGION"],
        },
        "json": [{"Text": line}],
    }


def _yandex(address: str, line: str, source: str, target: str) -> tuple[str, dict[str, Any]]:
    # yandex.cloud, "Translate API v2, REST: Translation.Translate". The key of a service account
    # says which folder pays.
    address = address or "https://translate.api.cloud.yandex.net"
    return f"{address}/translate/v2/translate", {
        "headers": {"Authorization": f"Api-Key {os.environ['YANDEX_API_KEY']}"},
        "json": {
            "sourceLanguageCode": source,
            "targetLanguageCode": target,
            "format": "PLAIN_TEXT",
            "texts": [line],
        },
    }


def _papago(address: str, line: str, source: str, target: str) -> tuple[str, dict[str, Any]]:
    # api.ncloud-docs.com, "Papago Translation".
    address = address or "https://papago.apigw.ntruss.com"
    return f"{address}/nmt/v1/translation", {
        "headers": {
            "X-NCP-APIGW-API-KEY-ID": os.environ["PAPAGO_CLIENT_ID"],
            "X-NCP-APIGW-API-KEY": os.environ["PAPAGO_CLIENT_SECRET"],
        },
        "json": {"source": source, "target": target, "text": line},
    }


_APIS = {
    "libretranslate": _Api(_libretranslate, lambda reply: reply["translatedText"]),
    "deepl": _Api(_deepl, lambda reply: reply["translations"][0]["text"]),
    "microsoft": _Api(_microsoft, lambda reply: reply[0]["translations"][0]["text"]),
    "yandex": _Api(_yandex, lambda reply: reply["translations"][0]["text"]),
    "papago": _Api(_papago, lambda reply: reply["message"]["result"]["translatedText"]),
}
"""The library has these as well, but sends words and keys in the address, where servers log them,
or has no Georgian, or asks for a list of languages first, or asks servers that are gone."""


def _guarded(requests: Any, *, deadline: float) -> Callable[..., Any]:
    """Return a function that asks once, with limits of time, size and place."""

    def ask(method: str, url: str, **how: Any) -> Any:
        if os.environ.get("LETTERKIT_NO_NETWORK") and urlsplit(url).hostname not in _HERE:
            raise RefusedError("unreachable")
        how |= {"timeout": max(0.1, deadline - time.monotonic()), "allow_redirects": False}
        try:
            reply = requests.request(method, url, stream=True, **how)
            _check_status(reply)
            content = bytearray()
            for piece in reply.iter_content(65_536):
                content += piece
                if len(content) > MOST_BYTES:
                    raise RefusedError("too-big")
                if time.monotonic() > deadline:
                    raise RefusedError("timeout")
        except requests.exceptions.Timeout:
            raise RefusedError("timeout") from None
        except requests.exceptions.SSLError:
            raise RefusedError("insecure") from None
        except requests.exceptions.RequestException:
            raise RefusedError("unreachable") from None
        reply._content = bytes(content)  # noqa: SLF001 - what reading it to the end would have set
        return reply

    return ask


def _check_status(reply: Any) -> None:
    status: int = reply.status_code
    if 300 <= status < 400:
        raise RefusedError("redirected")
    if status == 429:
        wait = reply.headers.get("Retry-After", "")
        raise RefusedError("too-many", int(wait) if wait.isdecimal() else 0)
    if status >= 400:
        raise RefusedError("refused")


if __name__ == "__main__":
    main()
