"""The app, used by its keys."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from letterkit.domain.catalog import Catalog
from letterkit.files.cases import data_from_text
from letterkit.files.crash_report import CRASHED
from letterkit.files.settings import read_settings
from letterkit.presenting.voice import Voice
from letterkit.store.store import Store, store_path
from letterkit.tui.case_screen import CaseScreen
from letterkit.tui.copy_view import CopyView
from letterkit.tui.home_screen import CaseList, HomeScreen
from letterkit.tui.letter_view import LetterView
from letterkit.tui.lines import Line
from letterkit.tui.picker import Picker
from letterkit.tui.welcome_screen import WelcomeScreen
from tests.builders import LANGUAGES, case_data
from tests.kept import keep
from tests.screens import Hands, use_app
from tests.test_translating import Handler, as_libretranslate

HOSTILE = "[/] [@click=app.quit]x[/] \x1b[2J\x1b]52;c;eA==\x07 \x9b31m \u202e [b]"


def test_the_first_start_asks_for_the_language_and_remembers_it() -> None:
    async def steps(hands: Hands) -> None:
        assert isinstance(hands.app.screen, WelcomeScreen)
        await hands.press("down")
        assert "Hai comprato qualcosa" in hands.screen()
        assert hands.screen().splitlines()[-1].startswith(" Invio Comincia")
        await hands.press("enter")
        await hands.wait_for("Dove l'hai comprato?  ")
        assert isinstance(hands.app.screen, Picker)
        await hands.press("enter")
        assert "Che cosa è andato storto?" in hands.screen()

    use_app(steps, chosen=False)
    assert read_settings().language == "it"


def test_what_is_typed_stands_in_the_letter_and_in_the_store() -> None:
    async def steps(hands: Hands) -> None:
        await hands.press("enter", "enter")
        assert isinstance(hands.app.screen, CaseScreen)
        await hands.type("8123456789012345")
        await hands.press("enter")
        await hands.type("Kettle")
        assert "Order 8123456789012345, Kettle" in hands.screen()
        saved = await hands.saved()
        assert saved["order"] == {"number": "8123456789012345", "item": "Kettle"}

    use_app(steps)


def test_keys_that_come_faster_than_they_are_shown_keep_their_order() -> None:
    async def steps(hands: Hands) -> None:
        await hands.press("enter", "enter")
        await hands.go_to("order.paid")
        for sign in "12,50 EUR":
            hands.app.post_message(Key(sign, sign))
        await hands.pilot.pause()
        assert (await hands.saved())["order"]["paid"] == "12,50 EUR"

    use_app(steps)


def test_a_step_back_undoes_an_answer_and_forward_brings_it_back() -> None:
    async def steps(hands: Hands) -> None:
        await hands.press("enter", "enter")
        await hands.type("8123456789012345")
        await hands.press("enter", "ctrl+z")
        assert "Order 8123" not in hands.screen()
        await hands.press("ctrl+н")
        assert "Order 8123456789012345" in hands.screen()
        assert (await hands.saved())["order"] == {"number": "8123456789012345"}

    use_app(steps)


def test_a_sum_without_a_currency_is_asked_for_it() -> None:
    async def steps(hands: Hands) -> None:
        await hands.press("enter", "enter")
        await hands.go_to("order.paid")
        await hands.type("12,50")
        await hands.press("enter")
        assert "In which currency?" in hands.screen()
        await hands.press("down", "enter")
        assert (await hands.saved())["order"]["paid"] == "12,50 EUR"

    use_app(steps)


def test_copying_a_field_puts_it_on_the_clipboard_and_into_the_history(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f4")
        view = hands.app.screen.query_one(CopyView)
        texts = [view.get_option_at_index(place).id for place in range(view.option_count)]
        letter = hands.app.screen.sketch.draft.text  # type: ignore[attr-defined] # a CaseScreen
        for place, option in enumerate(texts):
            if option and option.startswith("field"):
                view.highlighted = place
                await hands.press("enter")
                if hands.app.clipboard == letter:
                    break
        assert hands.app.clipboard == letter
        assert "Copied on" in hands.screen()
        assert letter in [copied.text for copied in hands.app.store.copied(id)]

    use_app(steps, case=id)


def test_a_letter_marked_as_sent_stands_in_the_case(catalog: Catalog) -> None:
    id = keep(catalog, letter="open-dispute", dispute=None)

    async def steps(hands: Hands) -> None:
        await hands.pilot.pause()
        await hands.app.screen.run_action("mark_sent")
        assert (await hands.saved())["dispute"]["opened"] == "2026-11-22"

    use_app(steps, case=id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_speaks_the_language(language: str, catalog: Catalog) -> None:
    id = keep(catalog, language=language)
    gettext = catalog.languages[language].gettext
    english = {"Questions", "Letter", "Copy", "What to do", "Guides", "Help", "Menu", "Cases"}

    async def steps(hands: Hands) -> None:
        for key in ("f2", "f3", "f4", "f5", "f6", "f10", "escape", "f1", "escape", "escape"):
            await hands.press(key)
            words = set(re.findall(r"(?<=F\d )[A-Z]\w+", hands.screen()))
            assert not words & english, hands.screen()
        assert gettext("New case") in hands.screen()

    use_app(steps, language=language, case=id)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60), (60, 16)])
def test_the_letter_can_be_read_at_every_size(size: tuple[int, int], catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f3")
        assert "8123456789012345" in hands.screen()

    use_app(steps, size=size, case=id)


@pytest.mark.parametrize("size", [(30, 20), (80, 6), (1, 1)])
def test_a_window_that_is_too_small_says_so_or_shows_nothing(
    size: tuple[int, int], catalog: Catalog
) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f3", "f4", "f5", "f6", "f2")
        if size != (1, 1):
            assert "too small" in " ".join(hands.screen().split())

    use_app(steps, size=size, case=id)


def test_the_language_is_switched_while_the_case_stands_open(catalog: Catalog) -> None:
    id = keep(catalog, language="ru")

    async def steps(hands: Hands) -> None:
        await hands.press("f10")
        await hands.type("language")
        await hands.press("enter")
        await hands.type("ka")
        await hands.press("enter")
        screen = hands.screen()
        assert "შეკვეთის ნომერი" in screen
        assert "Номер заказа" not in screen
        assert (await hands.saved())["language"] == "ka"

    use_app(steps, language="ru", case=id)
    assert read_settings().language == "ka"


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_is_made_once_for_the_first_frame_however_long_it_is(
    count: int, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(count):
        keep(catalog, order__item="Kettle")
    made = []
    show = CaseList.show_cases

    def counted(cases: CaseList, count: int, line_of: Callable[[int], Line]) -> None:
        made.append([line_of(place) for place in range(count)])
        show(cases, count, line_of)

    monkeypatch.setattr(CaseList, "show_cases", counted)

    async def steps(hands: Hands) -> None:
        await hands.wait_for("Kettle")
        assert hands.screen().count("Kettle") == min(count, 38)

    use_app(steps)
    assert len(made) == 1


def test_hostile_text_is_shown_as_text_in_every_view(catalog: Catalog) -> None:
    rows = [{"by": "seller", "said": HOSTILE, "words": HOSTILE, "on": "2026-11-01"}]
    id = keep(catalog, order__item=HOSTILE, contacts=rows, words={"text": HOSTILE})

    async def steps(hands: Hands) -> None:
        for key in ("f2", "f3", "f4", "f5", "f6", "f1", "escape", "escape"):
            await hands.press(key)
            screen = hands.screen()
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", screen), key
        assert isinstance(hands.app.screen, HomeScreen)

    assert use_app(steps, case=id).return_code in (None, 0)


def test_of_two_windows_on_one_case_neither_overwrites_the_other(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        other = hands.app.store.case(id)
        theirs = {**other.data, "order": {**other.data["order"], "item": "Theirs"}}
        hands.app.store.save(id, theirs, revision=other.revision)
        (await hands.go_to("order.item")).value = "Mine"
        await hands.wait_for("changed in another window")
        await hands.press("enter")
        await hands.saved()
        items = {hands.app.store.case(line.id).data["order"]["item"] for line in
                 hands.app.store.lines()}  # fmt: skip
        assert items == {"Mine", "Theirs"}
        assert hands.app.store.case(id).data["order"]["item"] == "Theirs"

    use_app(steps, case=id)


def test_a_case_file_is_saved_in_place_with_its_days_as_days(
    catalog: Catalog, tmp_path: Path
) -> None:
    from letterkit.files.case_toml import case_as_toml

    path = tmp_path / "case.toml"
    data = case_data(catalog)
    path.write_text(case_as_toml(data, catalog, str), encoding="utf-8")

    async def steps(hands: Hands) -> None:
        (await hands.go_to("order.item")).value = "Kettle"
        await hands.press("escape")

    use_app(steps, file=path)
    kept = data_from_text(path.read_text(encoding="utf-8"))
    assert kept["order"] == {**data["order"], "item": "Kettle"}
    assert kept["answers"] == data["answers"]


def test_deleted_duplicated_and_archived_cases_come_back(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f8")
        assert "Kettle" not in hands.screen()
        await hands.press("f9")
        assert "Kettle" in hands.screen()
        await hands.press("f5")
        assert len(hands.app.store.lines()) == 2
        await hands.press("f9")
        assert [line.id for line in hands.app.store.lines()] == [id]
        await hands.press("f6")
        assert hands.app.store.lines() == []
        await hands.press("ctrl+я")
        assert [line.id for line in hands.app.store.lines()] == [id]

    use_app(steps)


def test_a_search_finds_a_case_by_its_item(catalog: Catalog) -> None:
    keep(catalog)

    async def steps(hands: Hands) -> None:
        await hands.press("f3")
        await hands.type("lamp")
        assert "Kettle" not in hands.screen()
        hands.app.screen.query_one("#search", Input).value = "kett"
        await hands.pilot.pause()
        assert "Kettle" in hands.screen()
        await hands.press("enter")
        assert isinstance(hands.app.screen, CaseScreen)

    use_app(steps)


def test_a_pasted_page_answers_both_numbers() -> None:
    async def steps(hands: Hands) -> None:
        from textual.events import Paste

        await hands.press("enter", "down", "down", "enter")
        field = hands.app.focused
        assert field is not None
        field.post_message(Paste("Order ID: 8190332741026612\nTracking: LP00123456789CN\nOK"))
        await hands.pilot.pause()
        saved = await hands.saved()
        assert saved["order"]["number"] == "8190332741026612"
        assert saved["order"]["tracking"] == "LP00123456789CN"

    use_app(steps)


def test_other_keys_are_taken_from_the_settings(catalog: Catalog) -> None:
    from letterkit.files.settings import settings_path

    id = keep(catalog)
    settings_path().parent.mkdir(parents=True)
    settings_path().write_text('language = "en"\n[keys]\n"case.plan" = "f12"\n', encoding="utf-8")

    async def steps(hands: Hands) -> None:
        await hands.press("f12")
        assert "Where the case stands" in hands.screen()

    use_app(steps, chosen=False, case=id)


def test_only_what_changed_in_the_letter_is_drawn_again(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        view = hands.app.screen.query_one(LetterView)
        drawn: list[int] = []
        refresh_line = view.refresh_line

        def noting(y: int) -> None:
            drawn.append(y)
            refresh_line(y)

        view.refresh_line = noting  # type: ignore[method-assign] # to see what it is told
        await hands.go_to("order.number")
        await hands.press("end", "7")
        assert 0 < len(drawn) < 6

    use_app(steps, case=id)


def test_a_mistake_of_its_own_ends_it_with_a_report_that_quotes_nobody(
    catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = keep(catalog, order__item="Secret kettle")

    def mistaken(*_: object) -> None:
        item = "Secret kettle"
        raise RuntimeError(item)

    apps = []

    async def steps(hands: Hands) -> None:
        apps.append(hands.app)
        monkeypatch.setattr(LetterView, "show", mistaken)
        await hands.go_to("order.number")
        await hands.press("end", "7")
        await hands.wait_for("never: it ends")

    with pytest.raises(RuntimeError):
        use_app(steps, case=id)
    (app,) = apps
    assert app.return_code == CRASHED
    told = "\n".join(app.told_at_the_end)
    (report,) = (store_path().parent.parent / "reports").iterdir()
    assert str(report) in told
    written = report.read_text()
    assert "RuntimeError" in written
    assert "letter_view" in written or "mistaken" in written
    assert "Secret" not in told + written
    assert report.stat().st_mode & 0o777 == 0o600
    store = Store(store_path())
    assert store.case(id).data["order"]["number"] == "81234567890123457"
    store.close()


@contextmanager
def a_server(english: str) -> Iterator[tuple[str, list[str]]]:
    """Run a LibreTranslate on this computer; yield its address and what it is asked."""
    asked: list[str] = []

    def reply(handler: Handler) -> None:
        handler.say(english if len(asked) == 1 else "Коробка была мокрой и рваной.")

    own = type(
        "Own",
        (Handler,),
        {
            "reply": reply,
            "asked": asked,
            "provider": "libretranslate",
            "wraps": staticmethod(as_libretranslate),
        },
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), own)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


WORDS = "Коробка была мокрой и порванной, курьер бросил её у двери."


def test_own_words_are_translated_only_after_consent_and_stand_in_the_letter(
    catalog: Catalog,
) -> None:
    id = keep(catalog, words={"text": WORDS})
    english = "The box was wet and torn, the courier threw it at the door."

    async def steps(hands: Hands) -> None:
        await hands.press("f3")
        await hands.wait_for("Коробка")
        await hands.app.screen.run_action("words")
        await hands.pilot.pause()
        await hands.press("enter")
        await hands.type("libre")
        await hands.press("enter")
        hands.app.screen.query_one(Input).value = address
        await hands.press("enter")
        await hands.wait_for("I agree")
        assert asked == []
        await hands.press("down", "enter")
        await hands.wait_for("What that comes back as")
        assert "Коробка была мокрой и рваной." in hands.screen()
        await hands.press("f2")
        saved = await hands.saved()
        assert saved["words"]["text"] == WORDS
        assert saved["words"]["english"] == english
        assert english in hands.app.screen.sketch.draft.text  # type: ignore[attr-defined] # a CaseScreen

    with a_server(english) as (address, asked):
        use_app(steps, case=id)
    assert list(read_settings().consents) == [f"libretranslate {address}"]


def test_without_consent_nothing_is_sent_and_the_words_stay_a_quotation(catalog: Catalog) -> None:
    id = keep(catalog, words={"text": WORDS})

    async def steps(hands: Hands) -> None:
        await hands.app.screen.run_action("words")
        await hands.pilot.pause()
        await hands.press("enter")
        await hands.type("libre")
        await hands.press("enter")
        hands.app.screen.query_one(Input).value = address
        await hands.press("enter")
        await hands.wait_for("I agree")
        await hands.press("enter")
        await hands.press("f3")
        assert WORDS.rstrip(".") in hands.app.screen.sketch.draft.text  # type: ignore[attr-defined] # a CaseScreen

    with a_server("never asked") as (address, asked):
        use_app(steps, case=id)
    assert asked == []
    assert read_settings().consents == {}


def test_the_language_of_own_words_is_shown_and_can_be_changed(catalog: Catalog) -> None:
    id = keep(catalog, words={"text": WORDS})

    async def steps(hands: Hands) -> None:
        await hands.go_to("words.text")
        await hands.wait_for("Detected: Russian")
        await hands.app.screen.run_action("words")
        await hands.pilot.pause()
        await hands.press("down", "down", "down", "down", "enter")
        await hands.type("ukrainian")
        await hands.press("enter")
        assert (await hands.saved())["words"]["language"] == "uk"
        assert "(Ukrainian)" in hands.app.screen.sketch.draft.text  # type: ignore[attr-defined] # a CaseScreen

    use_app(steps, case=id)


def test_tab_leads_on_from_every_kind_of_field(catalog: Catalog) -> None:
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        for key in ("marketplace", "order.number", "words.text"):
            before = await hands.go_to(key)
            await hands.press("tab")
            assert hands.app.focused is not before, key

    use_app(steps, case=id)


def test_a_letter_goes_on_from_what_stands_in_a_line(catalog: Catalog) -> None:
    id = keep(catalog, order__item="Kettle")

    async def steps(hands: Hands) -> None:
        await hands.go_to("order.item")
        await hands.type(" 2")
        assert (await hands.saved())["order"]["item"] == "Kettle 2"

    use_app(steps, case=id)


def test_f_keys_work_in_own_words_and_cost_none_of_them(catalog: Catalog) -> None:
    id = keep(catalog, words={"text": WORDS})

    async def steps(hands: Hands) -> None:
        await hands.go_to("words.text")
        await hands.press("f5")
        assert "Where the case stands" in hands.screen()
        assert (await hands.saved())["words"]["text"] == WORDS

    use_app(steps, case=id)


def test_another_problem_keeps_a_letter_that_fits_it(catalog: Catalog) -> None:
    id = keep(catalog, letter="open-dispute")

    async def steps(hands: Hands) -> None:
        await hands.go_to("problem")
        await hands.press("enter")
        await hands.type("does not work")
        await hands.press("enter")
        saved = await hands.saved()
        assert (saved["problem"], saved["letter"]) == ("defective", "open-dispute")

    use_app(steps, case=id)


def test_files_saved_twice_do_not_overwrite_each_other(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = tmp_path / "not" / "there"
    monkeypatch.setattr("platformdirs.user_downloads_dir", lambda: str(downloads))
    id = keep(catalog)

    async def steps(hands: Hands) -> None:
        for number in (1, 2):
            await hands.app.screen.run_action("save_case")
            for _ in range(50):
                await hands.pilot.pause(0.05)
                if len(list(downloads.iterdir())) == number:
                    break

    use_app(steps, case=id)
    names = sorted(path.name for path in downloads.iterdir())
    assert names == [
        "letterkit-2026-11-22-wrong-tracking-2.toml",
        "letterkit-2026-11-22-wrong-tracking.toml",
    ]
    assert data_from_text((downloads / names[1]).read_text())["problem"] == "wrong-tracking"


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_narrow_screen_help_and_menu_are_still_among_the_keys(
    language: str, catalog: Catalog
) -> None:
    id = keep(catalog)
    help, menu = (Voice(catalog, language).say(word) for word in ("Help", "Menu"))

    async def steps(hands: Hands) -> None:
        for view in ("f2", "f3", "f4", "f5", "f6"):
            await hands.press(view)
            keys = hands.screen().splitlines()[-1]
            assert keys.endswith(f" F1 {help}  F10 {menu}"), keys

    use_app(steps, language=language, size=(80, 24), case=id)


def test_of_two_fields_with_one_label_only_the_copied_one_is_ticked(catalog: Catalog) -> None:
    """A message to the seller goes into one field; the files go into another of that name."""
    id = keep(catalog, letter="ask-seller")

    async def steps(hands: Hands) -> None:
        await hands.press("f4")
        labels = [field.exact for field in hands.case.sketch.draft.fields]
        assert len(set(labels)) < len(labels)
        assert "Hello, Order" in hands.screen()  # paragraphs follow each other on one line
        await hands.press("enter")
        assert hands.screen().count("✓ Copied on") == 1

    use_app(steps, case=id)
