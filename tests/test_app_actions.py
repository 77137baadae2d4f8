"""What a person can do in the app, one action a test; what is said is English."""

from pathlib import Path
from typing import Any

import pytest
from textual.events import Key
from textual.widgets import Input, OptionList

from letterkit.domain.catalog import Catalog, by_rank
from letterkit.files.settings import read_settings
from letterkit.tui.case_screen import CaseScreen
from letterkit.tui.field import Field
from letterkit.tui.help_screen import HelpScreen
from letterkit.tui.picker import Picker
from letterkit.tui.welcome_screen import WelcomeScreen
from tests.kept import keep
from tests.screens import Hands, use_app


@pytest.fixture
def downloads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "downloads"
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(folder))
    return folder


async def _file_in(folder: Path, hands: Hands) -> Path:
    for _ in range(100):
        await hands.pilot.pause(0.05)
        if folder.exists() and (
            files := [path for path in folder.iterdir() if path.stat().st_size]
        ):
            return files[0]
    raise AssertionError(f"no file came\n{hands.screen()}")


async def _choose(hands: Hands, words: str) -> None:
    """Take the first entry of the list on the screen that has these words."""
    await hands.type(words)
    await hands.press("enter")


def test_the_cursor_goes_to_the_answer_that_a_step_back_changes(catalog: Catalog) -> None:
    id = keep(catalog, order__number=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.number")
        await hands.type("8123")
        await hands.go_to("evidence")
        await hands.press("ctrl+z")
        assert hands.app.focused is await hands.go_to("order.number")
        await hands.go_to("evidence")
        await hands.press("ctrl+y")
        assert hands.app.focused is hands.case.form.field("order.number").editor

    use_app(steps, case=id)


def test_a_field_that_is_left_empty_costs_no_step_forward(catalog: Catalog) -> None:
    id = keep(catalog, order__number=None, order__shipped=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.number")
        await hands.type("8123")
        await hands.go_to("order.shipped")
        await hands.press("ctrl+z")
        await hands.go_to("order.shipped")
        await hands.go_to("order.paid")
        await hands.press("ctrl+y")
        assert (await hands.saved())["order"]["number"] == "8123"

    use_app(steps, case=id)


@pytest.mark.parametrize(
    ("language", "typed"), [("ru", "11 мая 2012"), ("ko", "2012년 5월 11일"), ("en", "11.05.12")]
)
def test_a_day_is_typed_as_people_write_it(catalog: Catalog, language: str, typed: str) -> None:
    id = keep(catalog, order__ordered=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.ordered")
        await hands.type(typed)
        await hands.press("tab")
        assert (await hands.saved())["order"]["ordered"] == "2012-05-11"

    use_app(steps, case=id, language=language)


def test_a_day_that_the_calendar_does_not_have_is_called_so(catalog: Catalog) -> None:
    id = keep(catalog, order__ordered=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.ordered")
        await hands.type("31.02.2026")
        await hands.press("tab")
        await hands.wait_for("The calendar has no")

    use_app(steps, case=id, size=(160, 60))


def test_a_day_is_picked_from_a_calendar(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.ordered")
        before = hands.case.answers.data["order"]["ordered"]
        await hands.press("f8", "left", "enter")
        after = (await hands.saved())["order"]["ordered"]
        assert after < before

    use_app(steps, case=id)


def test_words_that_the_seller_may_not_read_are_warned_of_beside_the_letter(
    catalog: Catalog,
) -> None:
    id = keep(catalog, order__item="наушники")

    async def steps(hands: Hands) -> None:
        await hands.press("f3")
        assert "The seller may be unable to read this: “наушники”." in hands.screen()
        item = await hands.go_to("order.item")
        item.value = "headphones"
        await hands.pilot.pause()
        assert "unable to read" not in hands.screen()

    use_app(steps, case=id, size=(160, 40))


def test_leaving_the_kind_of_evidence_open_goes_back_to_what_is_marked(catalog: Catalog) -> None:
    id = keep(catalog, problem="damaged", evidence=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("evidence")
        await hands.press("enter", "enter", "escape")
        if "What kind of evidence" not in hands.screen():
            await hands.press("enter", "down", "enter", "escape")
        assert "What kind of evidence" in hands.screen()
        await hands.press("escape")
        assert "[x]" in hands.screen()

    use_app(steps, case=id)


def test_whoever_comes_back_to_complete_answers_goes_on_where_they_were(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        paid = await hands.go_to("order.paid")
        await hands.press("f3", "f2")
        assert hands.app.focused is paid

    use_app(steps, case=id, size=(80, 24))


@pytest.mark.parametrize(
    ("key", "before"), [("order.number", None), ("order.ordered", "soon")], ids=["open", "refused"]
)
@pytest.mark.parametrize("view", ["f3", "f4", "f5", "f6"])
def test_the_first_key_back_to_the_questions_leads_to_what_the_letter_waits_for(
    view: str, key: str, before: str | None, catalog: Catalog
) -> None:
    id = keep(catalog, **{key.replace(".", "__"): before})

    async def steps(hands: Hands) -> None:
        await hands.go_to("letter")
        await hands.press(view, "f2")
        await hands.type("812")
        name = key.partition(".")[2]
        assert (await hands.saved())["order"][name] == f"{before or ''}812"

    use_app(steps, case=id, size=(80, 24))


def test_what_the_form_waits_for_leads_to_its_question(catalog: Catalog) -> None:
    id = keep(catalog, order__number=None, order__ordered="soon")

    async def steps(hands: Hands) -> None:
        await hands.press("f4")
        assert "- Order number" in hands.screen()
        assert "- When did you order? “soon” cannot be used here." in hands.screen()
        assert "Enter Choose" in hands.screen().splitlines()[-1]
        for key in ("enter", *"812"):
            hands.app.post_message(Key(key, key if len(key) == 1 else None))
        await hands.pilot.pause()
        assert (await hands.saved())["order"]["number"] == "812"
        await hands.press("f4")
        lines = hands.screen().splitlines()
        row = next(n for n, line in enumerate(lines) if "- When did you order?" in line)
        await hands.pilot.click(offset=(lines[row].index("- When") + 3, row))
        await hands.pilot.pause()
        assert hands.app.focused is hands.case.form.field("order.ordered").editor

    use_app(steps, case=id)


def test_words_typed_where_an_answer_is_picked_open_nothing(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.go_to("letter")
        await hands.type("my parcel is not here")
        assert isinstance(hands.app.screen, CaseScreen)

    use_app(steps, case=id)


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ({"contacts": [{"by": "seller"}]}, "Not answered yet: What was said?"),
        (
            {"problem": "missing-items", "findings": [{"what": "missing-piece"}]},
            "Not answered yet: Which",
        ),
        ({"contacts": [{"by": "buyer", "said": "asked-where-parcel-is", "on": "soon"}]},
         "On which day? “soon” cannot be used here. Type a date"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("view", ["f2", "f4"])
def test_a_row_that_is_not_finished_names_the_question_and_no_key_of_a_file(
    view: str, rows: dict[str, Any], named: str, catalog: Catalog
) -> None:
    id = keep(catalog, **rows)

    async def steps(hands: Hands) -> None:
        await hands.press(view)
        shown = " ".join(hands.screen().split())
        assert named in shown
        for jargon in ("None", "letterkit example", "quotation marks", "“said”"):
            assert jargon not in shown

    use_app(steps, case=id, size=(90, 200))


def test_the_key_to_the_questions_stops_at_a_refused_answer(catalog: Catalog) -> None:
    id = keep(catalog, order__ordered="soon")

    async def steps(hands: Hands) -> None:
        await hands.go_to("evidence")
        await hands.press("f2")
        assert hands.app.focused is hands.case.form.field("order.ordered").editor

    use_app(steps, case=id)


def test_an_answer_that_another_problem_does_not_offer_is_put_aside(catalog: Catalog) -> None:
    id = keep(catalog, problem="wrong-tracking", answers__tracking_shows="another-parcel")

    async def steps(hands: Hands) -> None:
        await hands.go_to("problem")
        await hands.press("enter")
        await _choose(hands, catalog.problems["not-received"].label)
        saved = await hands.saved()
        assert saved["problem"] == "not-received"
        assert "another-parcel" not in hands.screen()
        assert not hands.case.sketch.faults

    use_app(steps, case=id)


def test_a_problem_that_nobody_knows_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "case.toml"
    file.write_text('problem = "lost-in-space"\n', encoding="utf-8")

    async def steps(hands: Hands) -> None:
        await hands.wait_for("What was chosen does not fit here")

    use_app(steps, file=file, size=(160, 40))


@pytest.mark.parametrize("size", [(80, 24), (60, 16)])
def test_a_long_list_keeps_its_keys_on_the_screen_and_is_seen_to_its_end(
    catalog: Catalog, size: tuple[int, int]
) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f7")
        await hands.pilot.pause(0.1)
        assert "Esc" in hands.screen().splitlines()[-3] + hands.screen().splitlines()[-2]
        await hands.press("end")
        await hands.pilot.pause(0.1)
        assert "Complaint to a consumer" in hands.screen()

    use_app(steps, case=id, size=size)


def test_what_is_called_just_as_typed_comes_first(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f7")
        await hands.type("dispute")
        await hands.press("enter")
        assert hands.case.sketch.letter.id == "open-dispute"

    use_app(steps, case=id)


def test_the_menu_names_the_key_of_what_it_offers(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f10")
        await hands.wait_for("Undo  (^z)")

    use_app(steps, case=id, size=(120, 50))


def test_the_menu_does_what_is_chosen_in_it(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f10")
        await _choose(hands, "back to the cases")
        await hands.wait_for("letters that get your money back")

    use_app(steps, case=id)


def test_help_tells_why_the_question_under_the_cursor_is_asked(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.tracking")
        await hands.press("f1")
        assert isinstance(hands.app.screen, HelpScreen)
        assert "everybody looks at the tracking first" in hands.screen()

    use_app(steps, case=id)


def test_a_list_has_help_of_its_own_and_offers_no_key_that_does_nothing(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.go_to("problem")
        await hands.press("enter")
        assert "Enter Choose  Esc Close  F1 Help" in hands.screen()
        for idle in ("F7", "F9", "F10"):
            assert idle not in hands.screen()
        await hands.press("f1")
        shown = " ".join(hands.screen().split())
        assert "Everything else follows from it" in shown
        assert "Type a word to find" in shown
        await hands.press("escape")
        assert isinstance(hands.app.screen, Picker)
        await hands.type("mpty")
        await hands.press("enter")
        assert "F9 Next part" in hands.screen()
        assert (await hands.saved())["problem"] == "empty-parcel"

    use_app(steps, case=id)


def test_a_row_has_help_on_the_question_under_the_cursor(catalog: Catalog) -> None:
    id = keep(catalog, contacts=[{"by": "seller", "said": "says-wait"}])

    async def steps(hands: Hands) -> None:
        await hands.go_to("contacts")
        await hands.press("enter", "up", "enter")
        await hands.press("down", "down", "f1")
        shown = " ".join(hands.screen().split())
        assert "On which day?" in shown
        assert "Type a date as day.month.year" in shown

    use_app(steps, case=id)


def test_a_guide_is_opened_from_the_list_of_guides(catalog: Catalog) -> None:
    id = keep(catalog)
    topic = catalog.guides[list(catalog.guides)[-1]]

    async def steps(hands: Hands) -> None:
        await hands.press("f6", "f6")
        assert isinstance(hands.app.screen, Picker)
        await _choose(hands, topic.label)
        assert topic.label in hands.screen()

    use_app(steps, case=id)


def test_the_plan_says_what_would_help_without_the_keys_of_a_file(catalog: Catalog) -> None:
    id = keep(catalog, problem="defective", evidence=None, findings=None)

    async def steps(hands: Hands) -> None:
        await hands.press("f5")
        shown = " ".join(hands.screen().split())
        assert "add it to the evidence" in shown
        assert "with both values" in shown
        assert "[[" not in shown

    use_app(steps, case=id, size=(80, 120))


def test_the_days_of_the_plan_are_saved_as_a_calendar(catalog: Catalog, downloads: Path) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f5", "enter")
        file = await _file_in(downloads, hands)
        assert file.suffix == ".ics"
        assert b"BEGIN:VEVENT" in file.read_bytes()

    use_app(steps, case=id)


def test_the_letter_is_saved_with_its_form(catalog: Catalog, downloads: Path) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.app.screen.run_action("save_letter")
        text = (await _file_in(downloads, hands)).read_text(encoding="utf-8")
        assert hands.case.sketch.draft.text in text
        assert hands.case.sketch.draft.form in text

    use_app(steps, case=id)


def test_the_form_names_no_field_in_which_there_is_nothing_to_do(catalog: Catalog) -> None:
    id = keep(catalog, letter="ask-seller", evidence=None)

    async def steps(hands: Hands) -> None:
        await hands.press("f4")
        labels = [field.exact for field in hands.case.sketch.draft.fields]
        assert len(set(labels)) < len(labels)
        shown = hands.screen()
        assert f"1. {labels[0]}" in shown
        assert "2. " not in shown
        assert "Attach" not in shown

    use_app(steps, case=id)


def test_the_next_key_takes_the_message_about_a_copy_away(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f4", "enter")
        await hands.wait_for("Copied through the terminal.")
        assert hands.screen().count("Order 8123456789012345") == 1
        await hands.press("down")
        await hands.pilot.pause(0.2)
        assert "Copied through" not in hands.screen()

    use_app(steps, case=id, size=(80, 24))


def test_the_whole_letter_is_copied_at_once(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.app.screen.run_action("copy_all")
        assert hands.app.clipboard == hands.case.sketch.draft.text

    use_app(steps, case=id)


def test_without_an_editor_it_says_how_to_name_one(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.app.screen.run_action("edit_letter")
        await hands.wait_for("set the environment variable EDITOR")

    use_app(steps, case=id)


def test_a_row_is_added_changed_and_taken_out_again(catalog: Catalog) -> None:
    id = keep(catalog, contacts=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("contacts")
        await hands.press("enter")
        await _choose(hands, "add")
        await hands.wait_for("the post office")
        await hands.press("down", "enter")
        await hands.press("enter", "enter")
        await hands.press("escape")
        assert len((await hands.saved())["contacts"]) == 1
        await hands.press("up", "enter", "f6")
        assert not (await hands.saved()).get("contacts")

    use_app(steps, case=id)


@pytest.mark.parametrize("key", ["f6", "escape"])
def test_a_row_that_is_closed_leads_back_to_the_list_of_rows(key: str, catalog: Catalog) -> None:
    id = keep(catalog, contacts=[{"by": "seller", "said": "says-wait", "on": "2026-11-07"}])

    async def steps(hands: Hands) -> None:
        await hands.go_to("contacts")
        await hands.press("enter", "up", "enter")
        await hands.wait_for("On which day?")
        await hands.press(key)
        await hands.wait_for("+ Add")
        assert ("2026-11-07" in hands.screen()) == (key == "escape")
        await hands.press("escape")
        assert isinstance(hands.case, CaseScreen)

    use_app(steps, case=id, size=(80, 24))


def test_colours_and_borders_are_chosen_and_remembered(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.app.run_action("theme")
        await hands.pilot.pause()
        await _choose(hands, "nord")
        assert hands.app.theme == "nord"
        await hands.app.run_action("borders")
        await hands.pilot.pause()
        assert "│" not in hands.screen()

    use_app(steps, case=id)
    assert (read_settings().theme, read_settings().ascii) == ("nord", True)


def test_a_click_opens_what_it_hits(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        lines = hands.screen().splitlines()
        await hands.pilot.click(offset=(lines[0].index("What to do"), 0))
        await hands.pilot.pause()
        assert "Where the case stands" in hands.screen()

    use_app(steps, case=id)


def test_a_key_goes_from_heading_to_heading_and_round_again(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        groups = []
        for _ in range(12):
            await hands.press("f9")
            field = next(each for each in hands.case.form.query(Field) if each.has_focus_within)
            groups.append(field.entry.group)
        assert groups[:3] == ["order", "happened", "evidence"]
        assert groups.count("start") >= 1

    use_app(steps, case=id, size=(80, 24))


def test_a_list_is_a_box_over_the_case(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f7")
        assert "Questions" in hands.screen()
        assert "What do you want to write?" in hands.screen()

    use_app(steps, case=id)


def test_a_row_is_told_by_its_day_and_what_was_said_and_cut_at_its_end(catalog: Catalog) -> None:
    rows = [
        {"on": "2026-11-05", "by": "buyer", "said": "asked-where-parcel-is", "answered": False},
        {"on": "2026-11-07", "by": "seller", "said": "says-wait", "words": "Please wait " * 30},
    ]
    id = keep(catalog, contacts=rows, problem="not-received", language="it")

    async def steps(hands: Hands) -> None:
        await hands.go_to("contacts")
        await hands.wait_for("07.11.2026 ·")
        lines = [" ".join(line.split()) for line in hands.screen().splitlines()]
        first = lines.index("05.11.2026 · Ho chiesto dove si trova il pacco.")
        second = "07.11.2026 · Il venditore mi ha chiesto di aspettare. · Please"
        assert lines[first + 1].startswith(second)
        assert "…" in lines[first + 2]

    use_app(steps, case=id, language="it", size=(80, 24))


def test_a_row_that_is_not_finished_is_told_in_the_line_below(catalog: Catalog) -> None:
    id = keep(catalog, findings=[{"what": "posted-before-order"}])

    async def steps(hands: Hands) -> None:
        assert "Answers to put right: 1 (F2)" in hands.screen()
        assert "None" not in hands.screen()

    use_app(steps, case=id)


def test_keys_right_after_one_that_moves_go_where_it_moves_to(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        for key in ("f9", "f9", "f9", "enter"):
            hands.app.post_message(Key(key, None))
        await hands.wait_for("What can you show in photos, videos, screenshots or documents?  ")
        assert isinstance(hands.app.screen, Picker)

    use_app(steps, case=id)


def test_typing_goes_on_behind_an_answer_that_has_been_settled(catalog: Catalog) -> None:
    id = keep(catalog, order__ordered=None)

    async def steps(hands: Hands) -> None:
        line = await hands.go_to("order.ordered")
        await hands.type("11.5.26")
        await hands.press("tab", "shift+tab")
        await hands.type("x")
        assert line.value == "11.05.2026x"

    use_app(steps, case=id, language="ru")


def test_a_problem_is_found_by_what_the_marketplace_calls_it() -> None:
    async def steps(hands: Hands) -> None:
        await hands.press("enter")
        await hands.wait_for("Che cosa è andato storto?")
        await _choose(hands, "mittente")
        assert (await hands.saved())["problem"] == "returned-to-sender"

    use_app(steps, language="it")


FOUND_BY = {
    "en": {
        "broken": "damaged", "size": "not-as-described", "replica": "counterfeit",
        "never arrived": "not-received", "incomplete": "missing-items", "banned": "account-blocked",
    },
    "ru": {
        "разбит": "damaged", "сломан": "damaged", "размер": "not-as-described",
        "подделка": "counterfeit", "не пришел": "not-received", "пустая": "empty-parcel",
        "таможня": "customs-held", "возврат": "refund-missing", "брак": "defective",
    },
    "it": {
        "taglia": "not-as-described", "misura": "not-as-described", "rotto": "damaged",
        "mancante": "missing-items", "contraffatto": "counterfeit", "altra citta": "wrong-tracking",
    },
    "ko": {
        "깨": "damaged", "파손": "damaged", "사이즈": "not-as-described", "고장": "defective",
        "불량": "defective", "안왔": "not-received", "미배송": "not-received",
        "가품": "counterfeit", "짝퉁": "counterfeit", "size": "not-as-described",
    },
    "ka": {
        "გატეხილი": "damaged", "ზომა": "not-as-described", "ყალბი": "counterfeit",
        "არ მოვიდა": "not-received", "საბაჟო": "customs-held", "ცარიელი": "empty-parcel",
    },
}  # fmt: skip
ALSO_RIGHT = {"broken": "defective", "сломан": "defective", "rotto": "defective"}
"""What can have happened just as well, and stands first because it happens more often."""


@pytest.mark.parametrize("language", FOUND_BY)
def test_a_problem_is_found_by_the_words_that_people_type(language: str) -> None:
    async def steps(hands: Hands) -> None:
        await hands.press("enter")
        await hands.pilot.pause(0.2)
        picker = hands.app.screen
        assert isinstance(picker, Picker)
        for typed, problem in FOUND_BY[language].items():
            picker.query_one(Input).value = typed
            await hands.pilot.pause()
            options = picker.query_one(OptionList).options
            found = [option.id for option in options if option.id != ALSO_RIGHT.get(typed)]
            assert found[:1] == [problem], (typed, found)

    use_app(steps, language=language)


@pytest.mark.parametrize("language", FOUND_BY)
def test_the_words_that_a_problem_is_found_by_are_not_shown(
    language: str, catalog: Catalog
) -> None:
    say = catalog.languages[language].gettext

    async def steps(hands: Hands) -> None:
        await hands.press("enter")
        await hands.wait_for(say("What went wrong?"))
        shown = hands.screen()
        for problem in catalog.problems.values():
            assert say(problem.search)[:20] not in shown

    use_app(steps, language=language, size=(120, 60))


def test_what_is_typed_while_a_list_opens_is_searched_for(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.go_to("problem")
        for key in ("enter", *"mpty", "enter"):
            hands.app.post_message(Key(key, key if len(key) == 1 else None))
        await hands.pilot.pause(0.5)
        assert (await hands.saved())["problem"] == "empty-parcel"

    use_app(steps, case=id)


def test_keys_typed_while_a_list_opens_move_in_it(catalog: Catalog) -> None:
    id = keep(catalog)
    first = by_rank(catalog.problems)[0].id

    async def steps(hands: Hands) -> None:
        await hands.go_to("problem")
        for key in ("enter", "home", "down", "down", "up", "up", "enter"):
            hands.app.post_message(Key(key, None))
        await hands.pilot.pause(0.5)
        assert (await hands.saved())["problem"] == first

    use_app(steps, case=id)


def test_keys_typed_while_a_case_opens_are_meant_for_it(catalog: Catalog) -> None:
    keep(catalog, order__number=None)

    async def steps(hands: Hands) -> None:
        await hands.wait_for("letters that get your money back")
        for key in ("enter", *"812", "f4", "f10"):
            hands.app.post_message(Key(key, key if len(key) == 1 else None))
        await hands.wait_for("Copy the letter field by field")
        await hands.press("escape")
        assert (await hands.saved())["order"]["number"] == "812"

    use_app(steps)


def test_keys_typed_behind_a_choice_in_the_menu_are_meant_for_what_it_shows(
    catalog: Catalog,
) -> None:
    keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.wait_for("letters that get your money back")
        for key in ("f10", *"new", "enter", "enter", "enter", *"7190"):
            hands.app.post_message(Key(key, key if len(key) == 1 else None))
        await hands.wait_for("Order 7190")
        assert hands.case.answers.data["order"] == {"number": "7190"}

    use_app(steps)


def test_keys_typed_right_after_the_first_screen_reach_the_first_list(catalog: Catalog) -> None:
    fourth = by_rank(catalog.problems)[3].id

    async def steps(hands: Hands) -> None:
        assert isinstance(hands.app.screen, WelcomeScreen)
        for key in ("enter", "enter", "down", "down", "down", "enter"):
            hands.app.post_message(Key(key, None))
        await hands.wait_for("Order […]")
        assert hands.case.answers.data["problem"] == fourth

    use_app(steps, chosen=False)


def test_a_new_case_asks_where_it_was_bought_before_what_went_wrong() -> None:
    async def steps(hands: Hands) -> None:
        await hands.wait_for("Where did you buy it?")
        await _choose(hands, "ebay")
        await hands.wait_for("What went wrong?  ")
        await _choose(hands, "not come")
        saved = await hands.saved()
        assert (saved["marketplace"], saved["problem"]) == ("ebay", "not-received")

    use_app(steps)


def test_a_new_case_is_taken_to_be_bought_where_the_newest_was(catalog: Catalog) -> None:
    keep(catalog, marketplace="temu")
    newest = keep(catalog, marketplace="ebay")

    async def steps(hands: Hands) -> None:
        await hands.press("f2", "enter", "enter")
        saved = await hands.saved()
        assert (saved["marketplace"], saved["problem"]) == ("ebay", "not-received")
        assert hands.app.store.lines()[0].id != newest

    use_app(steps)


def test_closing_the_first_lists_leaves_the_marketplace_that_was_preset() -> None:
    async def steps(hands: Hands) -> None:
        await hands.wait_for("Where did you buy it?  ")
        await hands.press("down", "escape")
        assert hands.case.answers.data["marketplace"] == "aliexpress"
        assert hands.app.focused is hands.case.form.field("problem").editor
        await hands.press("enter", "escape")
        assert hands.case.answers.data == {"marketplace": "aliexpress", "language": "en"}

    use_app(steps)


def test_what_is_typed_after_a_choice_goes_to_the_question_that_follows(catalog: Catalog) -> None:
    id = keep(catalog, order__number=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("letter")
        for key in ("enter", "enter", *"812"):
            hands.app.post_message(Key(key, key if len(key) == 1 else None))
        await hands.pilot.pause(0.5)
        assert (await hands.saved())["order"]["number"] == "812"

    use_app(steps, case=id)


def test_the_space_bar_marks_until_a_search_is_typed(catalog: Catalog) -> None:
    id = keep(catalog, evidence=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("evidence")
        await hands.press("enter")
        await hands.press("space")
        assert "[x]" in hands.screen()
        await hands.press("p", "space", "a")
        assert hands.app.screen.query_one(Input).value == "p a"

    use_app(steps, case=id)


def test_a_list_that_is_done_is_left_for_the_next_open_question(catalog: Catalog) -> None:
    id = keep(catalog, problem="not-as-described", evidence=None, contacts=None, demand=None)

    async def steps(hands: Hands) -> None:
        form = hands.case.form
        await hands.go_to("evidence")
        await hands.press("enter")
        await _choose(hands, "listing")
        await hands.press("escape")
        await hands.pilot.pause(0.2)
        assert hands.app.focused is form.field("contacts").editor
        await hands.press("enter")
        await _choose(hands, "nobody")
        await hands.pilot.pause(0.2)
        assert hands.app.focused is form.field("demand.kind").editor

    use_app(steps, case=id)


def test_a_list_of_rows_that_is_closed_is_left_for_the_next_open_question(
    catalog: Catalog,
) -> None:
    id = keep(catalog, problem="not-as-described", contacts=None, demand=None)

    async def steps(hands: Hands) -> None:
        await hands.go_to("contacts")
        await hands.press("enter")
        await _choose(hands, "add")
        await hands.wait_for("the post office")
        await hands.press("down", "enter")
        await hands.press("enter", "enter")
        await hands.press("escape", "escape")
        await hands.pilot.pause(0.2)
        assert hands.app.focused is hands.case.form.field("demand.kind").editor

    use_app(steps, case=id)


def test_a_long_answer_that_is_only_read_shows_its_first_word(catalog: Catalog) -> None:
    id = keep(catalog, order__item=None)

    async def steps(hands: Hands) -> None:
        line = await hands.go_to("order.item")
        await hands.type("first of very many words that go on and on and on to the last")
        assert line.scroll_offset.x > 0
        await hands.press("tab")
        assert line.scroll_offset.x == 0
        await hands.press("shift+tab")
        await hands.pilot.pause(0.2)
        assert line.scroll_offset.x > 0

    use_app(steps, case=id)


def test_the_rest_of_a_line_of_the_form_stands_under_its_beginning(catalog: Catalog) -> None:
    id = keep(catalog, problem="not-as-described", language="it")

    async def steps(hands: Hands) -> None:
        await hands.press("f4")
        await hands.wait_for("Incolla questo testo")
        lines = hands.screen().splitlines()[2:-2]
        assert lines
        assert [line for line in lines if line[1:4] != "   " and line[2:4] != ". "] == []

    use_app(steps, case=id, size=(80, 24), language="it")


def test_the_plan_names_the_place_of_a_rule_in_the_buyers_language(catalog: Catalog) -> None:
    id = keep(catalog, language="it")

    async def steps(hands: Hands) -> None:
        await hands.press("f5")
        await hands.wait_for(", Carta (")

    use_app(steps, case=id, size=(100, 60), language="it")


def test_the_form_opens_at_the_text_of_the_letter_and_says_what_was_copied(
    catalog: Catalog,
) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f4", "enter")
        text = hands.app.screen.sketch.draft.text  # type: ignore[attr-defined] # a CaseScreen
        assert hands.app.clipboard == text
        assert f"{text[:40].strip()}…" in " ".join(hands.screen().split())

    use_app(steps, case=id)


@pytest.mark.parametrize(
    ("item", "is_readable", "is_latin"),
    [("чайник", False, False), ("teiera di vetro", False, True), ("glass teapot", True, True)],
)
def test_what_the_seller_cannot_read_is_said_once_it_is_left(
    item: str, is_readable: bool, is_latin: bool, catalog: Catalog
) -> None:
    id = keep(catalog, order__item=item)

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.item")
        await hands.press("down")
        assert ("may be unable to" in hands.screen()) == (not is_readable)
        assert ("reads English" in hands.screen()) == (is_latin and not is_readable)

    use_app(steps, case=id)


def test_keys_are_heard_again_though_the_screen_they_waited_for_never_came(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = keep(catalog, order__item="Kettle")

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.item")
        hands.app.hold_keys()
        await hands.press("1")
        assert "Kettle1" not in hands.screen()
        monkeypatch.setattr("letterkit.tui.held_keys.LONGEST", 0.0)
        await hands.press("2")
        await hands.wait_for("Kettle12")

    use_app(steps, case=id)


@pytest.mark.parametrize(
    ("language", "name"),
    [("ru", "Россия"), ("it", "Italia"), ("ko", "대한민국"), ("ka", "საქართველო")],
)
def test_the_country_that_is_named_as_an_example_is_the_buyers_own(
    language: str, name: str, catalog: Catalog
) -> None:
    id = keep(catalog, problem="not-received", language=language)

    async def steps(hands: Hands) -> None:
        assert name in (await hands.go_to("buyer.country")).placeholder

    use_app(steps, language=language, case=id)
