"""The app in a real terminal: typed into, copied from, killed."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog, by_rank
from letterkit.store.store import Store, store_path
from tests.builders import LANGUAGES
from tests.kept import keep
from tests.terminals import Tmux

Open = Callable[..., Tmux]
SAVED_WITHIN = 0.25
NUMBER = "7190332741026612"
"""Another one than the example that stands in an empty field."""
HOSTILE = "\x1b]52;c;eA==\x07 \x1b[2J \x9b31m \x1b[31mred [/] [@click=quit]x[/] \u202e"


@contextmanager
def the_store() -> Iterator[Store]:
    store = Store(store_path())
    yield store
    store.close()


def order_number_kept() -> str:
    with the_store() as store:
        lines = store.lines()
        number = store.case(lines[0].id).data.get("order", {}).get("number") if lines else ""
    return str(number or "")


def begun(screen: Tmux, *, problem: str = "has not come") -> None:
    """Begin a first case in English and stand in the field of the order number."""
    screen.wait_for("Begin")
    screen.press("Enter")
    screen.wait_for("Where did you buy it?")
    screen.press("Enter")
    screen.wait_until(lambda shown: "What went wrong?  " in shown, "asked what went wrong")
    screen.write(problem)
    screen.press("Enter")
    screen.wait_until(lambda shown: "Order number" in shown, "asked for the order number")
    # The field takes the focus when it is there.
    time.sleep(0.3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_first_start_to_a_letter_on_the_clipboard(
    language: str, terminal: Open, catalog: Catalog
) -> None:
    say = catalog.languages[language].gettext
    screen = terminal("--lang", language, width=120, height=40)
    screen.wait_for(say("Begin"))
    screen.press("Enter")
    screen.wait_for(say("Where did you buy it?"))
    screen.press("Enter")
    screen.wait_for(say("What went wrong?"))
    screen.press("Enter")
    screen.wait_for("Order […]")
    for answer in ("8123456789012345", "Kettle", "24,90 USD", "01.10.2026", "Enter", "Enter"):
        screen.write(answer) if answer != "Enter" else None
        screen.press("Enter")
    screen.wait_for("Order 8123456789012345, Kettle")
    id = keep(catalog, language=language)
    screen.press("C-q")
    screen.wait_for("EXIT=0")
    other = terminal("--lang", language, "open", id, width=120, height=40)
    other.wait_for(say("The letter is complete (%(key)s: copy)") % {"key": "F4"})
    other.press("F10")
    other.wait_for(say("What do you want to do?"))
    other.write("copy the whole")
    other.press("Enter")
    other.wait_until(lambda _: bool(order_number_kept()), "saved")
    with the_store() as store:
        other.wait_until(lambda _: bool(store.copied(id)), "copied")
        letter = store.copied(id)[0].text
    assert letter.startswith("Order 8123456789012345")
    assert other.copied() == letter


def test_keys_pressed_while_the_first_list_comes_up_move_in_it(
    terminal: Open, catalog: Catalog
) -> None:
    screen = terminal("--lang", "en", width=120, height=40)
    screen.wait_for("Begin")
    screen.press("Enter")
    for key in ("Enter", "Down", "Down", "Down", "Enter"):
        time.sleep(0.05)
        screen.press(key)
    screen.wait_for("Order […]")
    fourth = by_rank(catalog.problems)[3]
    screen.wait_for(fourth.label)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_typed_is_lost_when_it_is_ended(number: signal.Signals, terminal: Open) -> None:
    screen = terminal()
    begun(screen)
    screen.write(NUMBER)
    screen.wait_for(NUMBER)
    if number == signal.SIGKILL:
        time.sleep(SAVED_WITHIN)
    os.kill(screen.process(), number)
    shown = screen.wait_for("EXIT=")
    assert f"EXIT={128 + number}" in shown
    assert "Traceback" not in shown
    assert order_number_kept() == NUMBER


def test_a_terminal_that_is_closed_costs_nothing(terminal: Open) -> None:
    screen = terminal()
    begun(screen)
    screen.write(NUMBER)
    screen.wait_for(NUMBER)
    process = screen.process()
    screen.close()
    for _ in range(300):
        if not Path(f"/proc/{process}").exists():
            break
        time.sleep(0.1)
    assert not Path(f"/proc/{process}").exists()
    assert order_number_kept() == NUMBER


def test_the_next_start_offers_what_was_open(terminal: Open, catalog: Catalog) -> None:
    id = keep(catalog)
    screen = terminal("open", id)
    screen.wait_for("The letter is complete")
    os.kill(screen.process(), signal.SIGKILL)
    screen.wait_for("EXIT=137")
    again = terminal("--lang", "en")
    again.wait_for("Begin")
    again.press("Enter")
    again.wait_for("letterkit ended while this was open")
    again.press("Enter")
    again.wait_for("The letter is complete")


def test_the_terminal_is_left_as_it_was(terminal: Open, catalog: Catalog) -> None:
    id = keep(catalog)
    screen = terminal("open", id)
    screen.wait_for("The letter is complete")
    screen.press("C-q")
    shown = screen.wait_for("EXIT=0")
    assert "The letter is complete" not in shown
    screen.write("echo")
    assert "Traceback" not in shown


def test_no_escape_sequence_in_a_case_reaches_the_terminal(
    terminal: Open, catalog: Catalog
) -> None:
    id = keep(
        catalog,
        order__item=HOSTILE,
        contacts=[{"by": "seller", "said": HOSTILE, "words": HOSTILE}],
        words={"text": HOSTILE},
        buyer={"name": HOSTILE},
    )
    screen = terminal("open", id, width=120, height=40)
    screen.wait_for("F2")
    for key in ("F2", "F3", "F4", "F5", "F6", "F1", "Escape", "Escape"):
        screen.press(key)
        time.sleep(0.2)
        screen.wait_until(lambda shown: "F1" in shown or "Esc" in shown, "drawn again")
        assert "\u202e" not in screen.raw()
    screen.press("C-q")
    shown = screen.wait_for("EXIT=0")
    assert "Traceback" not in shown
    with pytest.raises(Exception, match="show-buffer"):
        # Nothing was copied: the clipboard of this tmux is empty.
        screen.copied()


def test_it_lives_through_any_size(terminal: Open, catalog: Catalog) -> None:
    id = keep(catalog)
    screen = terminal("open", id)
    screen.wait_for("The letter is complete")
    for width, height in ((2, 2), (300, 100), (20, 50), (49, 9), (50, 10), (100, 24), (80, 24)):
        screen.resize(width, height)
        time.sleep(0.1)
    screen.wait_for("The letter is complete")


@pytest.mark.parametrize("term", ["xterm", "linux", "vt100"])
def test_it_works_in_other_terminals(
    term: str, terminal: Open, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", "1")
    id = keep(catalog)
    screen = terminal("open", id)
    screen.wait_for("The letter is complete")
    greys = {
        "0",
        "7",
        "8",
        "15",
        "16",
        "59",
        "102",
        "145",
        "188",
        "231",
        *map(str, range(232, 256)),
    }
    assert set(re.findall(r"[34]8;5;(\d+)", screen.raw())) <= greys
    assert not re.search(r"\x1b\[(?:[0-9;]*;)?[39][1-6]m", screen.raw())


def test_a_pasted_page_is_taken_whole(terminal: Open) -> None:
    screen = terminal(width=120, height=40)
    begun(screen, problem="tracking number is wrong")
    screen.paste("Order ID: 8190332741026612\nStore: X\nTracking number LP00123456789CN\n")
    screen.wait_for("Order 8190332741026612")
    screen.wait_for("Also found in what you pasted")


def test_it_starts_where_nothing_can_be_saved(terminal: Open, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    screen = terminal(width=120, height=40)
    begun(screen)
    shown = screen.wait_for("Not saved!")
    assert "Traceback" not in shown
    screen.write("8123456789012345")
    screen.wait_for("Order 8123456789012345")
