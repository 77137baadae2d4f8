"""What is about a buyer stays between the buyer and their files.

A thousand invented buyers pass through the same in tests/torture.
"""

import json
import os
import subprocess
import sys
import threading
import traceback
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from letterkit.domain.catalog import Catalog
from tests.buyers import Buyer, buyers
from tests.commands import Command
from tests.privacy import told_of, told_of_mistake
from tests.test_translating import Handler, as_libretranslate

BUYERS = 12
HERE = Path(__file__).parent


def test_no_error_tells_more_of_a_buyer_than_the_value_at_fault(
    catalog: Catalog, letterkit: Command
) -> None:
    for buyer in buyers(BUYERS):
        assert told_of(buyer, catalog, letterkit) == []


def test_no_report_of_a_mistake_quotes_a_buyer(
    catalog: Catalog, letterkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    for buyer in buyers(BUYERS):
        assert told_of_mistake(buyer, catalog, letterkit, monkeypatch)[0] == []


def test_a_traceback_is_caught() -> None:
    buyer = Buyer(1)
    with pytest.raises(RuntimeError) as caught:
        raise RuntimeError("; ".join(buyer.secrets()))
    assert len(buyer.hits_in("".join(traceback.format_exception(caught.value)))) == 7


class Witnessed:
    """letterkit run as its user does, every call, start and writing of it written down."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._log = folder / "witness.jsonl"

    def __call__(self, *line: str | Path, program: str = "letterkit", stdin: bytes = b"") -> int:
        own = {name: value for name, value in os.environ.items() if name != "LETTERKIT_NO_NETWORK"}
        path = f"{HERE / 'witness'}:{HERE.parent}"
        done = subprocess.run(
            ["bash", "-c", 'umask 000; exec "$@"', "-", sys.executable, "-m", program,
             *map(str, line)],
            env={**own, "PYTHONPATH": path, "WITNESS": str(self._log)}, cwd=self._folder,
            input=stdin, capture_output=True,
        )  # fmt: skip
        assert b"Traceback" not in done.stderr, done.stderr
        return done.returncode

    def events(self, kind: str) -> list[Any]:
        lines = self._log.read_text().splitlines() if self._log.exists() else []
        return [what for event, what, _ in map(json.loads, lines) if event == kind]


@pytest.fixture
def witnessed(tmp_path: Path) -> Witnessed:
    return Witnessed(tmp_path)


def used(witnessed: Witnessed, folder: Path, buyer: Buyer, catalog: Catalog) -> None:
    """Do with a buyer's case all that can be done with one."""
    case, table = folder / "case.json", folder / "rows.jsonl"
    line = msgspec.json.encode(buyer.case(catalog), enc_hook=str)
    case.write_bytes(line)
    table.write_bytes(line + b"\n")
    out = folder / "out"
    out.mkdir()
    witnessed("cases", "import", case)
    lines = [
        ("draft", case, "--beside"), ("draft", case, "--form"), ("plan", case, "--ics", out / "d"),
        ("check", case), ("detect", case), ("translate", case), ("doctor",), ("cases",),
        ("cases", "export", "--all", "--to", f"{out}/cases/"), ("guide", "--case", case),
        ("template", "check", case, table), ("list", "rules"), ("validate",), ("consent",),
        ("batch", "-", "--out", out / "l.csv", "--workers", "2"),
        *(("batch", table, "--out", out / f"l.{kind}") for kind in ("xlsx", "zip", "parquet")),
        ("batch", table, "--out", out / "letters"),
        ("batch", out / "l.xlsx", "--out", out / "again", "--columns-draft"),
    ]  # fmt: skip
    for each in lines:
        witnessed(*each, stdin=line)


def test_nothing_of_a_buyer_is_sent_named_in_a_process_or_left_where_others_read(
    witnessed: Witnessed, tmp_path: Path, catalog: Catalog
) -> None:
    buyer = Buyer(3)
    used(witnessed, tmp_path, buyer, catalog)
    assert witnessed.events("connect") == []
    assert witnessed.events("resolve") == []
    started = witnessed.events("start")
    assert started, "workbooks are read by a process of their own"
    assert buyer.hits_in(json.dumps(started, ensure_ascii=False)) == []
    given = {tmp_path / "case.json", tmp_path / "rows.jsonl", tmp_path / "witness.jsonl"}
    open_to_others = [
        path
        for path in tmp_path.rglob("*")
        if path not in given and path != tmp_path / "out" and path.stat().st_mode & 0o077
    ]
    assert open_to_others == []
    for name in witnessed.events("write"):
        path = Path(str(name))
        if tmp_path not in path.parents and path.is_file() and path != Path(os.devnull):
            assert buyer.hits_in(path.read_text(errors="replace")) == [], path


def test_the_witness_sees_what_is_sent_once_somebody_has_agreed(
    witnessed: Witnessed, tmp_path: Path, catalog: Catalog
) -> None:
    asked: list[str] = []
    own = type("Own", (Handler,), {
        "reply": lambda handler: handler.say("x"), "asked": asked,
        "provider": "libretranslate", "wraps": staticmethod(as_libretranslate),
    })  # fmt: skip
    server = ThreadingHTTPServer(("127.0.0.1", 0), own)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    case = tmp_path / "case.json"
    case.write_bytes(msgspec.json.encode(Buyer(3).case(catalog), enc_hook=str))
    where = ("--address", f"http://127.0.0.1:{server.server_port}")
    translate = ("translate", case, "--provider", "libretranslate", *where)
    assert witnessed(*translate) == 5
    assert witnessed.events("connect") == []
    witnessed("consent", "libretranslate", "--give", *where)
    witnessed(*translate)
    server.shutdown()
    server.server_close()
    assert witnessed.events("connect") == [["127.0.0.1", server.server_port]]
    assert len(asked) == 1
    assert Buyer(3).hits_in(asked[0]) == []
