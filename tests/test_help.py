"""What `--help` says of each command: what is taken, what comes out, lines to copy."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from shlex import split

import pytest

import letterkit.errors
from letterkit.batching.reading import ENDINGS
from letterkit.cli import INTERRUPTED
from letterkit.cli.arguments import parser_for
from letterkit.cli.help_text import EXAMPLES, commands_in
from letterkit.domain.catalog import Catalog
from letterkit.errors import LetterkitError
from letterkit.files.crash_report import CRASHED
from tests.batches import case_rows, write_table
from tests.builders import LANGUAGES
from tests.commands import Command

COMMANDS = {command.prog.partition(" ")[2] for command in commands_in(parser_for(str))}
NOT_RUN = ("> ", "letterkit open", "letterkit serve", "google", "ID", "people.csv")
"""Marks of examples that need a shell, a screen, a browser, somebody else's server or own files."""


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_help_says_exit_codes_and_an_example(command: str, letterkit: Command) -> None:
    said = letterkit(*command.split(), "--help", "--lang", "en").out
    assert "Exit codes: 0 done" in said
    assert "Examples:\n  letterkit" in said


def test_help_names_every_exit_code_that_an_error_has(letterkit: Command) -> None:
    said = " ".join(letterkit("--help", "--lang", "en").out.split()).partition("Exit codes: ")[2]
    told = {int(code) for code in re.findall(r"(?:^|, )(\d+) ", said)}
    assert {CRASHED, INTERRUPTED, *(error.exit_code for error in _all_errors())} <= told


def _all_errors() -> Iterator[type[LetterkitError]]:
    for module in iter_modules(letterkit.errors.__path__):
        import_module(f"letterkit.errors.{module.name}")
    return _errors(LetterkitError)


def _errors(kind: type[LetterkitError]) -> Iterator[type[LetterkitError]]:
    for error in kind.__subclasses__():
        yield error
        yield from _errors(error)


def test_there_are_examples_for_commands_only() -> None:
    assert set(EXAMPLES) == COMMANDS


def test_every_example_is_understood() -> None:
    for example in (line for lines in EXAMPLES.values() for line in lines):
        parser_for(str).parse_args(split(example.partition(" >")[0])[1:])


def test_every_example_works_that_needs_no_more_than_a_case(
    letterkit: Command, catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.toml").write_text(letterkit("example").out)
    Path("letter.txt").write_text(letterkit("draft", "case.toml").out)
    write_table(Path("cases.csv"), case_rows(catalog, 3))
    examples = [line for lines in EXAMPLES.values() for line in lines if line != "letterkit"]
    run = [each for each in examples if not any(mark in each for mark in NOT_RUN)]
    assert len(run) >= 20
    for example in run:
        said = letterkit(*split(example)[1:])
        assert said.exit_code == 0, f"{example}\n{said.err}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_says_what_is_taken_if_nothing_is_said(language: str, letterkit: Command) -> None:
    english = letterkit("example", "--help", "--lang", "en").out
    assert "(default: wrong-tracking)" in english
    assert "(default: aliexpress)" in english
    said = letterkit("example", "--help", "--lang", language).out
    assert ":wrong-tracking)" in "".join(said.split())
    assert "default" not in said


def test_the_kinds_of_table_that_are_read_are_all_named(letterkit: Command, tmp_path: Path) -> None:
    said = letterkit("batch", "--help", "--lang", "en").out
    for kind in ("CSV", "TSV", "JSON lines", "XLSX", "XLS", "ODS", "Parquet"):
        assert kind in " ".join(said.split())
    (tmp_path / "none").mkdir()
    refused = letterkit("batch", str(tmp_path / "none"), "--dry-run").err
    for ending in ENDINGS:
        assert f"{ending}," in refused or f"{ending}." in refused
