"""Every shipped data file and template, each a test of its own so that a failure names it."""

import re
import sys
from datetime import date
from pathlib import Path
from shutil import copy

import pytest

from letterkit.domain.asking import letters_for
from letterkit.domain.catalog import Catalog
from letterkit.domain.events import EVENTS, NAMES
from letterkit.domain.question import Choice, Question
from letterkit.errors.files import ShippedDataError
from letterkit.files.shipped import PACKAGE, folder, shipped_catalog
from letterkit.files.shipped_toml import read_toml
from letterkit.files.validating import findings_in
from letterkit.rendering.environment import environment_for
from tests.builders import LANGUAGES

DATA = PACKAGE / "data"
PROBLEMS = sorted(path.stem for path in (DATA / "problems").glob("*.toml"))
MARKETPLACES = sorted(path.stem for path in (DATA / "marketplaces").glob("*.toml"))
LETTERS = sorted(path.parent.name for path in folder("templates").glob("letters/*/letter.toml"))
FIELD = re.compile(r"%\((\w+)\)s")


def questions_of(problem: str, catalog: Catalog) -> dict[str, Question]:
    return {**catalog.questions, **{q.id: q for q in catalog.problems[problem].questions}}


def choices_of(problem: str, catalog: Catalog) -> list[Choice]:
    return [choice for q in catalog.problems[problem].questions for choice in q.choices]


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_problem_names_only_what_exists(problem: str, catalog: Catalog) -> None:
    entry = catalog.problems[problem]
    questions = questions_of(problem, catalog)
    for key in (*entry.needs, *entry.asks):
        assert key in questions, key
    for choice in choices_of(problem, catalog):
        for key in (*choice.needs, *choice.asks):
            assert key in questions, key
    assert set(entry.findings) <= set(catalog.findings)
    assert set(entry.exhibits) <= set(catalog.exhibits)
    assert entry.goods in ("here", "missing")


@pytest.mark.parametrize("problem", PROBLEMS)
def test_an_answers_name_hides_no_fact_of_the_order(problem: str, catalog: Catalog) -> None:
    facts = {
        "number", "item", "paid", "ordered", "ordered_on", "shipped_on", "promised",
        "received_on", "protection_ends_on", "tracking", "amount", "days", "country",
        "marketplace", "category", "reply_by", "promise_broken", "contacts", "demand",
        "exhibits", "findings", "reasons",
    }  # fmt: skip
    names = {q.id.removeprefix("answers.") for q in catalog.problems[problem].questions}
    assert not names & facts


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_choice_says_nothing_that_it_does_not_ask_for(problem: str, catalog: Catalog) -> None:
    keys = {"tracking": "order.tracking", "item": "order.item", "paid": "order.paid"}
    needed = set(catalog.problems[problem].needs)
    for choice in choices_of(problem, catalog):
        assert choice.says, choice.id
        for field in FIELD.findall(choice.says):
            assert keys[field] in {*needed, *choice.needs}, choice.id


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_question_of_a_problem_is_asked(problem: str, catalog: Catalog) -> None:
    entry = catalog.problems[problem]
    asked = {*entry.needs, *entry.asks}
    for choice in choices_of(problem, catalog):
        asked |= {*choice.needs, *choice.asks}
    assert {question.id for question in entry.questions} <= asked


@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_names_only_what_exists(letter: str, catalog: Catalog) -> None:
    entry = catalog.letters[letter]
    assert set(entry.problems) <= set(catalog.problems)
    assert {*entry.needs, *entry.asks} <= set(catalog.questions)
    assert {*entry.exhibits, *(id for group in entry.proof for id in group)} <= set(
        catalog.exhibits
    )
    places = [entry.venue] if entry.venue else catalog.marketplaces
    assert any(catalog.marketplaces[id].has_form(entry.form) for id in places)


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_part_of_a_letter_has_its_block(problem: str, letter: str, catalog: Catalog) -> None:
    environment = environment_for(catalog)
    names = (f"letters/{letter}/letter.j2", f"problems/{problem}.j2", "letters/common.j2")
    blocks = {block for name in names for block in environment.get_template(name).blocks}
    assert {part.name for part in catalog.letters[letter].parts} <= blocks


@pytest.mark.parametrize("letter", LETTERS)
def test_order_problem_and_demand_are_the_last_to_go(letter: str, catalog: Catalog) -> None:
    ranks = {part.name: part.rank for part in catalog.letters[letter].parts}
    last = {"identifiers", "problem", "demand"} & set(ranks)
    assert {name for name, rank in ranks.items() if rank == 1} == last


@pytest.mark.parametrize("marketplace", MARKETPLACES)
def test_a_marketplace_file_is_valid(marketplace: str, catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "marketplaces").mkdir()
    copy(DATA / "marketplaces" / f"{marketplace}.toml", tmp_path / "marketplaces")
    findings = findings_in(tmp_path, catalog, today=max(days_read(catalog)))
    assert [f"{finding.key}: {finding}" for finding in findings] == []


def days_read(catalog: Catalog) -> list[date]:
    return [rule.read for entry in catalog.marketplaces.values() for rule in entry.rules]


@pytest.mark.parametrize("marketplace", MARKETPLACES)
def test_a_marketplace_has_its_own_word_for_every_problem_it_takes(
    marketplace: str, catalog: Catalog
) -> None:
    entry = catalog.marketplaces[marketplace]
    for letter in catalog.letters.values():
        if letter.names_category and entry.has_form(letter.form):
            assert all(entry.category(problem) for problem in letter.problems)


@pytest.mark.parametrize("advice", list(shipped_catalog().advice))
def test_advice_names_only_what_exists(advice: str, catalog: Catalog) -> None:
    entry = catalog.advice[advice]
    assert entry.kind in ("trap", "tip")
    assert set(entry.stages) <= set(catalog.stages)
    assert set(entry.problems) <= set(catalog.problems)
    assert set(entry.letters) <= set(catalog.letters)
    assert set(entry.offers) <= set(catalog.offers)
    assert set(entry.findings) <= set(catalog.findings)
    assert set(entry.demands) <= set(catalog.demands)
    assert set(entry.lacks) <= set(catalog.exhibits)
    statements = {said.id for side in catalog.sides.values() for said in side.statements}
    assert set(entry.said) <= statements
    assert set(entry.methods) <= {c.id for c in catalog.questions["payment.method"].choices}
    if entry.rule:
        marketplace, _, rule = entry.rule.partition("/")
        assert rule in {each.id for each in catalog.marketplaces[marketplace].rules}


def test_steps_venues_and_deadlines_name_only_what_exists(catalog: Catalog) -> None:
    for step in catalog.steps.values():
        assert step.letter in {"", *catalog.letters}, step.id
        assert set(step.deadlines) <= set(catalog.deadlines), step.id
    for venue in catalog.venues.values():
        assert venue.letter in catalog.letters, venue.id
        assert set(venue.deadlines) <= set(catalog.deadlines), venue.id
        assert set(venue.stages) <= set(catalog.stages), venue.id
    for kind in catalog.deadlines.values():
        assert set(kind.stages) <= set(catalog.stages), kind.id
    assert set(EVENTS) == set(NAMES) - {"rule-read"}


def test_the_dispute_form_has_its_five_fields_in_order(catalog: Catalog) -> None:
    assert [field.exact for field in catalog.marketplaces["aliexpress"].form("dispute").fields] == [
        "Did you receive your goods?",
        "Please tell us your solution",
        "Do you want to ship the goods back?",
        "Please write your request detail",
        "Please Upload Attachments",
    ]


@pytest.mark.parametrize("kind", ["demands", "findings", "exhibits"])
def test_ids_of_what_may_also_be_words_look_like_ids(kind: str, catalog: Catalog) -> None:
    for id in getattr(catalog, kind):
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", id)


def test_a_misspelt_key_in_a_data_file_is_named_with_the_file(tmp_path: Path) -> None:
    (tmp_path / "problems").mkdir()
    path = tmp_path / "problems" / "lost.toml"
    path.write_text('labell = "Lost"\ngoods = "missing"\n')
    with pytest.raises(ShippedDataError) as caught:
        shipped_catalog(data=tmp_path).problems["lost"]
    assert str(path) in str(caught.value)
    assert "labell" in str(caught.value)


def test_a_broken_data_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "problems").mkdir()
    (tmp_path / "problems" / "lost.toml").write_text("label = ")
    with pytest.raises(ShippedDataError, match=r"lost\.toml"):
        shipped_catalog(data=tmp_path).problems["lost"]


def test_an_edited_template_shows_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.j2").write_text("{% block b %}first{% endblock %}")
    assert "first" in shipped_catalog(templates=tmp_path).templates["a.j2"]
    environment_for(shipped_catalog(templates=tmp_path)).get_template("a.j2")
    (tmp_path / "a.j2").write_text("{% block b %}second{% endblock %}")
    template = environment_for(shipped_catalog(templates=tmp_path)).get_template("a.j2")
    assert template.render() == "second"


def test_nothing_in_a_pick_list_waits_for_a_value(catalog: Catalog) -> None:
    choices = [
        *(choice for problem in catalog.problems for choice in choices_of(problem, catalog)),
        *(reason for demand in catalog.demands.values() for reason in demand.reasons),
        *(choice for entries in catalog.decisions.values() for choice in entries.values()),
    ]
    shown = [choice.label or choice.says for choice in choices]
    shown += [offer.label or offer.reported for offer in catalog.offers.values()]
    shown += [said.label for side in catalog.sides.values() for said in side.statements]
    assert [text for text in shown if FIELD.search(text)] == []


@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_problem_has_a_letter_that_fits(problem: str, catalog: Catalog) -> None:
    assert letters_for(problem, catalog, "aliexpress")


def test_every_demand_can_be_made_somewhere(catalog: Catalog) -> None:
    for demand in catalog.demands.values():
        assert set(demand.letters) <= set(catalog.letters)
        assert set(demand.problems) <= set(catalog.problems)


def test_an_edited_data_file_shows_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "a.toml"
    for size, word in enumerate(("first", "second", "third"), start=1):
        path.write_text(f'label = "{word * size}"')
        read_toml.cache_clear()
        assert read_toml(path) == {"label": word * size}
        read_toml.cache_clear()
        assert read_toml(path) == {"label": word * size}


def test_a_data_file_is_kept_decoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    path = tmp_path / "a.toml"
    path.write_text("day = 2026-11-22")
    assert read_toml(path)["day"] == date(2026, 11, 22)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    read_toml.cache_clear()
    assert read_toml(path)["day"] == "2026-11-22"
    kept.write_bytes(b"damaged")
    read_toml.cache_clear()
    assert read_toml(path)["day"] == date(2026, 11, 22)


@pytest.mark.parametrize("marketplace", ["aliexpress", "amazon", "dhgate", "ebay", "etsy",
                                         "paypal", "temu"])  # fmt: skip
def test_what_a_page_calls_its_stages_is_known_or_said_to_be_unknown(
    marketplace: str, catalog: Catalog
) -> None:
    entry = catalog.marketplaces[marketplace]
    says_so = "What the page calls the stages of a case." in entry.unknown
    assert bool(entry.stages) != says_so


def test_sides_and_statements_name_only_problems_that_exist(catalog: Catalog) -> None:
    for side in catalog.sides.values():
        named = {problem for said in side.statements for problem in said.problems}
        assert {*named, *side.problems} <= set(catalog.problems), side.id


def lists_to_pick_from(catalog: Catalog) -> dict[str, list[str]]:
    """Return the texts of each list, by what it is about."""
    asked = [*catalog.questions.values(), *(q for p in PROBLEMS for q in own_questions(p, catalog))]
    lists = {f"{q.ask} {q.why}": [c.label or c.says for c in q.choices] for q in asked}
    for demand in catalog.demands.values():
        lists[demand.id] = [reason.label or reason.says for reason in demand.reasons]
    for side in catalog.sides.values():
        lists[side.id] = [said.label for said in side.statements]
    for name, entries in catalog.decisions.items():
        lists[name] = [choice.label or choice.says for choice in entries.values()]
    lists["offers"] = [offer.label or offer.reported for offer in catalog.offers.values()]
    lists["findings"] = [finding.label for finding in catalog.findings.values()]
    return lists


def own_questions(problem: str, catalog: Catalog) -> tuple[Question, ...]:
    return catalog.problems[problem].questions


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_whole_sentences_in_a_list_end_in_a_full_stop_and_others_in_none(
    language: str, catalog: Catalog
) -> None:
    say = catalog.languages[language].gettext
    for about, texts in lists_to_pick_from(catalog).items():
        wanted = [text[0].isupper() for text in texts]
        assert [say(text).endswith((".", "?")) for text in texts] == wanted, about
        assert len(set(wanted)) < 2, about
