"""What holds for any answers a buyer could give."""

import re
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from letterkit.domain.catalog import Catalog
from letterkit.domain.question import Choice, FindingKind, Question
from letterkit.domain.text import plain, utf16_length
from letterkit.drafting import draft
from letterkit.errors.answers import LimitTooSmallError
from letterkit.files.cases import case_from_data
from letterkit.files.shipped import shipped_catalog
from tests.builders import LANGUAGES, MATTERS, TODAY, case_data, texts_in
from tests.examples import examples

CATALOG: Catalog = shipped_catalog()

# Anything a keyboard, a web page or an ill-wisher can put into a field, as the border lets it in.
words = st.text(min_size=1, max_size=40).map(plain).filter(bool)
days = st.integers(-400, 0).map(lambda days: TODAY + timedelta(days=days))
sums = st.tuples(st.integers(1, 10**7), st.sampled_from(["USD", "EUR", "KRW", "GEL", "RUB"])).map(
    lambda pair: f"{pair[0] / 100:.2f} {pair[1]}"
)


def picks(choices: tuple[Choice, ...]) -> st.SearchStrategy[list[str]]:
    ids = [choice.id for choice in choices]
    return st.lists(st.sampled_from(ids), min_size=1, unique=True)


def answers_to(question: Question) -> st.SearchStrategy[Any]:
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "text": words,
        "id-text": words,
        "date": days,
        "yes-no": st.booleans(),
        "number": st.integers(1, 10**6),
        "money": sums,
    }
    if question.kind == "one":
        return picks(question.choices).map(lambda ids: ids[0])
    return picks(question.choices) if question.kind == "list" else kinds[question.kind]


def rows_of(kind: FindingKind) -> st.SearchStrategy[dict[str, Any]]:
    values: dict[str, st.SearchStrategy[Any]] = {
        "text": words,
        "date": days,
        "country": st.sampled_from(["IT", "GE", "KR", "XX"]),
        "money": sums,
    }
    row: dict[str, st.SearchStrategy[Any]] = {"what": st.just(kind.id)}
    if kind.ask_part:
        row["part"] = words
    if kind.expected != "none":
        row["expected"] = values[kind.expected]
    if kind.found == "one":
        row["found"] = picks(kind.choices).map(lambda ids: ids[0])
    elif kind.found != "none":
        row["found"] = values[kind.found]
    return st.fixed_dictionaries(row)


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """A complete case: an example in which every answer is drawn anew."""
    problem, letter = draw(st.sampled_from(MATTERS))
    data = case_data(CATALOG, problem, letter, draw(st.sampled_from(LANGUAGES)))
    entry = CATALOG.problems[problem]
    data["order"] = data.get("order", {}) | {
        "number": draw(words),
        "item": draw(words),
        "tracking": draw(words),
        "ordered": draw(days),
        "protection_ends": TODAY + timedelta(days=draw(st.integers(0, 60))),
    }
    if "received" in data["order"]:
        order = data["order"]
        order["received"] = max(order["ordered"], order["received"])
    data["answers"] = {
        question.id.removeprefix("answers."): draw(answers_to(question))
        for question in entry.questions
    }
    if entry.findings:
        kinds = [CATALOG.findings[id] for id in entry.findings]
        rows = st.sampled_from(kinds).flatmap(rows_of)
        data["findings"] = draw(st.lists(rows, max_size=4))
    shows = st.one_of(st.sampled_from(entry.exhibits), words.map(lambda text: f"see {text}"))
    piece = st.fixed_dictionaries(
        {"kind": st.sampled_from(list(CATALOG.evidence_kinds)), "shows": shows}
    )
    data["evidence"] = draw(st.lists(piece, max_size=4))
    return data


def drafted(data: dict[str, Any], **how: Any) -> Any:
    return draft(case_from_data(data, CATALOG), CATALOG, today=TODAY, **how)


often = settings(
    max_examples=examples(150),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


@often
@given(cases())
def test_no_letter_has_a_gap_or_a_doubled_space(data: dict[str, Any]) -> None:
    letter = drafted(data)
    facts = sorted(texts_in(data), key=len, reverse=True)
    for text in (letter.text, letter.beside):
        assert "  " not in text
        for fact in facts:
            text = text.replace(fact, "x")
        assert not re.search(r"None|%\(|\(\)|\{\{", text), text


@often
@given(cases())
def test_facts_stand_as_they_were_entered(data: dict[str, Any]) -> None:
    letter = drafted(data)
    for text in (letter.text, letter.beside):
        if "order.number" in CATALOG.letters[data["letter"]].needs:
            assert data["order"]["number"] in text
            assert data["order"]["item"] in text
        tells_facts = any(p.name == "facts" for p in CATALOG.letters[data["letter"]].parts)
        for row in data.get("findings", []):
            if "part" in row and tells_facts:
                assert row["part"] in text


@often
@given(cases())
def test_both_columns_keep_step(data: dict[str, Any]) -> None:
    for paragraph in drafted(data).paragraphs:
        assert paragraph.text.count("\n") == paragraph.beside.count("\n")


def bare(text: str) -> str:
    """Return a letter without the exhibits that its lines name."""
    name = r"(?:Photo|Video|Screenshot|Document|Recording) \d+"
    return re.sub(rf" \({name}(?:, {name})*\)", "", text)


@often
@given(cases(), st.integers(300, 2500))
def test_a_limit_is_kept_and_nothing_is_lost(data: dict[str, Any], limit: int) -> None:
    whole = drafted(data)
    try:
        letter = drafted(data, limit=limit)
    except LimitTooSmallError:
        needed = "\n\n".join(p.text for p in whole.paragraphs if p.rank == 1)
        assert utf16_length(needed) > limit
        return
    assert utf16_length(letter.text) <= limit
    rest = "\n".join(paragraph.text for paragraph in letter.left_out)
    left = bare(f"{letter.text}\n{rest}")
    assert all(sentence in left for sentence in re.split(r"\n+|(?<=[.]) ", bare(whole.text)))


@often
@given(st.text(max_size=400))
def test_plain_text_has_no_control_code_and_is_plain_already(text: str) -> None:
    once = plain(text)
    assert plain(once) == once
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", once)
