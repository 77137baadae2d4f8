"""Names of files that rows ask for: none leaves the folder, none is like another."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath, PureWindowsPath

from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.batching.names import TakenNames, file_stem
from letterkit.cli import run
from letterkit.domain.text import plain
from tests.corpora import naughty_strings
from tests.examples import examples

HARMFUL = (
    "../../etc/passwd",
    "..",
    ".",
    "/etc/passwd",
    "C:\\Windows\\x",
    "\\\\server\\x",
    "a/../../b",
    "CON",
    "con.txt",
    "nul",
    "LPT1",
    "com¹",
    "aux.tar.gz",
    "CONIN$",
    "a:b",
    "a|b",
    "a?",
    "a*b",
    "~",
    "-rf",
    "$(id)",
    "`id`",
    "a\nb",
    "a\tb",
    " a ",
    "a.",
    "a...",
    "é" * 300,
    "e\u0301" * 300,
    "𝒳" * 90,
    "\u202egpj.exe",
    "a\u200bb",
    "\ufeffa",
    "Straße",
    "STRASSE",
    "straße",
    "İ",
    "i̇",
    "Å",
    "A\u030a",
    "\ud7ff",
    "",
    " ",
    "...",
    "\0",
    "\x1b[2J",
    "desktop.ini",
    ".htaccess",
    ".unfinished",
)
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\.|$)", re.IGNORECASE)


def names_for(values: Iterable[str], pattern: str = "{name}") -> list[str]:
    """Return the names of the files of rows with these values."""
    taken = TakenNames()
    names = []
    for value in values:
        stem = file_stem(pattern, {"name": value}.__getitem__)
        names.append(taken.take(stem, ".txt"))
    return names


def naive_names(values: Iterable[str]) -> list[str]:
    return [f"{value}.txt" for value in values]


def harm_of(names: Iterable[str]) -> Counter[str]:
    """Return how many names leave the folder, are like another, or cannot be made somewhere."""
    harm: Counter[str] = Counter()
    seen = set()
    for name in names:
        parts = {*PurePosixPath(name).parts, *PureWindowsPath(name).parts}
        harm["escapes"] += parts != {name} or name in (".", "..") or ":" in name
        same = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
        harm["collides"] += same in seen
        seen.add(same)
        harm["too long"] += len(name.encode("utf-8", "replace")) > 200
        harm["reserved"] += bool(RESERVED.match(name)) or name[-1:] in ". "
        harm["hidden or an option"] += name.startswith((".", "-"))
        harm["cannot be made"] += bool(re.search(r'[\x00-\x1f\x7f<>:"/\\|?*\u202e]', name))
    return +harm


def test_no_value_makes_a_harmful_name() -> None:
    values = [*HARMFUL, *naughty_strings()]
    assert not harm_of(names_for(values))
    assert not harm_of(names_for(values, "{name}-{name}"))
    assert not harm_of(names_for([*values, *values, *values]))


def test_names_as_scripts_make_them_are_caught() -> None:
    harm = harm_of(naive_names(HARMFUL))
    assert harm["escapes"] >= 3
    assert harm["collides"] >= 3
    assert harm["reserved"] >= 3


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.one_of(st.text(max_size=300), st.sampled_from(HARMFUL)), max_size=20))
def test_whatever_rows_hold_their_names_are_harmless(values: list[str]) -> None:
    assert not harm_of(names_for(values))


def test_a_file_for_each_row_and_nothing_beside_the_folder(tmp_path: Path) -> None:
    values = [text for text in (*HARMFUL, *naughty_strings()) if plain(text)]
    table, letter = tmp_path / "in" / "rows.jsonl", tmp_path / "in" / "letter.txt"
    table.parent.mkdir()
    table.write_text("".join(json.dumps({"name": text}) + "\n" for text in values))
    letter.write_text("to {{ name }}")
    refused = tmp_path / "in" / "refused.jsonl"
    out = tmp_path / "deep" / "down" / "out"
    out.parent.mkdir(parents=True)
    asked = ["batch", table, "--template", letter, "--out", out, "--name", "{name}", "--quiet",
             "--refused", refused, "--workers", "1"]  # fmt: skip
    assert run([str(each) for each in asked]) in (0, 1)
    told = len(refused.read_text().splitlines()) if refused.exists() else 0
    written = list(out.iterdir())
    assert len(written) == len(values) - told
    assert not harm_of(path.name for path in written)
    beside = {path.name for path in tmp_path.rglob("*") if out not in path.parents and path != out}
    assert beside == {"in", "rows.jsonl", "letter.txt", "deep", "down", "out.manifest"} | (
        {"refused.jsonl"} if told else set()
    )
