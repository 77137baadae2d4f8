"""Templates of the user's own: what they say, what is refused before it runs, what rows lack."""

import json
import re
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import letterkit
from letterkit.batching.errors import RowError
from letterkit.batching.guard import TemplateRefusedError
from letterkit.batching.job import Refused
from letterkit.batching.own_template import OwnTemplate, identifier
from letterkit.cli import run
from letterkit.domain.money import Money
from letterkit.rendering import formats
from tests.batches import OUTPUTS, texts_written, write_table

HOSTILE = {
    "a long text": "{{ 'a' * 10**9 }}",
    "a longer text": "{{ x * y }}",
    "a power": "{{ 10**10**10 }}",
    "padding": "{{ x|center(10**9) }}",
    "indenting": "{{ x|indent(1000000) }}",
    "a format": "{{ '%1000000000d'|format(1) }}",
    "a modulo": "{{ '%1000000000d' % 1 }}",
    "replacing": "{{ x|replace('', x) }}",
    "repeating words": "{{ lipsum(n=10000) }}",
    "a range": "{% for a in range(10**9) %}{% endfor %}",
    "ranges in ranges": "{% for a in x %}" * 3 + "." + "{% endfor %}" * 3,
    "a list of its own": "{% for a in [1, 2, 3] %}{% endfor %}",
    "a list without end": "{% for a in x recursive %}{{ loop(a) }}{% endfor %}",
    "doubling": "{% set a = x ~ x %}{% set b = a ~ a %}{{ b }}",
    "joining by a value": "{{ x|join(y) }}",
    "a macro": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "a class": "{{ x.__class__.__mro__ }}",
    "a class by brackets": "{{ x['__class__'] }}",
    "a method": "{{ x.format(1) }}",
    "attr": "{{ x|attr('__class__') }}",
    "map": "{{ x|map(attribute='__class__')|list }}",
    "another file": "{% include '/etc/passwd' %}",
    "an import": "{% import 'os' as os %}",
    "a filter block": "{% filter upper %}{{ x }}{% endfilter %}",
    "a call block": "{% call x() %}{% endcall %}",
    "brackets without end": "{{ " + "(" * 5000 + "x" + ")" * 5000 + " }}",
    "half a template": "{% if x %}",
    "a book": "x" * 200_000,
}


@pytest.mark.parametrize("attack", HOSTILE)
def test_a_template_that_could_harm_is_refused_before_it_runs(attack: str) -> None:
    with pytest.raises(TemplateRefusedError) as refused:
        OwnTemplate(HOSTILE[attack], language="en")
    assert refused.value.advice(str)


def test_a_letter_that_gets_too_long_is_refused_in_little_memory() -> None:
    template = OwnTemplate("{% for a in x %}{% for b in x %}{{ y }}{% endfor %}{% endfor %}",
                           language="en")  # fmt: skip
    values = {"x": ["1"] * 1000, "y": "long " * 30}
    tracemalloc.start()
    with pytest.raises(RowError, match="too long"):
        template.text(values, size=10_000)
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def text(source: str, values: dict[str, Any], language: str = "en") -> str:
    return OwnTemplate(source, language=language).text(values, size=1000)


def test_a_template_can_ask_write_and_go_through_lists() -> None:
    source = (
        "Dear {{ name|title }},\n"
        "{% if order.paid %}\nPaid: {{ order.paid|money }}, {{ order.on|day }}\n{% endif %}\n"
        "{% for each in evidence %}\n{{ loop.index }}. {{ each.label|default('?') }}\n{% endfor %}"
    )
    values = {"name": "anna", "order": {"paid": "1234.50 EUR", "on": "2026-09-01"},
              "evidence": [{"label": "photo"}, {}]}  # fmt: skip
    assert text(source, values, "it") == (
        "Dear Anna,\nPaid: 1.234,50 EUR, 1º settembre 2026\n1. photo\n2. ?\n"
    )


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("{{ name }}", "name"),
        ("{{ order.number }}", "order.number"),
        ("{{ name|upper }}", "name"),
        ("{{ on|day }}", "on"),
        ("{{ paid|money }}", "paid"),
        ("{% for a in list %}{% endfor %}", "list"),
        ("{{ name|length }}", "name"),
        ("{% if name > 1 %}{% endif %}", "name"),
    ],
)
def test_a_value_that_is_not_there_is_never_left_blank(source: str, name: str) -> None:
    with pytest.raises(RowError) as refused:
        text(source, {"order": {}})
    assert refused.value.facts["given"] == name


@pytest.mark.parametrize(
    "source",
    ["{% if name %}x{% endif %}", "{{ name|default('') }}", "{% if order.number %}x{% endif %}",
     "{% if name == 'Anna' %}x{% endif %}", "{{ name if name else '' }}",
     "{% if name is defined %}x{% endif %}"],
)  # fmt: skip
def test_a_value_that_is_not_there_can_be_asked_about(source: str) -> None:
    assert text(source, {}) == ""


@pytest.mark.parametrize(
    "day", ["2026-11-03", "03.11.2026", "3.11.2026 г.", "2026. 11. 3.", "2026/11/03"]
)
def test_days_are_read_as_in_every_table(day: str) -> None:
    assert text("{{ day|day }}", {"day": day}) == "3 November 2026"


@pytest.mark.parametrize("source", ["{{ '03/04/2026'|day }}", "{{ '46000'|day }}"])
def test_a_day_that_could_be_two_is_refused(source: str) -> None:
    with pytest.raises(RowError, match="cannot use this value"):
        text(source, {})


@pytest.mark.parametrize("source", ["{{ '2026-13-01'|day }}", "{{ 'much'|money }}", "{{ 5|day }}"])
def test_a_value_of_the_wrong_kind_is_refused(source: str) -> None:
    with pytest.raises(RowError, match="cannot use this value"):
        text(source, {})


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"a": None}, "needs “a”"),
        ({"a": {"b": 1}}, "cannot use this value"),
        ({"a": ["x"]}, "cannot use this value"),
        ({"a": "x", "list": [None]}, "cannot use this value"),
        ({"a": "x", "list": [{"b": None}]}, "needs “list[].b”"),
        ({"a": "x", "list": [{"b": [1]}]}, "cannot use this value"),
        ({"a": "x", "list": [{"b": "1"}] * 1001}, "more than 1000 entries"),
    ],
)
def test_what_cannot_be_written_is_never_written_as_python_shows_it(
    row: dict[str, Any], reason: str
) -> None:
    source = "{{ a|upper }}{% if list %}{% for e in list %}{{ e.b }}{% endfor %}{% endif %}"
    (outcome,) = letterkit.batch([row], template=source)
    assert isinstance(outcome, Refused)
    assert reason in outcome.reason


@given(
    whole=st.integers(0, 10**12 - 1),
    cents=st.sampled_from(("", ".00", ".07", ".50", ",5", ".125", ".9")),
    currency=st.sampled_from(("USD", "EUR", "KRW", "GEL", "KWD")),
    language=st.sampled_from(("en", "ru", "it", "ko", "ka", "es")),
)
def test_sums_are_written_as_in_shipped_letters(
    whole: int, cents: str, currency: str, language: str
) -> None:
    given_sum = f"{whole}{cents} {currency}"
    try:
        expected = formats.money(Money.parse(given_sum), language)
    except ValueError:
        with pytest.raises(RowError):
            text("{{ paid|money }}", {"paid": given_sum}, language)
        return
    assert text("{{ paid|money }}", {"paid": given_sum}, language) == expected


@pytest.mark.parametrize(
    ("column", "name"),
    [("Номер заказа", "Номер_заказа"), ("주문 번호", "주문_번호"), ("e-mail", "e_mail"),
     ("order.number", "order.number"), (" № ", "")],
)  # fmt: skip
def test_a_column_is_called_by_its_words(column: str, name: str) -> None:
    assert identifier(column) == name


def test_columns_in_any_language_fill_a_template(tmp_path: Path) -> None:
    rows = [{"Номер заказа": "8123456789012345", "이름": "민수", "evidence.1.label": "photo",
             "evidence.2.label": "chat"}]  # fmt: skip
    table = write_table(tmp_path / "rows.csv", rows)
    letter = tmp_path / "letter.txt"
    letter.write_text(
        "{{ 이름 }}: {{ Номер_заказа }}{% for e in evidence %} {{ e.label }}{% endfor %}"
    )
    out = tmp_path / "out.jsonl"
    assert run(["batch", str(table), "--template", str(letter), "--out", str(out)]) == 0
    assert texts_written(out) == ["민수: 8123456789012345 photo chat"]


def test_a_template_that_asks_for_a_column_that_is_not_there_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = write_table(tmp_path / "rows.csv", [{"name": "Anna", "city": "Rome"}])
    letter = tmp_path / "letter.txt"
    letter.write_text("{{ name }}{{ nmae }}{% for e in evidence %}{{ e.label }}{% endfor %}")
    out = tmp_path / "out.jsonl"
    assert run(["batch", str(table), "--template", str(letter), "--out", str(out)]) == 4
    said = capsys.readouterr().err
    assert "does not have: nmae, evidence, evidence[].label." in said
    assert "Columns of the table: name, city." in said
    assert not out.exists()


NAUGHTY = (
    "{{ 7*7 }}", "{% for a in b %}", "{# x #}", "%(name)s", "{0.__class__}", "${7*7}",
    "=cmd|' /C'!A0",
    "\x1b]52;c;aGFjaw==\x07",
    "\x1b[2J", "\x9b31m", "\x00",
    "\u202egpj.exe", "\ufeff",
    "\r\n\r\nBcc: x",
    "<script>alert(1)</script>", "'; DROP TABLE letters;--", "ﷺ" * 20,
    "Z\u0351\u036b\u0343", "👩‍👩‍👧",
    "\ud7ff",
    "../../../etc/passwd", "CON", "1e400", "NaN", "null", "True", '"', "\\", "\t", "\u2028",
)  # fmt: skip
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("kind", OUTPUTS)
def test_whatever_a_value_holds_is_text_and_nothing_else(kind: str, tmp_path: Path) -> None:
    table = tmp_path / "rows.jsonl"
    table.write_text("".join(json.dumps({"a": f"<{each}>"}) + "\n" for each in NAUGHTY))
    letter = tmp_path / "letter.txt"
    letter.write_text("{{ a }}")
    out = tmp_path / f"out.{kind}".removesuffix(".folder")
    asked = ["batch", str(table), "--template", str(letter), "--out", str(out), "--workers", "1"]
    assert run(asked) == 0
    texts = texts_written(out)
    assert len(texts) == len(NAUGHTY)
    assert texts[0].strip() == "<{{ 7*7 }}>"
    assert not [written for written in texts if CONTROLS.search(written)]


@pytest.mark.parametrize("header", ["1,2", "1", "1.2.3,a", "0.,a", f"{'9' * 5_000},a", "a.1,a.b,a"])
def test_columns_that_are_called_by_numbers_are_no_accident(header: str, tmp_path: Path) -> None:
    table, letter = tmp_path / "rows.csv", tmp_path / "letter.txt"
    table.write_text(f"{header}\r\n,x,y\r\nx,y,z\r\nx\r\n")
    letter.write_text("{{ a|default('') }}")
    out = tmp_path / "out.jsonl"
    assert run(["batch", str(table), "--template", str(letter), "--out", str(out)]) in (0, 1, 4)


def test_a_control_code_that_joins_cells_is_taken_out_of_them_too(tmp_path: Path) -> None:
    table, letter = tmp_path / "rows.csv", tmp_path / "letter.txt"
    table.write_text("a,b\r\none\x1ftwo,three\r\n")
    letter.write_text("{{ a }} {{ b }}")
    out = tmp_path / "out.jsonl"
    assert run(["batch", str(table), "--template", str(letter), "--out", str(out)]) == 0
    assert texts_written(out) == ["onetwo three"]


def check(*arguments: str | Path) -> int:
    return run(["template", "check", *map(str, arguments)])


def test_template_check_lists_variables_and_what_rows_lack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("{{ name }}\n{% if city %}{{ city }}{% endif %}")
    table = write_table(tmp_path / "rows.csv", [
        {"name": "Anna", "city": "Rome"}, {"name": "", "city": "Turin"}, {"name": "V", "city": ""},
    ])  # fmt: skip
    assert check(letter) == 0
    assert capsys.readouterr().out.splitlines() == [
        "name  (needed; Line 1)", "city  (optional; Line 2)", "Nothing is wrong.",
    ]  # fmt: skip
    assert check(letter, table, "--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["rows"] == 3
    lacks = [(each["name"], each["rows"], each["first"], each["needed"]) for each in told["lacks"]]
    assert lacks == [
        ("name", 1, 3, True), ("city", 1, 4, False),
    ]  # fmt: skip


@pytest.mark.parametrize("attack", ["a long text", "half a template", "a class"])
def test_template_check_refuses_what_could_harm(
    attack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text(HOSTILE[attack])
    assert check(letter) == 4
    said = capsys.readouterr().err
    assert said.startswith(f"letterkit: {letter}: Line 1 of the template")
    assert "Traceback" not in said
