"""Case files: TOML or JSON in, a `Case` out."""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, cast

import msgspec

from letterkit.domain.answers import read_as
from letterkit.domain.case import Case, Finding, OwnWords
from letterkit.domain.catalog import Catalog, known
from letterkit.domain.question import FindingKind
from letterkit.domain.text import may_be_english, plain_throughout
from letterkit.errors.answers import BadValueError
from letterkit.errors.files import NotTomlError, UnreadableFileError
from letterkit.files.decoding import decoded

SIZE_LIMIT = 1_000_000
"""Bytes. A case with a hundred contacts has about 20,000."""

_SHOWN = 120
"""Characters of a line that cannot be understood."""

FIRST_YEAR, LAST_YEAR = 1995, 2100
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DAY_LENGTH = len("2026-11-30")
_AT_BYTE = re.compile(r"\(byte (\d+)\)")
_DEEP_KEY = re.compile(r"""(?<![\w-])(?>(?>[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){200}""")
"""Tables in tables, deeper than any case: tomllib takes minutes and gigabytes for such a key."""
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def read_text(path: Path) -> str:
    """Return the text of a file that the user named.

    Raises:
        UnreadableFileError: with the reason.
    """
    try:
        with path.open("rb") as file:
            return as_text(file.read(SIZE_LIMIT + 1))
    except FileNotFoundError as error:
        raise UnreadableFileError("missing") from error
    except IsADirectoryError as error:
        raise UnreadableFileError("directory") from error
    except PermissionError as error:
        raise UnreadableFileError("denied") from error
    except OSError as error:
        raise UnreadableFileError("failed", detail=str(error.strerror)) from error


def as_text(content: bytes) -> str:
    """Return bytes from a file or from standard input as text.

    Raises:
        UnreadableFileError: it is no text, or longer than `SIZE_LIMIT`.
    """
    if len(content) > SIZE_LIMIT:
        raise UnreadableFileError("too-big", limit=SIZE_LIMIT)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFileError("binary") from error
    if "\0" in text:
        raise UnreadableFileError("binary")
    return text


def case_from_text(text: str, catalog: Catalog) -> Case:
    """Return the case that a TOML or JSON text holds.

    Raises:
        NotTomlError: with the line that cannot be understood.
        UnknownKeyError, MissingKeyError, BadValueError, UnknownIdError: with the key at fault.
    """
    return case_from_data(data_from_text(text), catalog)


def case_from_data(data: dict[str, Any], catalog: Catalog) -> Case:
    """Return the case in decoded TOML or JSON, or in the answers to the questions."""
    try:
        data = plain_throughout(data)
    except RecursionError as error:
        raise NotTomlError(line=1, text="[[[…") from error
    _check_years(data)
    case = decoded(data, Case)
    problem = known(catalog.problems, "problem", case.problem, key="problem")
    kinds = {q.id.removeprefix("answers."): q.kind for q in problem.questions}
    return msgspec.structs.replace(
        case,
        answers={
            name: read_as(kinds.get(name, "text"), value) for name, value in case.answers.items()
        },
        findings=tuple(_typed(finding, catalog) for finding in case.findings),
        words=_in_their_language(case),
    )


def _check_years(value: Any, key: str = "") -> None:
    """Raise BadValueError for a day that no order can have; counting from it would overflow."""
    if isinstance(value, str):
        # Most texts are no days: their length says so.
        is_day = len(value) == _DAY_LENGTH and _DAY.fullmatch(value) is not None
        if is_day and not is_possible(value):
            raise BadValueError(value, "year", key=key)
    elif isinstance(value, dict):
        for name, each in value.items():
            _check_years(each, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, each in enumerate(value):
            _check_years(each, f"{key}[{number}]")
    elif isinstance(value, date) and not is_possible(str(value)):
        raise BadValueError(value, "year", key=key)


def is_possible(day: str) -> bool:
    """Whether a day, as year-month-day, lies in the years in which anything can be bought here."""
    return FIRST_YEAR <= int(day[:4]) <= LAST_YEAR


def _in_their_language(case: Case) -> OwnWords:
    """Return the buyer's own words with their language: the case's, where they name none.

    It is settled here, because the case can later be read in another language than the buyer's.
    """
    words = case.words
    if not words.text or words.language is not None:
        return words
    # Somebody who reads English can still write in another alphabet.
    is_english = may_be_english(words.text)
    language = case.language if case.language != "en" or is_english else None
    guess = "en" if is_english else "und"
    return msgspec.structs.replace(words, language=language or guess)


def _typed(finding: Finding, catalog: Catalog) -> Finding:
    kind: FindingKind | None = catalog.findings.get(finding.what)
    if kind is None:
        return finding
    return msgspec.structs.replace(
        finding,
        found=read_as(kind.found, finding.found),
        expected=read_as(kind.expected, finding.expected),
    )


def data_from_text(text: str) -> dict[str, Any]:
    """Return what a TOML or JSON text holds.

    Raises:
        NotTomlError: with the line that cannot be understood.
    """
    if text.lstrip().startswith("{"):
        return _loaded_json(text)
    if deep := _DEEP_KEY.search(text):
        before = text.count("\n", 0, deep.start())
        raise NotTomlError(line=before + 1, text=_shown(deep[0]))
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT_LINE.search(str(error))
        number = int(at[1]) if at else text.count("\n") + 1
        lines = text.splitlines() or [""]
        line = lines[min(number, len(lines)) - 1]
        raise NotTomlError(line=number, text=_shown(line)) from error
    except (ValueError, RecursionError) as error:
        # A number of thousands of digits, or lists in lists without end.
        raise NotTomlError(line=1, text=_shown(text)) from error


def _loaded_json(text: str) -> dict[str, Any]:
    try:
        data = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        at = _AT_BYTE.search(str(error))
        before = text.encode()[: int(at[1]) if at else 0].decode(errors="ignore")
        number = before.count("\n") + 1
        raise NotTomlError(line=number, text=_shown(text.splitlines()[number - 1])) from error
    except RecursionError as error:
        raise NotTomlError(line=1, text=_shown(text)) from error
    return cast("dict[str, Any]", data)


def _shown(line: str) -> str:
    return line.strip()[:_SHOWN]
