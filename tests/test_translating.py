"""Translation against servers on this computer that answer well, badly or not at all."""

import gzip
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from letterkit.domain.catalog import Catalog
from letterkit.errors.translating import TranslationRefusedError
from letterkit.files.shipped import shipped_catalog
from letterkit.language.masks import has_same_numbers, masked, unmasked
from letterkit.language.translating import translated

WORDS = "Продавец дважды обещал 10.03.2025 вернуть 24,90 USD за заказ 8190 3327."
SENT = "{0} дважды обещал {1} вернуть {2} за заказ {3}"
GOOD = "{0} twice promised on {1} to return {2} for the order {3}"
RESULT = "seller twice promised on 10.03.2025 to return 24,90 USD for the order 8190 3327."
BIG = 300 * 1024**2

Reply = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers as the test wants; all adapters end up in `reply`."""

    reply: Reply
    provider: str
    asked: list[str]
    wraps: Callable[[str], bytes]

    def do_GET(self) -> None:
        self.asked.append(parse_qs(urlsplit(self.path).query)["q"][0])
        type(self).reply(self)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(LINE_IN[self.provider](json.loads(body)))
        path, headers = ASKED_AT[self.provider]
        assert self.path == path
        assert headers.items() <= dict(self.headers.items()).items()
        type(self).reply(self)

    def log_message(self, format: str, *args: Any) -> None:
        del format, args

    def say(self, text: str, status: int = 200, **headers: str) -> None:
        self.send(self.wraps(text), status, **headers)

    def send(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def as_google(text: str) -> bytes:
    return f'<html><div class="result-container">{text}</div></html>'.encode()


def as_libretranslate(text: str) -> bytes:
    return json.dumps({"translatedText": text}).encode()


def as_deepl(text: str) -> bytes:
    return json.dumps({"translations": [{"text": text}]}).encode()


def as_microsoft(text: str) -> bytes:
    return json.dumps([{"translations": [{"text": text}]}]).encode()


def as_papago(text: str) -> bytes:
    return json.dumps({"message": {"result": {"translatedText": text}}}).encode()


WRAPS: dict[str, Callable[[str], bytes]] = {
    "google": as_google,
    "libretranslate": as_libretranslate,
    "deepl": as_deepl,
    "microsoft": as_microsoft,
    "yandex": as_deepl,
    "papago": as_papago,
}
LINE_IN: dict[str, Callable[[Any], str]] = {
    "libretranslate": lambda body: body["q"],
    "deepl": lambda body: body["text"][0],
    "microsoft": lambda body: body[0]["Text"],
    "yandex": lambda body: body["texts"][0],
    "papago": lambda body: body["text"],
}
KEYS = {
    "DEEPL_API_KEY": "secret:fx",
    "MICROSOFT_TRANSLATOR_KEY": "secret",
    "MICROSOFT_TRANSLATOR_REGION": "secret-region",
    "YANDEX_API_KEY": "secret-of-yandex",
    "PAPAGO_CLIENT_ID": "secret-id",
    "PAPAGO_CLIENT_SECRET": "secret-of-papago",
}

# Words travel in the body and keys in the headers: servers log addresses.
ASKED_AT: dict[str, tuple[str, dict[str, str]]] = {
    "libretranslate": ("/translate", {}),
    "deepl": ("/v2/translate", {"Authorization": "DeepL-Auth-Key secret:fx"}),
    "microsoft": (
        "/translate?api-version=3.0&from=ru&to=en",
        {
            "Ocp-Apim-Subscription-Key": "secret",
            "Ocp-Apim-Subscription-Region": "secret-region",
        },
    ),
    "yandex": ("/translate/v2/translate", {"Authorization": "Api-Key secret-of-yandex"}),
    "papago": (
        "/nmt/v1/translation",
        {"X-NCP-APIGW-API-KEY-ID": "secret-id", "X-NCP-APIGW-API-KEY": "secret-of-papago"},
    ),
}


@pytest.fixture(params=WRAPS)
def provider(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for name, key in KEYS.items():
        monkeypatch.setenv(name, key)
    return str(request.param)


@pytest.fixture
def ask(provider: str) -> Iterator[Callable[..., tuple[str, list[str]]]]:
    servers: list[ThreadingHTTPServer] = []

    def ask_with(
        reply: Reply, words: str = WORDS, *, scheme: str = "http", patience: float = 10.0
    ) -> tuple[str, list[str]]:
        asked: list[str] = []
        own = type(
            "Own",
            (Handler,),
            {
                "reply": reply,
                "asked": asked,
                "provider": provider,
                "wraps": staticmethod(WRAPS[provider]),
            },
        )
        server = ThreadingHTTPServer(("127.0.0.1", 0), own)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        catalog = shipped_catalog()
        english = translated(
            words,
            catalog.providers[provider],
            source="ru",
            target="en",
            facts=["8190 3327"],
            terms=catalog.terms.values(),
            address=f"{scheme}://127.0.0.1:{server.server_port}",
            patience=patience,
        )
        return english, asked

    yield ask_with
    for server in servers:
        server.shutdown()
        server.server_close()


def good(handler: Handler) -> None:
    handler.say(f"{GOOD}.")


def test_words_come_back_in_english_with_their_facts_as_they_were(
    ask: Callable[..., tuple[str, list[str]]],
) -> None:
    english, asked = ask(good)
    assert english == RESULT
    assert has_same_numbers(english, WORDS)
    assert asked == [f"{SENT}."]


def test_each_line_is_sent_by_itself_and_lines_of_facts_stay_here(
    ask: Callable[..., tuple[str, list[str]]],
) -> None:
    def reply(handler: Handler) -> None:
        handler.say(
            "The first answer in English" if "Перв" in handler.asked[-1] else "And the rest"
        )

    english, asked = ask(reply, "Первая строка слов\n8190 3327\n\nИ остальные слова")
    assert english == "The first answer in English\n8190 3327\n\nAnd the rest"
    assert asked == ["Первая строка слов", "И остальные слова"]


def portal(handler: Handler) -> None:
    handler.send(b"<html><title>Log in to the network</title><p>Welcome</p></html>")


def reset(handler: Handler) -> None:
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.connection.close()


def bomb(handler: Handler) -> None:
    handler.send(gzip.compress(b" " * BIG, 9), Content_Encoding="gzip")


def flood(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", str(BIG))
    handler.end_headers()
    piece = b" " * 1024**2
    for _ in range(BIG // len(piece)):
        handler.wfile.write(piece)


def drip(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.1)


def silence(handler: Handler) -> None:
    del handler
    time.sleep(20)


REFUSED: list[tuple[str, Reply, str]] = [
    ("500", lambda handler: handler.say("", 500), "refused"),
    ("403", lambda handler: handler.say("", 403), "refused"),
    ("429", lambda handler: handler.say("", 429), "too-many"),
    ("empty", lambda handler: handler.say(""), "empty"),
    ("nothing at all", lambda handler: handler.send(b""), "no-translation"),
    ("portal page", portal, "no-translation"),
    ("reset", reset, "unreachable"),
    ("redirect", lambda h: h.say("", 302, Location="http://127.0.0.2/elsewhere"), "redirected"),
    (
        "other language",
        lambda h: h.say(SENT.replace("за ", "за этот вот ") + "."),
        "wrong-language",
    ),
    ("changed number", lambda h: h.say(GOOD.replace("twice", "2 times")), "changed-numbers"),
    ("lost mask", lambda h: h.say(GOOD.replace(" on {1}", "")), "lost-mask"),
    ("doubled mask", lambda h: h.say(GOOD.replace("{1}", "{1} {1}")), "lost-mask"),
    ("new mask", lambda h: h.say(GOOD + " {9}"), "lost-mask"),
    ("markup", lambda h: h.say(GOOD.replace("twice", "&lt;br&gt;twice")), "markup"),
    ("far too long", lambda h: h.say(GOOD + " and more" * 200), "length"),
    ("gzip bomb", bomb, "too-big"),
    ("300 MB", flood, "too-big"),
]


@pytest.mark.parametrize(("reply", "reason"), [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])  # fmt: skip
def test_what_is_no_translation_is_refused_with_its_reason(
    reply: Reply, reason: str, ask: Callable[..., tuple[str, list[str]]], provider: str
) -> None:
    if provider != "google" and reason == "markup":

        def with_tag(handler: Handler) -> None:
            handler.say(GOOD.replace("twice", "<br>twice"))

        reply = with_tag
    started = time.monotonic()
    with pytest.raises(TranslationRefusedError) as caught:
        ask(reply)
    assert caught.value.reason == reason
    assert time.monotonic() - started < 10
    assert not any(word in str(caught.value) for word in WORDS.split())


@pytest.mark.parametrize("reply", [silence, drip], ids=["silence", "slow drip"])
def test_a_translator_that_does_not_finish_is_left(
    reply: Reply, ask: Callable[..., tuple[str, list[str]]]
) -> None:
    started = time.monotonic()
    with pytest.raises(TranslationRefusedError) as caught:
        ask(reply, patience=3.0)
    assert caught.value.reason == "timeout"
    assert time.monotonic() - started < 4


def test_a_connection_that_is_not_secure_is_left(
    ask: Callable[..., tuple[str, list[str]]],
) -> None:
    with pytest.raises(TranslationRefusedError) as caught:
        ask(good, scheme="https")
    assert caught.value.reason == "insecure"


def test_how_long_to_wait_is_handed_on(ask: Callable[..., tuple[str, list[str]]]) -> None:
    with pytest.raises(TranslationRefusedError) as caught:
        ask(lambda handler: handler.say("", 429, Retry_After="17"))
    assert "17 seconds" in caught.value.advice(str)


def test_a_server_that_is_not_there_is_told(catalog: Catalog) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    provider = catalog.providers["libretranslate"]
    with pytest.raises(TranslationRefusedError) as caught:
        translated("Слова", provider, source="ru", target="en", address=address)
    assert caught.value.reason == "unreachable"


@pytest.mark.parametrize(
    "line",
    [
        "Заказ 8190 3327 4102 66 за 24,90 USD от 10.03.2025",
        "https://a.example/x?y=1 и me@b.example",
        "№ 5, 5кг, {0} и {x}",
        "ამანათი 12.03.2025 და 47,30 USD",
        "판매자가 3월 5일에 보냈다고 해요",
    ],
)
def test_a_masked_line_holds_no_digit_and_comes_back_as_it_was(line: str) -> None:
    hidden = masked(line, facts=["8190 3327 4102 66"])
    assert not re.search(r"\d", re.sub(r"\{\d+\}", "", hidden.text))
    assert unmasked(hidden.text, hidden.spared) == line


@pytest.mark.parametrize(
    ("line", "language", "facts"),
    [
        ("Спортивная сумка и спортивные кроссовки", "ru", ["Спортивная сумка"]),
        ("Il Pacco regalo non è arrivato", "it", ["Pacco regalo"]),
        ("환불 책이 안 왔어요", "ko", ["환불 책"]),
        ("დავითი დავალებას ასრულებს", "ka", []),
        ("택배기사님이 안 왔어요", "ko", []),
    ],
)
def test_no_fact_and_no_word_that_only_begins_like_one_is_made_a_term(
    line: str, language: str, facts: list[str], catalog: Catalog
) -> None:
    hidden = masked(line, facts=facts, terms=catalog.terms.values(), language=language)
    assert unmasked(hidden.text, hidden.spared) == line


@pytest.mark.parametrize(
    ("line", "language", "english"),
    [
        ("Трек-номера нет, продавец молчит", "ru", "tracking number нет, seller молчит"),
        ("Il venditore rifiuta il rimborso", "it", "Il seller rifiuta il refund"),
        ("판매자가 분쟁을 취소하래요", "ko", "seller dispute 취소하래요"),
        ("გამყიდველმა დავის დახურვა მთხოვა", "ka", "seller dispute დახურვა მთხოვა"),
    ],
)
def test_terms_of_the_trade_come_out_in_english(
    line: str, language: str, english: str, catalog: Catalog
) -> None:
    hidden = masked(line, facts=(), terms=catalog.terms.values(), language=language)
    assert unmasked(hidden.text, hidden.spared) == english


def test_without_a_network_only_this_computer_is_asked(catalog: Catalog) -> None:
    with pytest.raises(TranslationRefusedError) as caught:
        translated("Слова", catalog.providers["google"], source="ru", target="en")
    assert caught.value.reason == "unreachable"


def test_the_words_are_not_read_by_what_lies_in_the_folder_one_stands_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[..., tuple[str, list[str]]]
) -> None:
    for name in ("requests", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('read by a stranger')")
    monkeypatch.chdir(tmp_path)
    english, _ = ask(good)
    assert english == RESULT
