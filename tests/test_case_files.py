"""Case files: what is read, what is refused, and what the refusal says."""

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from letterkit.domain.money import Money
from letterkit.errors import LetterkitError
from letterkit.errors.answers import BadValueError, MissingKeyError
from letterkit.errors.files import NotTomlError, UnreadableFileError
from letterkit.errors.names import UnknownKeyError
from letterkit.files.case_toml import case_as_toml
from letterkit.files.cases import SIZE_LIMIT, case_from_data, case_from_text, read_text
from tests.builders import MATTERS, case_data

HEAD = 'problem = "wrong-tracking"\nletter = "open-dispute"\n'


@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_an_example_survives_toml_and_json(problem: str, letter: str, catalog: Catalog) -> None:
    data = case_data(catalog, problem=problem, letter=letter)
    case = case_from_data(data, catalog)
    assert case_from_text(case_as_toml(data, catalog, str), catalog) == case
    assert case_from_text(json.dumps(data, default=str), catalog) == case


def test_a_case_file_in_the_words_of_its_writer_is_read(catalog: Catalog) -> None:
    case = case_from_text(
        HEAD
        + """
        [[evidence]]
        kind = "screenshot"
        shows = "tracking page: delivered to another city"
        [[contacts]]
        on = 2026-11-01
        by = "buyer"
        said = "asked for the correct tracking number"
        """,
        catalog,
    )
    assert case.contacts is not None
    assert case.contacts[0].on == date(2026, 11, 1)
    assert case.evidence[0].shows == "tracking page: delivered to another city"


@pytest.mark.parametrize(
    ("text", "error", "key", "advice"),
    [
        ("[order]\nnumber = 8123456789012345", BadValueError, "order.number", "quotation marks"),
        ("[order]\ntracking = 12", BadValueError, "order.tracking", "quotation marks"),
        ("[order]\nitem = 12", BadValueError, "order.item", "quotation marks"),
        ("[order]\npaid = 24.90", BadValueError, "order.paid", "'24.90 USD'"),
        ('[order]\npaid = "24.90"', BadValueError, "order.paid", "'24.90 USD'"),
        ('[order]\npaid = "1,000 USD"', BadValueError, "order.paid", "'24.90 USD'"),
        ('[order]\npaid = "0 USD"', BadValueError, "order.paid", "'24.90 USD'"),
        ('[order]\nordered = "yesterday"', BadValueError, "order.ordered", "2026-11-30"),
        ('[order]\nordered = "2026-02-30"', BadValueError, "order.ordered", "2026-11-30"),
        ("[order]\nordered = 20260901", BadValueError, "order.ordered", "2026-11-30"),
        ("[demand]\ndays = 1.5", BadValueError, "demand.days", "whole number"),
        ("[demand]\nbecause = 1", BadValueError, "demand.because", "square brackets"),
        ("order = 1", BadValueError, "order", "table"),
        ("[order]\nnumbr = '1'", UnknownKeyError, "order.numbr", "“number”"),
        ("oder = 1", UnknownKeyError, "oder", "“order”"),
        ("[[contacts]]\nwhen = 2026-01-01", UnknownKeyError, "contacts[0].when", "answered"),
        ("[[contacts]]\non = 2026-01-01", MissingKeyError, "contacts[0].by", "example"),
    ],
)
def test_a_faulty_value_is_named_by_its_key_with_what_to_write(
    text: str, error: type[LetterkitError], key: str, advice: str, catalog: Catalog
) -> None:
    with pytest.raises(error) as caught:
        case_from_text(HEAD + text, catalog)
    assert caught.value.key == key
    assert advice in caught.value.advice(str)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("problem = wrong-tracking", 1),
        ('problem = "x"\n[order]\nordered = 2026-02-30', 3),
        ('problem = "x"\n[order]\nordered = 01.09.2026', 3),
        ("Dear seller, where is my parcel?", 1),
        ('problem = "x', 1),
        ('{"problem": "x",\n "letter" "y"}', 2),
    ],
)
def test_a_line_that_is_no_toml_or_json_is_shown(text: str, line: int, catalog: Catalog) -> None:
    with pytest.raises(NotTomlError) as caught:
        case_from_text(text, catalog)
    assert caught.value.facts["line"] == line
    assert caught.value.facts["text"] == text.splitlines()[line - 1].strip()


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    binary = tmp_path / "photo.jpg"
    binary.write_bytes(b"\xff\xd8\xff\xe0")
    with_nul = tmp_path / "nul.toml"
    with_nul.write_bytes(b"problem\0")
    big = tmp_path / "big.toml"
    big.write_bytes(b"#" * (SIZE_LIMIT + 1))
    paths = {tmp_path / "no": "missing", tmp_path: "directory", binary: "binary"}
    paths |= {with_nul: "binary", big: "too-big"}
    for path, reason in paths.items():
        with pytest.raises(UnreadableFileError) as caught:
            read_text(path)
        assert caught.value.reason == reason


def test_a_file_saved_by_notepad_is_read(tmp_path: Path, catalog: Catalog) -> None:
    path = tmp_path / "case.toml"
    path.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert case_from_text(read_text(path), catalog).problem == "wrong-tracking"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  winter   jacket ", "winter jacket"),
        ("\\u001b]52;c;aGk=\\u0007jacket", "]52;c;aGk=jacket"),
        ("jac\\u202Eket", "jacket"),
        ("\\u1112\\u1161\\u11AB", "\ud55c"),
        ("two\\nlines", "two lines"),
    ],
)
def test_text_is_made_plain_before_it_goes_anywhere(
    typed: str, kept: str, catalog: Catalog
) -> None:
    case = case_from_text(f'{HEAD}[order]\nitem = "{typed}"', catalog)
    assert case.order.item == kept


@pytest.mark.parametrize("text", ["24.90 USD", "24,90 usd", "24.90USD"])
def test_a_sum_is_read_with_point_or_comma(text: str) -> None:
    assert Money.parse(text) == Money.parse("24.90 USD")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1,234.50 USD", "1234.50"), ("1.234,50 EUR", "1234.50"), ("1 890 RUB", "1890"),
        ("1,234,567 KRW", "1234567"), ("1'250.00 CHF", "1250.00"), ("1.234 KWD", "1.234"),
    ],
)  # fmt: skip
def test_thousands_are_read_where_nothing_else_can_be_meant(text: str, amount: str) -> None:
    assert Money.parse(text).amount == Decimal(amount)


@pytest.mark.parametrize("text", ["1.234 EUR", "1,234 USD", "1.23.45 EUR", "1,234,56 USD"])
def test_a_mark_that_could_be_thousands_or_decimals_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        Money.parse(text)
