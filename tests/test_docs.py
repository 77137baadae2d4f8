"""The documentation: whoever does what it says, word for word, gets what it promises."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from letterkit.cli.arguments import parser_for
from letterkit.cli.help_text import commands_in
from letterkit.domain.catalog import Catalog
from letterkit.presenting.voice import Voice
from letterkit.tui.tabs import VIEWS
from tests.batches import case_rows, write_table
from tests.benchmarks.page import with_figures
from tests.builders import LANGUAGES
from tests.markdown import PAGES, ROOT, Reader, blocks, copy_of_project, page
from tests.pictures import PICTURES

READMES = tuple(f"README.{code}.md" for code in LANGUAGES)
LINK = re.compile(r"\]\(([^)\s]+)\)|\b(?:src|href)=\"([^\"]+)\"")
ILLUSTRATED = [name for name in PAGES for block in blocks(page(name)) if block.is_a == "picture"]


@pytest.fixture
def reader(tmp_path: Path, catalog: Catalog) -> Reader:
    """Somebody with a checkout, an empty home, and the tables that the pages take for granted."""
    home = tmp_path / "home"
    home.mkdir()
    project = copy_of_project(tmp_path)
    _write_tables(project, catalog)
    return Reader(project, home)


def _write_tables(folder: Path, catalog: Catalog) -> None:
    rows = case_rows(catalog, 4)
    write_table(folder / "cases.csv", rows)
    write_table(folder / "orders.csv", [
        {"Номер заказа": row.pop("order.number"), "Телефон": "1", "Причина": "не дошло",
         **{key: cell for key, cell in row.items() if key != "problem"}}
        for row in rows if row["problem"] == "not-received"
    ])  # fmt: skip
    people = {"name": "Anna", "tracking": "LP1", "last_seen": "2026-11-01", "paid": "5.00 EUR",
              "evidence.1.label": "photo", "email": "a@example.org"}  # fmt: skip
    write_table(folder / "people.csv", [people])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_followed_to_the_letter(name: str, reader: Reader) -> None:
    reader.follow(page(name))


@pytest.mark.parametrize("name", ILLUSTRATED)
def test_a_picture_is_what_the_program_prints(
    name: str, reader: Reader, request: pytest.FixtureRequest
) -> None:
    (shown,) = [block for block in blocks(page(name)) if block.is_a == "picture"]
    printed = reader.run(shown.detail).rstrip("\n") + "\n"
    if request.config.getoption("--update-golden"):
        start, end = shown.span
        text = page(name)
        (ROOT / name).write_text(f"{text[:start]}{printed}{text[end:]}", encoding="utf-8")
    else:
        assert shown.text == printed


@pytest.mark.parametrize("name", PAGES)
def test_a_page_names_only_make_targets_that_exist(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"(?:^|`)make (\w+)", page(name), re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("name", PAGES)
def test_a_page_links_only_to_what_is_there(name: str) -> None:
    for target in _links(page(name)):
        assert (ROOT / name).parent.joinpath(target.partition("#")[0]).exists(), target


def _links(text: str) -> Iterator[str]:
    for match in LINK.finditer(text):
        target = match[1] or match[2]
        if "://" not in target and not target.startswith(("#", "mailto:")):
            yield target


@pytest.mark.parametrize("name", PAGES)
def test_what_is_not_carried_out_here_names_a_test_or_a_target_that_does(name: str) -> None:
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    for block in blocks(page(name)):
        assert block.is_a in {"", "file", "change", "picture", "elsewhere"}
        if block.is_a == "elsewhere":
            is_target = block.detail.removeprefix("make ") in targets
            assert is_target or (ROOT / block.detail).is_file(), block.detail


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_says_the_same_in_each_language(language: str) -> None:
    """As far as that can be told from its shape: commands, headings, links, rows of tables."""
    texts = [page(f"docs/README.{code}.md") for code in (LANGUAGES[0], language)]
    first, other = [_shape(text) for text in texts]
    assert other == first
    assert f"--lang {language}" in texts[1]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_app_names_its_views_as_the_app_does(name: str, catalog: Catalog) -> None:
    """A picture that differs is out of date, or the app has lost a translation."""
    language, _ = PICTURES[name]
    shown = html.unescape((ROOT / "docs" / f"{name}.svg").read_text(encoding="utf-8"))
    said = shown.replace("\N{NO-BREAK SPACE}", " ")
    for label in VIEWS.values():
        assert f" {Voice(catalog, language).say(label)} " in said


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("README.md", "Sixteen problems and nineteen letters"),
        ("docs/README.ru.md", "девятнадцать писем"),
        ("docs/README.it.md", "diciannove lettere"),
        ("docs/README.ko.md", "편지가 열아홉 가지"),
        ("docs/README.ka.md", "ცხრამეტი წერილი"),
    ],
)
def test_the_readme_counts_right(name: str, letters: str, catalog: Catalog) -> None:
    assert letters in " ".join(page(name).split())
    assert (len(catalog.problems), len(catalog.letters)) == (16, 19), f"count anew: {letters}"


def _shape(text: str) -> list[object]:
    commands = [command for block in blocks(text) for command in block.commands
                if block.language == "sh"]  # fmt: skip
    return [
        [re.sub(r"--lang \w+", "--lang", command) for command in commands],
        [line.split(" ")[0] for line in text.splitlines() if line.startswith(("#", "- "))],
        text.count("\n|"),
        {link for link in _links(text) if not link.endswith((".svg", *READMES))},
    ]


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen: set[str] = set()
    ahead = ["README.md"]
    while ahead:
        name = ahead.pop()
        seen.add(name)
        targets = {
            (ROOT / name).parent.joinpath(each.partition("#")[0]).resolve() for each in
            _links(page(name))
        }  # fmt: skip
        found = {str(each.relative_to(ROOT)) for each in targets if each.suffix == ".md"}
        ahead += found - seen
    assert set(PAGES) <= seen


def test_measured_figures_take_the_place_of_those_of_before() -> None:
    once = with_figures(page("docs/performance.md"), "start-up 1.9×", measured_on="A quiet machine")
    twice = with_figures(once, "start-up 1.8×", measured_on="A quiet machine")
    assert "A quiet machine\n\nstart-up 1.8×\n```" in twice
    assert "1.9×" not in twice.partition("## The last figures")[2]


def test_the_documentation_forgets_no_command() -> None:
    commands = page("docs/commands.md")
    for command in commands_in(parser_for(str)):
        assert f"## `{command.prog}`" in commands
