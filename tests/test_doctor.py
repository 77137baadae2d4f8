"""`letterkit doctor`: what it finds, and that it harms nothing."""

import json
from pathlib import Path

import pytest

from letterkit.store.store import Store, store_path
from tests.builders import LANGUAGES
from tests.commands import Command


def found(letterkit: Command) -> tuple[int, dict[str, dict[str, str]]]:
    said = letterkit("doctor", "--json")
    return said.exit_code, {row["id"]: row for row in json.loads(said.out)}


def test_where_nothing_was_kept_yet_nothing_is_broken_and_nothing_is_made(
    letterkit: Command, tmp_path: Path
) -> None:
    exit_code, rows = found(letterkit)
    assert exit_code == 0
    assert str(store_path()) in rows["store"]["says"]
    assert str(tmp_path / "config" / "letterkit" / "settings.toml") in rows["settings"]["says"]
    assert "broken" not in {row["state"] for row in rows.values()}
    assert not (tmp_path / "data").exists()


def test_a_store_is_counted_and_checked(letterkit: Command) -> None:
    store = Store(store_path())
    store.delete(store.add({}).id)
    store.add({})
    exit_code, rows = found(letterkit)
    assert exit_code == 0
    assert "(cases: 1, in the bin: 1)" in rows["store"]["says"]
    assert {rows[id]["state"] for id in ("store", "integrity", "journal", "private")} == {"good"}


def test_a_damaged_store_is_broken_and_left_as_it_is(letterkit: Command) -> None:
    Store(store_path()).close()
    content = store_path().read_bytes()[:4096] + b"\xff" * 40_000
    store_path().write_bytes(content)
    exit_code, rows = found(letterkit)
    assert exit_code == 1
    assert "broken" in {row["state"] for row in rows.values()}
    assert store_path().read_bytes() == content


def test_settings_that_cannot_be_read_are_broken(letterkit: Command, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "letterkit" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("language = ")
    exit_code, rows = found(letterkit)
    assert (exit_code, rows["settings"]["state"]) == (1, "broken")
    assert str(settings) in rows["settings"]["says"]


def test_a_store_that_others_can_read_and_copies_of_earlier_are_noted(letterkit: Command) -> None:
    Store(store_path()).close()
    store_path().chmod(0o644)
    copy = store_path().with_name("cases.damaged-20261122-120000.sqlite")
    copy.write_bytes(b"")
    exit_code, rows = found(letterkit)
    assert (exit_code, rows["private"]["state"]) == (0, "note")
    assert rows["copy"]["says"] == str(copy)


def test_the_network_is_named_as_it_is_allowed(
    letterkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "nothing may leave" in found(letterkit)[1]["network"]["says"]
    monkeypatch.delenv("LETTERKIT_NO_NETWORK")
    assert "agreed to nothing" in found(letterkit)[1]["network"]["says"]
    letterkit("consent", "google", "--give")
    assert found(letterkit)[1]["network"]["says"].endswith(": google")


def test_the_clipboard_s_programs_are_looked_for(
    letterkit: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert found(letterkit)[1]["clipboard"]["state"] == "note"
    (tmp_path / "xclip").write_text("#!/bin/sh\n")
    (tmp_path / "xclip").chmod(0o755)
    assert found(letterkit)[1]["clipboard"]["says"] == "xclip"
    monkeypatch.setenv("SSH_CONNECTION", "here there")
    assert found(letterkit)[1]["clipboard"]["state"] == "note"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_in_the_reader_s_language(language: str, letterkit: Command) -> None:
    english = letterkit("doctor", "--lang", "en").out.splitlines()
    said = letterkit("doctor", "--lang", language).out.splitlines()
    assert len(said) == len(english)
    for here, there in zip(said, english, strict=True):
        assert here != there
