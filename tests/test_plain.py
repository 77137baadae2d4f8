"""`letterkit --plain` on a bare line: no size, TERM=dumb, as over ssh or with a screen reader."""

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from letterkit.domain.catalog import Catalog
from letterkit.prompts.interview import WHAT_THIS_IS
from letterkit.store.store import Store, store_path
from tests.builders import case_data
from tests.lines import CTRL_C, CTRL_D, Line, unbroken
from tests.test_prompts import CONTACTS, EVIDENCE, FINDINGS, LAST, WRONG_TRACKING

NUMBER = "8190 3327 4102 66"
DRAWN = re.compile("[\x1b\u2190-\u21ff\u2500-\u27bf]")
"""Escape sequences, arrows, and what boxes, blocks and ticks are drawn with."""


@pytest.mark.parametrize("language", ["ka", "ko"])
def test_from_nothing_to_a_letter_and_its_plan_with_a_stop_on_the_way(
    language: str, line: Callable[..., Line], catalog: Catalog
) -> None:
    say = catalog.languages[language].gettext
    first = line("--plain", "--lang", language, "--today", "2026-11-22")
    first.wait_for(unbroken(say(WHAT_THIS_IS)))
    first.type(*WRONG_TRACKING[:4], "?")
    first.wait_for(say(catalog.questions["order.item"].why))
    first.type("mini PC", "<", "tablet", "212000")
    first.wait_for(say("In which currency? Look at the order page."))
    first.type("4")
    first.wait_for(say("When did you order?"))
    first.press(CTRL_C)
    assert first.to_the_end() == 130
    [kept] = Store(store_path()).lines()
    command = f"letterkit --plain open {kept.id}"
    goodbye = say("What you answered is saved. To go on: %(command)s") % {"command": command}
    assert first.said.rstrip().endswith(f"\n{goodbye}")

    again = line(*command.split()[1:], "--lang", language, "--today", "2026-11-22")
    again.wait_for(say("When did you order?"))
    again.type(*WRONG_TRACKING[6:], *FINDINGS, *EVIDENCE, *CONTACTS, *LAST)
    again.wait_for(say("Enter ends. To change an answer, go back to the questions with <"))
    again.type("")
    assert again.to_the_end() == 0
    assert f"Order {NUMBER}, tablet, KRW 212,000" in unbroken(again.said)
    assert say("What to do now") in again.said
    assert not DRAWN.findall(first.said + again.said)
    assert "Traceback" not in first.said + again.said


def test_ctrl_d_stops_without_a_fuss(line: Callable[..., Line]) -> None:
    talk = line("--lang", "en")
    talk.type(*WRONG_TRACKING[:4])
    talk.wait_for("What did you buy?")
    talk.press(CTRL_D)
    assert talk.to_the_end() == 0
    assert "What you answered is saved. To go on: letterkit --plain open " in talk.said


def test_stopped_before_the_first_answer_nothing_is_kept(line: Callable[..., Line]) -> None:
    talk = line("--plain", "--lang", "en")
    talk.wait_for("Where did you buy it?")
    talk.wait_for_question()
    talk.press(CTRL_C)
    assert talk.to_the_end() == 130
    assert talk.said.rstrip().endswith("Nothing has been answered yet.")
    assert Store(store_path()).lines() == []


def test_the_case_that_was_broken_off_is_offered_first(line: Callable[..., Line]) -> None:
    talk = line("--plain", "--lang", "en")
    talk.type(*WRONG_TRACKING[:5])
    talk.wait_for("How much did you pay")
    talk.press(CTRL_C)
    talk.to_the_end()
    again = line("--plain", "--lang", "en")
    again.wait_for(
        "Go on with a case, or begin a new one? 1 New case 2 The tracking number is wrong"
    )
    again.type("")
    again.wait_for("How much did you pay")


def test_a_finished_case_shows_its_letter_and_can_still_be_changed(
    line: Callable[..., Line], catalog: Catalog
) -> None:
    with closing(Store(store_path())) as store:
        id = store.add(msgspec.to_builtins(case_data(catalog))).id
    talk = line("--plain", "--lang", "en", "open", id)
    for _ in range(20):
        # What may be left open is asked once more.
        talk.wait_for_question()
        if "Enter ends." in talk.said:
            break
        talk.type("")
    _, _, asked = talk.said.partition("Enter ends.")
    assert "leave it open" not in asked
    talk.type("<")
    talk.wait_for("In your own words")
    talk.type("It never came.", "")
    assert talk.to_the_end() == 0
    assert "\n\nIt never came.\n\n" in talk.said


def test_a_case_file_is_saved_in_place(line: Callable[..., Line], tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text("marketplace = 'aliexpress'\nproblem = 'wrong-tracking'\n", encoding="utf-8")
    talk = line("--plain", "--lang", "en", "open", str(path))
    talk.wait_for("What do you want to write?")
    talk.type("3", NUMBER)
    talk.wait_for("What did you buy?")
    talk.press(CTRL_C)
    talk.to_the_end()
    assert f"letterkit --plain open {path}" in talk.said
    assert NUMBER in path.read_text(encoding="utf-8")
