"""The message catalogs: complete, sound, and typeset as each language is."""

import gettext
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import polib
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from letterkit.files.shipped import shipped_catalog
from letterkit.language.mo_file import MoFile
from letterkit.rendering.guides import guide_in
from tests.builders import LANGUAGES, a_draft

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "locales"
PLURALS = {"ru": 3, "it": 2, "ko": 1, "ka": 2}
FIELD = re.compile(r"%\(\w+\)[sr]|%[sr]")
POFILTER_TESTS = (
    "pythonbraceformat", "printf", "blank", "untranslated", "isfuzzy", "nplurals", "urls",
    "emails", "newlines", "startwhitespace", "endwhitespace", "doublespacing", "doublewords",
    "escapes", "tabs", "options",
)  # fmt: skip

# Where the source has the term, the translation holds one of its stems.
GLOSSARY = {
    r"\bdisputes?\b": {"ru": "спор", "it": "controversi", "ko": "분쟁", "ka": "დავ"},
    r"buyer protection": {
        "ru": "защит", "it": "protezione", "ko": "보호", "ka": "დაცვ",
    },
    r"tracking number": {
        "ru": "трек-номер", "it": "codic. di tracciamento", "ko": "운송장", "ka": "თრექინგ",
    },
    r"(?<!-)\brefunds?\b": {
        "ru": "возврат|верн|верните", "it": "rimbors", "ko": "환불",
        "ka": "დაბრუნ|დამიბრუნ|დასაბრუნებ",
    },
    r"\bsellers?\b": {"ru": "продав", "it": "venditor", "ko": "판매자", "ka": "გამყიდველ"},
    r"\bparcels?\b": {"ru": "посыл(?:к|ок)", "it": "pacc", "ko": "택배|소포", "ka": "ამანათ"},
    r"\bextend": {"ru": "продл", "it": "esten|prolung|prorog", "ko": "연장", "ka": "ახანგრძლივ"},
}  # fmt: skip

# What a typesetter of the language would strike out.
STRUCK_OUT = {
    "ru": {
        "an ASCII quotation mark": r'"',
        "Latin and Cyrillic letters in one word": r"[A-Za-z][А-Яа-яё]|[А-Яа-яё][A-Za-z]",
        "a doubled full stop": r"г\.\.",
        "a form for two genders": r"\(а\)|\(ла\)",
        "a capital of courtesy": r"[^.!?»] (Вы|Вас|Вам|Ваш)\b",
    },
    "it": {
        "a wrong accent": r"perchè|poichè|benchè|\bE'|\bpò\b",
        "a curly apostrophe": r"[’‘]",
    },
    "ko": {
        "a particle that depends on the word before": (
            r"[}\)]s?(?:을|를|은|는|이|가|과|와|으로|로)(?![가-힣(])"
        ),
    },
    "ka": {
        "a capital letter": "[\u1c90-\u1cbf]",
        "a suffix without a hyphen after a field": r"\)s[\u10d0-\u10ff]",
    },
}


def catalog_path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "letterkit.po"


def entries(language: str) -> list[polib.POEntry]:
    return list(polib.pofile(str(catalog_path(language))))


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="session")
def extracted() -> set[str]:
    with (LOCALES / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call] # Babel has no types here
    found = extract_from_dir(
        ROOT,
        methods,
        options,
        keywords={"N_": None, "_": None, "gettext": None, "ngettext": (1, 2)},
    )
    return {message if isinstance(message, str) else message[0] for _, _, message, _, _ in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_holds_exactly_what_the_sources_say(language: str, extracted: set[str]) -> None:
    assert {entry.msgid for entry in entries(language)} == extracted


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_is_complete(language: str) -> None:
    file = polib.pofile(str(catalog_path(language)))
    assert [entry.msgid for entry in file.untranslated_entries()] == []
    assert [entry.msgid for entry in file.fuzzy_entries()] == []
    assert [entry.msgid for entry in file.obsolete_entries()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_are_those_of_the_source(language: str) -> None:
    for entry in entries(language):
        wanted = set(FIELD.findall(entry.msgid)) | set(FIELD.findall(entry.msgid_plural))
        for text in texts(entry):
            assert set(FIELD.findall(text)) == wanted, entry.msgid


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_are_those_of_the_language(language: str) -> None:
    file = polib.pofile(str(catalog_path(language)))
    assert f"nplurals={PLURALS[language]};" in file.metadata["Plural-Forms"]
    for entry in file:
        if entry.msgid_plural:
            assert len(entry.msgstr_plural) == PLURALS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossarys_terms_are_used(language: str) -> None:
    for entry in entries(language):
        for term, stems in GLOSSARY.items():
            if re.search(term, entry.msgid, re.IGNORECASE):
                for text in texts(entry):
                    assert re.search(stems[language], text, re.IGNORECASE), (entry.msgid, text)


@pytest.mark.parametrize(
    ("language", "mistake"), [(code, name) for code in LANGUAGES for name in STRUCK_OUT[code]]
)
def test_typography_is_that_of_the_language(language: str, mistake: str) -> None:
    for entry in entries(language):
        for text in texts(entry):
            assert not re.search(STRUCK_OUT[language][mistake], text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_space_is_doubled_or_lost_at_an_edge(language: str) -> None:
    for entry in entries(language):
        for text in texts(entry):
            assert "  " not in text, text
            assert text[:1].isspace() == entry.msgid[:1].isspace(), text
            assert text[-1:].isspace() == entry.msgid[-1:].isspace(), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_msgfmt_accepts_the_catalog(language: str, tool: Callable[[str], str]) -> None:
    command = [tool("msgfmt"), "--check", "--output-file=/dev/null", str(catalog_path(language))]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_pofilter_finds_nothing(language: str) -> None:
    command = [str(Path(sys.executable).with_name("pofilter")), f"--language={language}"]
    command += [f"--test={name}" for name in POFILTER_TESTS]
    done = subprocess.run(
        [*command, str(catalog_path(language))], capture_output=True, text=True, check=True
    )
    assert "msgid" not in done.stdout, done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalog_is_that_of_its_source(language: str) -> None:
    compiled = polib.mofile(str(catalog_path(language).with_suffix(".mo")))
    assert {entry.msgid: texts(entry) for entry in compiled} == {
        entry.msgid: texts(entry) for entry in entries(language) if any(texts(entry))
    }


def test_a_language_is_added_by_adding_a_folder(tmp_path: Path) -> None:
    locales = tmp_path / "locales"
    copytree(LOCALES / "it", locales / "it")
    catalog = polib.pofile(str(catalog_path("it")))
    for entry in catalog:
        entry.msgstr = f"¤{entry.msgid}" if not entry.msgid_plural else ""
        for form in entry.msgstr_plural:
            entry.msgstr_plural[form] = f"¤{entry.msgid_plural}"
    folder = locales / "qx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalog.save_as_mofile(str(folder / "letterkit.mo"))

    known = shipped_catalog(locales=locales)
    assert list(known.languages) == ["en", "it", "qx"]
    drafted = a_draft(known, language="qx")
    assert all("¤" in (paragraph.beside or "") for paragraph in drafted.paragraphs)
    assert drafted.text == a_draft(known, language="it").text
    assert "¤" in guide_in("dispute", known, "qx").title


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_found_as_gettext_finds_it(language: str) -> None:
    path = catalog_path(language).with_suffix(".mo")
    ours = MoFile(path)
    with path.open("rb") as file:
        theirs = gettext.GNUTranslations(file)
    for entry in entries(language):
        if entry.msgid_plural:
            for count in (0, 1, 2, 5, 11, 21, 22, 100):
                asked = (entry.msgid, entry.msgid_plural, count)
                assert ours.ngettext(*asked) == theirs.ngettext(*asked)
        else:
            assert ours.gettext(entry.msgid) == theirs.gettext(entry.msgid)
    for unknown in ("", "no such message", "zzz", "A"):
        if unknown:
            assert ours.gettext(unknown) == unknown
        assert ours.ngettext("one such", "many such", 2) == "many such"


def test_a_file_that_is_no_catalog_is_told(tmp_path: Path) -> None:
    (tmp_path / "letterkit.mo").write_bytes(b"nothing")
    with pytest.raises(OSError, match="magic"):
        MoFile(tmp_path / "letterkit.mo")
