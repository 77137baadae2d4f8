"""letterkit in a real terminal: a person types, and a letter stands on the screen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from letterkit.store.store import Store, store_path
from tests.builders import LANGUAGES
from tests.terminals import Tmux
from tests.test_prompts import WHOLE

FIRST = "Where did you buy it?"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40)])
def test_a_conversation_ends_in_a_letter(
    language: str, width: int, height: int, terminal: Callable[..., Tmux], catalog: Catalog
) -> None:
    screen = terminal("--plain", "--lang", language, width=width, height=height)
    screen.wait_for(catalog.languages[language].gettext(FIRST))
    for line in (*WHOLE, ""):
        screen.type(line)
    shown = screen.wait_for("EXIT=0")
    assert "Order 8190 3327 4102 66" in shown
    assert "6896 1122 0345" in shown
    assert "Please Upload Attachments" in shown
    assert catalog.languages[language].gettext("What to do now") in shown
    assert "Traceback" not in shown


def test_the_language_is_offered_in_its_own_name(terminal: Callable[..., Tmux]) -> None:
    screen = terminal("--plain")
    shown = screen.wait_for("[1]")
    for name in ("English", "italiano", "ქართული", "한국어", "русский"):
        assert name in shown


def test_a_conversation_broken_off_keeps_the_case(terminal: Callable[..., Tmux]) -> None:
    screen = terminal("--plain", "--lang", "en")
    screen.wait_for(FIRST)
    for line in WHOLE[:5]:
        screen.type(line)
    screen.wait_for("How much did you pay")
    screen.press("C-c")
    screen.wait_for("EXIT=130")
    [kept] = Store(store_path()).lines()
    assert kept.summary["item"] == "mini PC"
    assert f"--plain open {kept.id}" in screen.screen()


def test_a_conversation_goes_on_where_nothing_can_be_saved(
    terminal: Callable[..., Tmux], tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    screen = terminal("--plain", "--lang", "en", width=120, height=40)
    screen.wait_for(FIRST)
    for line in (*WHOLE, ""):
        screen.type(line)
    shown = screen.wait_for("EXIT=0")
    assert shown.count("The case is not kept.") == 1
    assert "Order 8190 3327 4102 66" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize(("language", "answer", "left"), [("en", "no", 1), ("ru", "да", 0)])
def test_deleting_for_good_asks_in_the_reader_s_language(
    language: str, answer: str, left: int, terminal: Callable[..., Tmux], catalog: Catalog
) -> None:
    store = Store(store_path())
    id = store.add({"order": {"item": "lamp"}}).id
    screen = terminal("cases", "delete", id, "--for-good", "--lang", language)
    ask = "Delete for good? Nobody can take this back. Type yes or no: "
    screen.wait_for(catalog.languages[language].gettext(ask).strip())
    screen.type(answer)
    shown = screen.wait_for("EXIT=")
    assert ": lamp" in shown
    assert len(store.lines()) == left
