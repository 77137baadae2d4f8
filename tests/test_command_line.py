"""The command line as a person meets it: what it prints where, and with which exit code."""

import json
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from letterkit.store.store import Store, store_path
from tests.builders import LANGUAGES, MATTERS, PROBLEMS
from tests.commands import Command

DAY = ("--today", "2026-11-22")


@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_draft_accepts_every_example(problem: str, letter: str, letterkit: Command) -> None:
    example = letterkit("example", problem, "--letter", letter, *DAY)
    drafted = letterkit("draft", "-", *DAY, stdin=example.out)
    assert (example.exit_code, drafted.exit_code) == (0, 0)
    data = tomllib.loads(example.out)
    known_by = {
        "missing-order-number": ("order", "item"),
        "account-appeal": ("answers", "reason_given"),
    }
    table, key = known_by.get(letter, ("order", "number"))
    assert data[table][key] in drafted.out
    assert drafted.err == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_example_in_each_language_is_commented_in_it(language: str, letterkit: Command) -> None:
    example = letterkit("example", "--lang", language)
    assert f'language = "{language}"' in example.out
    assert "# Order number" not in example.out
    assert letterkit("draft", "-", stdin=example.out).exit_code == 0


def test_draft_prints_json_with_both_columns(letterkit: Command) -> None:
    example = letterkit("example", "--lang", "ka", "--json").out
    draft = json.loads(letterkit("draft", "-", "--json", stdin=example).out)
    assert draft["text"].startswith("Order")
    assert draft["beside"] == "\n\n".join(each["beside"] for each in draft["paragraphs"])
    assert {"name", "rank", "text", "beside"} == set(draft["paragraphs"][0])
    assert len(draft["fields"]) == 5


def test_beside_sets_two_columns_of_equal_width(
    letterkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wcwidth import wcswidth

    monkeypatch.setenv("COLUMNS", "80")
    example = letterkit("example", "--lang", "ko").out
    lines = letterkit("draft", "-", "--beside", stdin=example).out.splitlines()
    assert {wcswidth(line.partition("│")[0]) for line in lines} == {39}
    assert max(wcswidth(line) for line in lines) <= 80


def test_beside_stacks_where_there_is_no_room(
    letterkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    example = letterkit("example", "--lang", "it").out
    assert "│" not in letterkit("draft", "-", "--beside", stdin=example).out


def test_form_shows_each_field_with_its_english_label_and_what_to_do(letterkit: Command) -> None:
    example = letterkit("example", "defective", "--lang", "it").out
    form = letterkit("draft", "-", "--form", stdin=example).out
    for label in ("Did you receive your goods?", "Please Upload Attachments", "Partial refund"):
        assert label in form
    assert "12.45" in form
    assert "Order 8123456789012345" in form


def test_lang_given_by_name_wins_over_the_case(letterkit: Command) -> None:
    example = letterkit("example", "--lang", "ru").out
    draft = json.loads(letterkit("draft", "-", "--json", "--lang", "it", stdin=example).out)
    assert draft["language"] == "it"


def test_a_case_speaks_its_own_language_where_nobody_chose_one(
    letterkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = letterkit("example", "--lang", "ru").out
    assert "Форма: Open Dispute" in letterkit("draft", "-", "--form", stdin=example).out
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "Form: Open Dispute" in letterkit("draft", "-", "--form", stdin=example).out


def test_lang_may_stand_before_the_command(letterkit: Command) -> None:
    assert 'language = "ka"' in letterkit("--lang", "ka", "example").out


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "ko_KR"}, "ko"),
        ({"LANGUAGE": "xx:ka"}, "ka"),
        ({"LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_ALL": "C", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LANG": "pt_BR.UTF-8"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(
    environment: dict[str, str],
    language: str,
    letterkit: Command,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert f'language = "{language}"' in letterkit("example").out


def test_a_region_is_no_obstacle(letterkit: Command) -> None:
    assert 'language = "ru"' in letterkit("example", "--lang", "ru-RU").out


@pytest.mark.parametrize("what", ["marketplaces", "problems", "letters", "languages"])
def test_list_shows_ids_with_labels(what: str, letterkit: Command) -> None:
    rows = json.loads(letterkit("list", what, "--json").out)
    assert rows
    plain = letterkit("list", what).out.splitlines()
    entries = [line for line in plain if not line.startswith(" ")]
    assert [line.split()[0] for line in entries] == [row["id"] for row in rows]


def test_list_problems_has_the_ids_that_cases_use(letterkit: Command) -> None:
    rows = json.loads(letterkit("list", "problems", "--json").out)
    assert set(PROBLEMS) <= {row["id"] for row in rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_and_mistakes_speak_the_language_asked_for(language: str, letterkit: Command) -> None:
    for arguments in ([], ["draft"], ["example"], ["list"]):
        text = letterkit("--lang", language, *arguments, "--help").out
        for english in ("usage:", "options:", "show this help", "positional arguments"):
            assert english not in text
    for arguments in (["draft"], ["draft", "none.toml"], ["draft", "-", "--nonsense"]):
        text = letterkit("--lang", language, *arguments).err
        for english in ("error:", "required", "There is no", "unrecognized"):
            assert english not in text


@pytest.mark.parametrize(
    ("arguments", "stdin", "exit_code", "words"),
    [
        (["draft", "none.toml"], "", 3, ["none.toml", "no such file"]),
        (["draft", "/"], "", 3, ["folder"]),
        (["draft", "-"], b"\xff\xfe\x00", 3, ["not a text file"]),
        (["draft", "-"], "Hello", 4, ["<stdin>", "Line 1"]),
        (["draft", "-"], 'problem = "x"\n[order]\nnumber = 1', 4, ["order.number"]),
        (["draft", "-"], 'problem = "defectiv"', 4, ["problem", "Did you mean “defective”"]),
        (
            ["draft", "-"],
            'problem = "defective"\n[dispute]\nescalated = 2026-11-20',
            5,
            ["letter", "ask-seller"],
        ),
        (
            ["draft", "-", "--letter", "open-dispute"],
            'problem = "defective"',
            5,
            ["order.received", "answers.symptoms"],
        ),
        (["draft", "-"], 'problem = "defective"\nlanguage = "xx"', 4, ["language", "xx"]),
        (["draft", "-", "--lang", "xx"], "", 4, ["--lang", "xx", "ka"]),
        (["example", "defectiv"], "", 4, ["Did you mean “defective”"]),
        (["example", "--today", "tomorrow"], "", 2, ["--today", "tomorrow"]),
        (["draft"], "", 2, ["CASE"]),
        (["draft", "-", "--nonsense"], "", 2, ["--nonsense"]),
        (["nonsense"], "", 2, ["nonsense", "draft"]),
        (["list", "nonsense"], "", 2, ["nonsense", "problems"]),
    ],
)
def test_bad_input_gets_one_message_and_nothing_on_stdout(
    arguments: list[str], stdin: str | bytes, exit_code: int, words: list[str], letterkit: Command
) -> None:
    said = letterkit(*arguments, stdin=stdin)
    assert said.exit_code == exit_code
    assert said.out == ""
    assert "Traceback" not in said.err
    for word in words:
        assert word in said.err


def test_the_file_stands_in_the_message(tmp_path: Path, letterkit: Command) -> None:
    path = tmp_path / "my case.toml"
    path.write_text('problem = "defective"\n[order]\nnumbr = "1"\n')
    assert letterkit("draft", str(path)).err.startswith(f"letterkit: {path}: order.numbr: ")


def test_without_a_terminal_the_help_is_shown(letterkit: Command) -> None:
    said = letterkit()
    assert said.exit_code == 2
    assert "draft" in said.out


def test_check_finds_nothing_in_a_letter_of_our_own(tmp_path: Path, letterkit: Command) -> None:
    case, letter = tmp_path / "case.toml", tmp_path / "letter.txt"
    case.write_text(letterkit("example").out)
    letter.write_text(letterkit("draft", str(case)).out)
    said = letterkit("check", str(letter), "--case", str(case))
    assert (said.exit_code, said.out, said.err) == (0, "", "Nothing to mend.\n")


def test_check_fails_on_what_must_hold_and_names_line_and_remedy(letterkit: Command) -> None:
    said = letterkit("check", "-", stdin="Order 8123456789012345.\nI have not received {item}.")
    assert said.exit_code == 1
    assert "M1  Line 2: Something is unfinished here: “{item}”." in said.out
    assert "Fill the gap or take it out." in said.out


def test_check_passes_a_text_that_could_only_be_better(letterkit: Command) -> None:
    text = "Order 8123456789012345 has not been received. Please refund USD 5.00."
    said = letterkit("check", "-", stdin=text)
    assert said.exit_code == 0
    assert "No day is named for the answer." in said.out


def test_check_prints_json(letterkit: Command) -> None:
    flaws = json.loads(letterkit("check", "-", "--json", stdin="Hello None").out)
    assert {"item", "must", "line", "says", "hint"} == set(flaws[0])
    assert flaws[0]["must"] is True


def test_check_counts_against_the_limit(letterkit: Command) -> None:
    said = letterkit("check", "-", "--limit", "10", stdin="Please refund my order.")
    assert "M5  The text has 23 characters; the field takes 10." in said.out


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_speaks_the_language_asked_for(language: str, letterkit: Command) -> None:
    case = letterkit("example", "defective", "--json").out.replace('"fault"', '"listing"')
    case = case.replace('"item-in-use"', '"listing"')
    said = letterkit("draft", "-", "--lang", language, stdin=case)
    for english in ("What would make", "The evidence", "the fault", "switched on", "Make it"):
        assert english not in said.err


def test_draft_says_on_stderr_what_would_make_the_letter_stronger(letterkit: Command) -> None:
    example = letterkit("example").out
    case = example[: example.index("[[evidence]]")] + example[example.index("[[contacts]]") :]
    said = letterkit("draft", "-", stdin=case)
    assert said.out.startswith("Order 8123456789012345")
    assert "The evidence that this problem needs most is missing" in said.err


def test_a_limit_is_kept_and_the_rest_offered(letterkit: Command) -> None:
    example = letterkit("example").out
    said = letterkit("draft", "-", "--limit", "500", stdin=example)
    assert len(said.out.strip()) <= 500
    assert "More about order 8123456789012345:" in said.err
    draft = json.loads(letterkit("draft", "-", "--limit", "500", "--json", stdin=example).out)
    assert draft["follow_up"].startswith("More about order")


@pytest.mark.parametrize("limit", ["0", "-1", "many", "5.5", "9" * 5000])
def test_a_limit_is_a_number(limit: str, letterkit: Command) -> None:
    said = letterkit("draft", "-", f"--limit={limit}", stdin=letterkit("example").out)
    assert said.exit_code == 2
    assert f"“{limit[:900]}" in said.err
    assert f"{limit[-900:]}” is not a whole number above zero." in said.err


@pytest.mark.parametrize("to", LANGUAGES)
def test_the_letter_can_be_sent_in_any_of_the_languages(to: str, letterkit: Command) -> None:
    example = letterkit("example", "--lang", "ru").out
    draft = json.loads(letterkit("draft", "-", "--to", to, "--json", stdin=example).out)
    read = json.loads(letterkit("draft", "-", "--lang", to, "--json", stdin=example).out)
    assert draft["to"] == to
    assert draft["text"] == read["beside"]


def test_an_unknown_language_to_send_in_is_named(letterkit: Command) -> None:
    said = letterkit("draft", "-", "--to", "xx", stdin=letterkit("example").out)
    assert said.exit_code == 4
    assert "--to: There is no language called “xx”." in said.err


def test_a_plan_says_what_to_do_by_when_and_where_it_stands(letterkit: Command) -> None:
    example = letterkit("example", "not-received", "--letter", "ask-seller", *DAY).out
    said = letterkit("plan", "-", *DAY, stdin=example)
    assert said.exit_code == 0
    assert "You have not written to the seller about this yet." in said.out
    assert "letterkit draft - --letter ask-seller --beside" in said.out
    assert "aliexpress/dispute-after-6" not in said.out
    assert "paypal/dispute-within-180" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_is_told_in_the_language_of_the_case(language: str, letterkit: Command) -> None:
    example = letterkit("example", "--lang", language, *DAY).out
    said = letterkit("plan", "-", *DAY, stdin=example)
    assert said.exit_code == 0
    assert not re.findall(r"\b(the|and|your|is|not|of)\b", said.out)


def test_a_plan_as_json_names_the_rule_behind_each_day(letterkit: Command) -> None:
    example = letterkit("example", *DAY).out
    plan = json.loads(letterkit("plan", "-", "--json", *DAY, stdin=example).out)
    assert plan["letter"] == "open-dispute"
    for deadline in plan["deadlines"]:
        assert deadline["own"] or deadline["rules"][0]["source"]["title"]
    listed = json.loads(letterkit("list", "rules", "--json").out)
    known = {(row["marketplace"], row["id"]) for row in listed}
    for deadline in plan["deadlines"]:
        for each in deadline["rules"]:
            assert (each["marketplace"], each["rule"]["id"]) in known


def test_a_plan_can_be_written_as_a_calendar(tmp_path: Path, letterkit: Command) -> None:
    example, target = letterkit("example", *DAY).out, tmp_path / "days.ics"
    said = letterkit("plan", "-", "--ics", str(target), *DAY, stdin=example)
    assert said.exit_code == 0
    assert str(target) in said.err
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    refused = letterkit("plan", "-", "--ics", str(tmp_path / "no" / "x.ics"), stdin=example)
    assert refused.exit_code == 3
    assert "cannot be written" in refused.err


def test_rules_are_listed_with_source_and_confidence(letterkit: Command) -> None:
    said = letterkit("list", "rules", "paypal")
    assert "claim-within-20: at the latest 20 days after: the claim" in said.out
    assert "https://www.paypal.com/" in said.out
    assert "letterkit's own caution" in letterkit("list", "rules").out
    assert letterkit("list", "rules", "payapl").exit_code == 4


def test_validate_finds_nothing_in_what_letterkit_brings(letterkit: Command) -> None:
    said = letterkit("validate", "--today", "2026-11-26")
    assert (said.exit_code, said.out) == (0, "Nothing is wrong.\n")


def test_validate_names_file_and_key_of_a_mistake(tmp_path: Path, letterkit: Command) -> None:
    (tmp_path / "marketplaces").mkdir()
    path = tmp_path / "marketplaces" / "bazaar.toml"
    path.write_text('name = "Bazaar"\nforms = []\nzon = "Asia/Seoul"\n')
    said = letterkit("validate", str(tmp_path))
    assert said.exit_code == 1
    assert f"{path}: zon: " in said.out
    assert "Did you mean “zone”?" in said.out


def test_a_marketplace_in_the_users_folder_is_known(letterkit: Command, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "letterkit" / "marketplaces"
    folder.mkdir(parents=True)
    (folder / "bazaar.toml").write_text('name = "Bazaar"\nforms = []\n')
    assert "Bazaar" in letterkit("list", "marketplaces").out
    (folder / "bazaar.toml").write_text('name = "Bazaar"\nform = []\n')
    said = letterkit("list", "marketplaces")
    assert said.exit_code == 4
    assert "bazaar.toml: form: " in said.err


def test_a_saved_language_comes_after_lang_and_before_the_environment(
    letterkit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    settings = tmp_path / "config" / "letterkit" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "ka"')
    assert 'language = "ka"' in letterkit("example").out
    assert 'language = "it"' in letterkit("--lang", "it", "example").out
    settings.unlink()
    assert 'language = "ko"' in letterkit("example").out


@pytest.mark.parametrize("text", ['language = "xx"', "langage = 1", "language =", "\0"])
def test_settings_that_cannot_be_read_are_told_and_stop_nobody(
    text: str, letterkit: Command, tmp_path: Path
) -> None:
    settings = tmp_path / "config" / "letterkit" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(text)
    said = letterkit("list", "languages")
    assert (said.exit_code, "English" in said.out) == (0, True)
    assert str(settings) in said.err
    assert "Traceback" not in said.err


def test_a_guide_is_plain_and_narrow_when_piped(letterkit: Command) -> None:
    said = letterkit("guide", "extension")
    assert said.exit_code == 0
    assert said.out.startswith("Extending protection\n")
    assert "\x1b" not in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())
    assert "(one source, 22 November 2026)" in " ".join(said.out.split())


def test_guides_are_listed_and_those_that_a_case_needs(letterkit: Command) -> None:
    listed = [line.split()[0] for line in letterkit("guide").out.splitlines()]
    assert len(listed) == 16
    assert listed == [row["id"] for row in json.loads(letterkit("list", "guides", "--json").out)]
    example = letterkit("example", "refund-missing", *DAY).out
    needed = letterkit("guide", "--case", "-", *DAY, stdin=example)
    assert [line.split()[0] for line in needed.out.splitlines()] == ["refunds"]


def test_an_unknown_guide_is_named_with_the_nearest(letterkit: Command) -> None:
    said = letterkit("guide", "retuns")
    assert (said.exit_code, said.out) == (4, "")
    assert "Did you mean “returns”?" in said.err


def test_a_guide_as_json_holds_its_blocks_and_sources(letterkit: Command) -> None:
    guide = json.loads(letterkit("guide", "dispute", "--json", "--lang", "it").out)
    assert guide["language"] == "it"
    assert {block["kind"] for block in guide["blocks"]} == {"text", "heading", "item", "step"}
    assert "aliexpress/dispute-after-6" in [source["rule"] for source in guide["sources"]]


WORDS = '\n[words]\ntext = "გამყიდველმა ორჯერ შემპირდა, რომ ამანათი მოვიდოდა."\n'


@pytest.fixture
def spoken(letterkit: Command, tmp_path: Path) -> Path:
    """A case file with the buyer's own words in Georgian."""
    path = tmp_path / "spoken.toml"
    path.write_text(letterkit("example", "not-received", "--lang", "ka").out + WORDS)
    return path


class LibreTranslate(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        english = "{0} promised me twice that the {1} would come."
        text = english if asked["target"] == "en" else "გამყიდველი ორჯერ შემპირდა, ამანათი მოვა."
        content = json.dumps({"translatedText": text}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.delenv("LETTERKIT_NO_NETWORK")
    server = ThreadingHTTPServer(("127.0.0.1", 0), LibreTranslate)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_words_are_translated_only_after_consent_and_kept_only_when_asked(
    letterkit: Command, spoken: Path, address: str
) -> None:
    translate = ("translate", str(spoken), "--provider", "libretranslate", "--address", address)
    refused = letterkit(*translate)
    assert (refused.exit_code, refused.out) == (5, "")
    assert f"letterkit consent libretranslate --give --address {address}" in refused.err
    before = spoken.read_text()

    letterkit("consent", "libretranslate", "--give", "--address", address)
    said = letterkit(*translate, "--lang", "en")
    assert said.exit_code == 0, said.err
    assert "seller promised me twice that the parcel would come." in said.out
    assert "გამყიდველი ორჯერ შემპირდა, ამანათი მოვა." in said.out
    assert "Detected: Georgian (ka), by its script." in said.err
    assert spoken.read_text() == before

    assert letterkit(*translate, "--save").exit_code == 0
    assert 'english = "seller promised me twice' in spoken.read_text()
    assert "# " in spoken.read_text()
    assert "seller promised me twice" in letterkit("draft", str(spoken)).out

    letterkit("consent", "libretranslate", "--revoke", "--address", address)
    assert letterkit(*translate).exit_code == 5


def test_no_network_wins_over_every_consent(
    letterkit: Command, spoken: Path, address: str, tmp_path: Path
) -> None:
    translate = ("translate", str(spoken), "--provider", "libretranslate", "--address", address)
    letterkit("consent", "libretranslate", "--give", "--address", address)
    refused = letterkit(*translate, "--no-network", "--lang", "en")
    assert refused.exit_code == 5
    assert "Nothing may leave this computer" in refused.err
    settings = tmp_path / "config" / "letterkit" / "settings.toml"
    settings.write_text("network = false\n" + settings.read_text())
    refused = letterkit(*translate, "--lang", "en")
    assert refused.exit_code == 5
    assert "Nothing may leave this computer" in refused.err
    assert "network = false" in settings.read_text()


def test_without_a_translation_the_letter_is_whole_and_quotes_the_words(
    letterkit: Command, spoken: Path
) -> None:
    said = letterkit("draft", str(spoken), "--lang", "en")
    assert "My own words, in another language (Georgian): " in said.out
    assert said.exit_code == 0


@pytest.mark.parametrize(
    ("change", "arguments", "words"),
    [
        (WORDS, [], ["words.text", "no words of your own"]),
        ("", ["--provider", "gogle"], ["Did you mean “google”"]),
        ("", ["--provider", "libretranslate"], ["--address"]),
        ("", ["--provider", "deepl"], ["DEEPL_API_KEY"]),
        ("", ["--provider", "papago"], ["Papago cannot", "Georgian", "Korean, Russian"]),
    ],
)
def test_what_is_missing_for_a_translation_is_named(
    change: str,
    arguments: list[str],
    words: list[str],
    letterkit: Command,
    spoken: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LETTERKIT_NO_NETWORK")
    spoken.write_text(spoken.read_text().replace(change, "") if change else spoken.read_text())
    said = letterkit("translate", str(spoken), "--lang", "en", *arguments)
    assert said.out == ""
    assert said.exit_code in (2, 4, 5)
    for word in words:
        assert word in said.err


def test_detect_says_how_it_knows_and_when_it_does_not(letterkit: Command) -> None:
    said = letterkit("detect", "-", stdin="Il pacco non è mai arrivato, che cosa devo fare?")
    assert (said.exit_code, said.out) == (0, "Detected: Italian (it), by its words.\n")
    unknown = letterkit("detect", "-", "--json", stdin="12 34")
    assert unknown.exit_code == 1
    assert json.loads(unknown.out) == {"language": None, "how": "nothing", "sure": False}


def test_consents_are_listed_with_what_each_provider_gets(letterkit: Command) -> None:
    letterkit("consent", "google", "--give", *DAY)
    listed = letterkit("consent").out
    assert "google: Google Translate, agreed on 2026-11-22" in listed
    assert "deepl: DeepL, not agreed" in listed
    assert "line by line" in listed


def test_a_consent_is_for_one_server_and_one_provider(
    letterkit: Command, spoken: Path, address: str
) -> None:
    letterkit("consent", "libretranslate", "--give", "--address", "https://other.example")
    letterkit("consent", "google", "--give")
    ours = ("translate", str(spoken), "--address", address)
    assert letterkit(*ours, "--provider", "libretranslate").exit_code == 5
    past_google = letterkit(*ours, "--provider", "google", "--lang", "en")
    assert past_google.exit_code == 2
    assert "takes no address" in past_google.err


def test_consents_can_be_taken_back_by_server_by_provider_and_all_at_once(
    letterkit: Command,
) -> None:
    def agreed() -> int:
        return letterkit("consent").out.count("agreed on")

    for server in ("https://a.example/😀", "https://b.example", "http://c.example"):
        letterkit("consent", "libretranslate", "--give", "--address", server)
    letterkit("consent", "google", "--give")
    assert agreed() == 4
    letterkit("consent", "libretranslate", "--revoke", "--address", "https://a.example/😀")
    assert agreed() == 3
    letterkit("consent", "libretranslate", "--revoke")
    assert agreed() == 1
    letterkit("consent", "--revoke")
    assert agreed() == 0


@pytest.mark.parametrize(
    "arguments",
    [["--give"], ["libretranslate", "--give"],
     ["libretranslate", "--give", "--address", "ftp://a.example"]],
)  # fmt: skip
def test_a_consent_with_nobody_is_refused(arguments: list[str], letterkit: Command) -> None:
    said = letterkit("consent", *arguments)
    assert (said.exit_code, said.out) == (2, "")
    assert "agreed on" not in letterkit("consent").out


def test_a_translation_is_kept_beside_everything_else_in_the_file(
    letterkit: Command, spoken: Path, address: str
) -> None:
    before = b"\xef\xbb\xbf" + spoken.read_bytes().replace(b"\n", b"\r\n")
    spoken.write_bytes(before)
    letterkit("consent", "libretranslate", "--give", "--address", address)
    translate = ("translate", "--provider", "libretranslate", "--address", address, "--save")
    assert letterkit(*translate, str(spoken)).exit_code == 0
    added = set(spoken.read_bytes().split(b"\r\n")) - set(before.split(b"\r\n"))
    assert [line[:9] for line in added] == [b"english ="]
    assert letterkit(*translate, "-", stdin=before).exit_code == 3


def test_the_translation_of_a_kept_case_is_kept_with_it(
    letterkit: Command, spoken: Path, address: str
) -> None:
    letterkit("cases", "import", str(spoken))
    store = Store(store_path())
    id = store.lines()[0].id
    letterkit("consent", "libretranslate", "--give", "--address", address)
    translate = ("translate", "--provider", "libretranslate", "--address", address, "--save")
    assert letterkit(*translate, id).exit_code == 0
    assert store.case(id).data["words"]["english"].startswith("seller promised me twice")
    assert store.case(id).revision == 2


def test_detect_reads_the_words_of_a_case_and_not_its_keys(
    letterkit: Command, spoken: Path
) -> None:
    assert letterkit("detect", str(spoken)).out.startswith("Detected: Georgian (ka)")
    example = letterkit("example", "not-received", "--lang", "ko").out
    said = letterkit("detect", "-", stdin=example)
    assert (said.exit_code, said.out) == (5, "")


def test_a_calendar_on_standard_output_stands_alone(letterkit: Command) -> None:
    example = letterkit("example", *DAY).out
    for more in ([], ["--json"]):
        said = letterkit("plan", "-", "--ics", "-", *DAY, *more, stdin=example)
        assert said.out.startswith("BEGIN:VCALENDAR")
        assert said.out.rstrip().endswith("END:VCALENDAR")


@pytest.mark.parametrize("target", [".", "/"])
def test_a_calendar_needs_a_file_to_be_written_to(
    target: str, letterkit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    example = letterkit("example", *DAY).out
    assert letterkit("plan", "-", "--ics", target, *DAY, stdin=example).exit_code == 3
    assert not list(tmp_path.glob("*unfinished"))


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        '{"a": ' + "[" * 900 + "]" * 900 + "}",
        "a = " + "9" * 5_000,
        ".".join("a" * 400_000) + " = 1",
        f'problem = "{"x" * 900_000}"',
    ],
    ids=["lists in TOML", "lists in JSON", "a number", "tables in tables", "a name"],
)
def test_a_file_without_end_is_an_error_of_a_few_lines(text: str, letterkit: Command) -> None:
    said = letterkit("draft", "-", stdin=text)
    assert (said.exit_code, said.out) == (4, "")
    assert len(said.err) < 3_000


@pytest.mark.parametrize("command", ["draft", "plan"])
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_in_no_possible_year_is_named(command: str, day: str, letterkit: Command) -> None:
    example = letterkit("example", *DAY).out
    odd = re.sub(r"(protection_ends = )\S+", rf"\g<1>{day}", example)
    said = letterkit(command, "-", *DAY, stdin=odd)
    assert (said.exit_code, said.out) == (4, "")
    assert "order.protection_ends" in said.err
    assert letterkit(command, "-", "--today", day, stdin=example).exit_code == 2


def test_a_reply_that_nobody_gives_is_named(letterkit: Command) -> None:
    example = 'replies_to = ["bogus"]\n' + letterkit("example", *DAY).out
    said = letterkit("plan", "-", *DAY, stdin=example)
    assert said.exit_code == 4
    assert "replies_to" in said.err


@pytest.mark.parametrize("stream", ["<&-", ">&-", "2>&-", ">/dev/full"])
def test_a_stream_that_is_closed_or_full_is_no_accident(stream: str) -> None:
    command = f"{sys.executable} -m letterkit list problems {stream}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True)  # our own
    assert "Traceback" not in done.stderr
    assert done.returncode == (3 if "full" in stream else 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_sentence_shows_in_another_language(language: str, letterkit: Command) -> None:
    example = letterkit("example", "not-received", "--lang", language, *DAY).out
    commands = ("draft", "plan", "guide", "check", "detect", "translate", "consent", "example",
                "list", "validate")  # fmt: skip
    spoken: list[tuple[list[str], str]] = [
        *(([command, "--help"], "") for command in commands),
        *((["list", what], "") for what in ("problems", "letters", "guides", "rules")),
        (["--help"], ""),
        (["frobnicate"], ""),
        (["draft"], ""),
        (["draft", "/no/such/file"], ""),
        (["draft", "-"], "problem = 'defective'"),
        (["draft", "-", "--limit", "3"], example),
        (["plan", "-"], example),
        (["plan", "-", "--today", "x"], example),
        (["check", "-"], "Order 1. I want {item}!!"),
        (["validate", "/no/such/folder"], ""),
        (["consent"], ""),
        (["translate", "-"], example),
    ]
    quoted = re.compile(
        r"[«“„‘\"].*?[»”“’\"]|\[[^\]]*\]|\([^)]*\)|letterkit \S.*|https?://\S+|\w+(-\w+)+"
    )
    for arguments, stdin in spoken:
        said = letterkit(*arguments, "--lang", language, stdin=stdin)
        for line in (said.out + said.err).splitlines():
            bare = quoted.sub("", line)
            assert not re.search(r"\b(the|and|your|of|which|what|is not|cannot)\b", bare), line
