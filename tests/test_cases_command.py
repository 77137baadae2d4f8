"""`letterkit cases`: kept cases on the command line."""

import json
import os
import threading
import tomllib
from datetime import date
from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from letterkit.store.store import Store, store_path
from tests.builders import LANGUAGES, case_data
from tests.commands import Command, Said

DAY = ("--today", "2026-11-22")
UNFINISHED = {"order": {"item": "lamp", "paid": "24.", "ordered": "2026-11-01"}}


@pytest.fixture
def store() -> Store:
    return Store(store_path())


def listed(letterkit: Command, *arguments: str) -> list[dict[str, object]]:
    said = letterkit("cases", "list", "--json", *arguments, *DAY)
    assert said.exit_code == 0
    rows: list[dict[str, object]] = json.loads(said.out)
    return rows


def test_the_list_begins_with_the_soonest_deadline(
    letterkit: Command, store: Store, catalog: Catalog
) -> None:
    later = store.add(case_data(catalog, order__protection_ends="2026-12-20"))
    sooner = store.add(case_data(catalog, order__protection_ends="2026-11-30"))
    unfinished = store.add(UNFINISHED)
    assert [row["id"] for row in listed(letterkit)] == [sooner.id, later.id, unfinished.id]
    said = letterkit("cases", "list", *DAY).out.splitlines()
    assert said[0].startswith(f"{sooner.id}  The tracking number is wrong")
    assert said[0].endswith(": Bluetooth headphones")
    assert "November 2026 (in " in said[1]
    assert said[4:] == [
        f"{unfinished.id}  not said yet what went wrong: lamp",
        "        no deadline known",
    ]
    assert letterkit("cases", *DAY).out.splitlines() == said


def test_a_faulty_answer_does_not_hide_the_deadline(
    letterkit: Command, store: Store, catalog: Catalog
) -> None:
    store.add(case_data(catalog, order__paid="24."))
    (row,) = listed(letterkit)
    assert row["deadline"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_speaks_the_reader_s_language(
    language: str, letterkit: Command, store: Store, catalog: Catalog
) -> None:
    store.add(case_data(catalog, order__item="ID"))
    store.add({"order": {"item": "ID"}})
    said = letterkit("cases", "list", "--lang", language, *DAY).out
    english = letterkit("cases", "list", "--lang", "en", *DAY).out
    for here, there in zip(said.splitlines(), english.splitlines(), strict=True):
        assert here != there


def test_archived_and_deleted_cases_are_listed_on_demand(letterkit: Command, store: Store) -> None:
    here, away, binned = (store.add(UNFINISHED).id for _ in range(3))
    assert letterkit("cases", "archive", away).exit_code == 0
    assert letterkit("cases", "delete", binned.upper()).exit_code == 0
    assert {row["id"] for row in listed(letterkit)} == {here}
    assert {row["id"]: row["archived"] for row in listed(letterkit, "--archived")} == {
        here: False,
        away: True,
    }
    assert "(archived)" in letterkit("cases", "list", "--archived").out
    assert [row["id"] for row in listed(letterkit, "--bin")] == [binned]
    assert letterkit("cases", "archive", away, "--back").exit_code == 0
    assert letterkit("cases", "restore", binned).exit_code == 0
    assert {row["id"] for row in listed(letterkit)} == {here, away, binned}


def test_show_prints_the_case_as_a_file_with_days(
    letterkit: Command, store: Store, catalog: Catalog
) -> None:
    data = case_data(catalog)
    case = store.add(data)
    shown = letterkit("cases", "show", case.id)
    assert tomllib.loads(shown.out) == data
    assert "# Order number" in shown.out
    assert json.loads(letterkit("cases", "show", case.id, "--json").out) == case.data
    unfinished = letterkit("cases", "show", store.add(UNFINISHED).id).out
    assert tomllib.loads(unfinished) == {
        "order": {"item": "lamp", "paid": "24.", "ordered": date(2026, 11, 1)}
    }


def test_a_kept_case_is_drafted_planned_and_checked_by_its_id(
    letterkit: Command, store: Store, catalog: Catalog, tmp_path: Path
) -> None:
    id = store.add(case_data(catalog)).id
    drafted = letterkit("draft", id, *DAY)
    assert "8123456789012345" in drafted.out
    assert f"draft {id} --letter" in letterkit("plan", id, *DAY).out
    assert letterkit("guide", "--case", id).exit_code == 0
    worded = store.add(case_data(catalog, words__text="Я жду эту посылку уже два месяца.")).id
    assert "Russian" in letterkit("detect", worded).out
    (tmp_path / "letter.txt").write_text(drafted.out)
    assert letterkit("check", str(tmp_path / "letter.txt"), "--case", id).exit_code == 0


def test_a_file_comes_before_a_kept_case_of_that_name(
    letterkit: Command,
    store: Store,
    catalog: Catalog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    id = store.add(case_data(catalog)).id
    monkeypatch.chdir(tmp_path)
    assert letterkit("draft", id, *DAY).exit_code == 0
    Path(id).write_text("no case")
    assert letterkit("draft", id, *DAY).exit_code == 4


def test_an_id_that_is_not_kept_is_told_from_a_missing_file(
    letterkit: Command, store: Store
) -> None:
    assert "There is no case “bcdfgh”." in letterkit("draft", "bcdfgh").err
    assert "There is no such file." in letterkit("draft", "case.toml").err
    store.delete(store.add(UNFINISHED).id)
    assert letterkit("cases", "show", store.binned()[0].id).exit_code == 4


@pytest.mark.parametrize("way", [[], ["--json"]])
def test_what_is_exported_is_imported_again(
    way: list[str], letterkit: Command, store: Store, catalog: Catalog, tmp_path: Path
) -> None:
    before = [store.add(case_data(catalog)), store.add(UNFINISHED)]
    store.archive(before[0].id)
    folder = tmp_path / "out"
    assert letterkit("cases", "export", "--all", "--to", f"{folder}/", *way).exit_code == 0
    files = sorted(folder.iterdir())
    assert {file.stem for file in files} == {case.id for case in before}
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert letterkit("cases", "import", *map(str, files)).exit_code == 0
    new = [line.id for line in store.lines()[:2]]
    assert [store.case(id).data for id in new] in (
        [case.data for case in before],
        [case.data for case in before[::-1]],
    )


def test_what_is_imported_can_be_listed_without_being_read(
    letterkit: Command, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "case.toml"
    path.write_text(letterkit("example", *DAY).out)
    letterkit("cases", "import", str(path), *DAY)
    summary = store.lines()[0].summary
    assert (summary["problem"], summary["item"]) == ("wrong-tracking", "Bluetooth headphones")
    assert summary["days"]


def test_several_cases_are_printed_one_a_line_and_read_back(
    letterkit: Command, store: Store, catalog: Catalog
) -> None:
    for number in range(3):
        store.add(case_data(catalog, order__item=f"lamp {number}"))
    printed = letterkit("cases", "export", "--all", "--json").out
    assert len(printed.splitlines()) == 3
    assert letterkit("cases", "import", "-", stdin=printed).exit_code == 0
    assert len(store.lines()) == 6


def test_several_cases_do_not_go_into_one_toml_file(letterkit: Command, store: Store) -> None:
    ids = [store.add(UNFINISHED).id for _ in range(2)]
    for target in ([], ["--to", "one.toml"]):
        said = letterkit("cases", "export", *ids, *target)
        assert said.exit_code == 2
        assert "folder" in said.err
        assert said.out == ""
    assert letterkit("cases", "export").exit_code == 2


def test_where_nothing_is_kept_list_and_export_say_so(letterkit: Command) -> None:
    for arguments in (["list"], ["export", "--all"]):
        said = letterkit("cases", *arguments)
        assert (said.exit_code, said.out, said.err) == (0, "", "No case is kept yet.\n")


def test_each_file_that_is_refused_is_named_and_the_others_are_kept(
    letterkit: Command, store: Store, tmp_path: Path
) -> None:
    good, unfinished, other, prose, empty = (tmp_path / name for name in "abcde")
    good.write_text(letterkit("example").out)
    unfinished.write_text('[order]\npaid = "24."')
    other.write_text("[project]\nname = 'x'")
    prose.write_text("Dear seller")
    empty.write_text("")
    files = (other, good, prose, tmp_path / "missing", empty, unfinished)
    said = letterkit("cases", "import", *map(str, files))
    assert said.exit_code == 4
    assert len(store.lines()) == 2
    for refused in (other, prose, tmp_path / "missing", empty):
        assert f"letterkit: {refused}: " in said.err
    assert f"letterkit: {unfinished}: order.paid: " in said.err
    assert said.err.count(" is kept as ") == 2


def test_a_letter_that_hides_escape_sequences_is_shown_without_them(
    letterkit: Command, store: Store
) -> None:
    id = store.add({"problem": "\x1b]52;c;aGk=\x07", "order": {"item": "\x9b2J\u202elamp"}}).id
    said = [letterkit("cases", *how) for how in (["list"], ["show", id], ["show", id, "--json"])]
    for each in said:
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(each.out)
        assert "lamp" in each.out


def test_deleting_for_good_needs_a_yes_and_says_what_it_cannot_reach(
    letterkit: Command, store: Store
) -> None:
    one, binned, kept = (store.add(UNFINISHED).id for _ in range(3))
    store.delete(binned)
    refused = letterkit("cases", "delete", one, "--for-good")
    assert (refused.exit_code, len(store.lines())) == (2, 2)
    assert "--yes" in refused.err
    done = letterkit("cases", "delete", one, "--for-good", "--yes")
    assert done.exit_code == 0
    assert "SSD" in done.err
    assert "exported" in done.err
    assert len(store.binned()) == 1
    assert letterkit("cases", "delete", "--for-good", "--yes").exit_code == 0
    assert store.binned() == []
    assert [line.id for line in store.lines()] == [kept]
    assert letterkit("cases", "delete").exit_code == 2


def test_deleting_for_good_names_the_copies_of_earlier(letterkit: Command, store: Store) -> None:
    id = store.add(UNFINISHED).id
    backup = store_path().with_name("cases.version-1-20261122-120000.sqlite")
    backup.write_bytes(b"")
    assert str(backup) in letterkit("cases", "delete", id, "--for-good", "--yes").err


def test_a_damaged_store_is_told_and_the_commands_go_on(letterkit: Command) -> None:
    store_path().parent.mkdir(parents=True)
    store_path().write_bytes(b"no database" * 100)
    said = letterkit("cases", "list")
    assert said.exit_code == 0
    assert "cases.damaged-" in said.err
    assert letterkit("cases", "list").err == "No case is kept yet.\n"


def test_a_store_that_cannot_be_made_is_one_error(letterkit: Command, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where a folder should be")
    for arguments in (["cases"], ["cases", "import", "-"], ["cases", "show", "bcdfgh"]):
        said = letterkit(*arguments, stdin="{}")
        assert said.exit_code == 3
        assert str(store_path()) in said.err
        assert len(said.err.splitlines()) == 2


def without_a_home(letterkit: Command, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Said:
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    for variable in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(variable)
    monkeypatch.setattr("pwd.getpwuid", nobody)
    return letterkit(*arguments)


def test_without_a_home_letters_are_drafted_all_the_same(
    letterkit: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case_file = tmp_path / "case.toml"
    case_file.write_text(letterkit("example").out)
    said = without_a_home(letterkit, monkeypatch, "draft", str(case_file))
    assert said.exit_code == 0
    assert said.err == ""


def test_without_a_home_cases_say_so(letterkit: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    said = without_a_home(letterkit, monkeypatch, "cases", "list")
    assert said.exit_code == 3
    assert "no home" in said.err


def test_a_pipe_is_written_to_and_stays_a_pipe(letterkit: Command, tmp_path: Path) -> None:
    case, pipe = tmp_path / "case.toml", tmp_path / "pipe"
    case.write_text(letterkit("example").out)
    id = letterkit("cases", "import", str(case)).err.split()[-1].rstrip(".")
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    said = letterkit("cases", "export", id, "--to", str(pipe))
    reader.join(timeout=10)
    assert (said.exit_code, pipe.is_fifo()) == (0, True)
    assert 'problem = "wrong-tracking"' in read[0]
