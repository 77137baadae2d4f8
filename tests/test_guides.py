"""Guidance: every topic in every language, its numbers those of the data."""

import re
from copy import copy
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from msgspec.structs import replace

from letterkit.domain.catalog import Catalog
from letterkit.domain.guide import guides_for
from letterkit.errors.names import UnknownIdError
from letterkit.files.cases import case_from_data
from letterkit.files.shipped import folder, shipped_catalog
from letterkit.presenting.source_text import sources_in_words
from letterkit.presenting.voice import Voice
from letterkit.rendering import formats
from letterkit.rendering.guides import guide_in
from tests.builders import LANGUAGES

CATALOG = shipped_catalog()
GUIDES = list(CATALOG.guides)
ALL = [(id, language) for id in GUIDES for language in ("en", *LANGUAGES)]


def test_every_topic_has_its_text_and_every_text_its_topic() -> None:
    texts = {path.stem for path in (folder("templates") / "guides").glob("*.j2")}
    assert texts == set(GUIDES)


@pytest.mark.parametrize(("guide", "language"), ALL)
def test_a_guide_is_whole(guide: str, language: str, catalog: Catalog) -> None:
    made = guide_in(guide, catalog, language)
    assert made.title
    assert len(made.blocks) > 5
    for block in made.blocks:
        assert not re.search(r"None|%\(|\{|\}|  | [.,:;](?!\d)", block.text), block.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_never_mixes_two_languages(guide: str, language: str, catalog: Catalog) -> None:
    english = {block.text for block in guide_in(guide, catalog, "en").blocks}
    for block in guide_in(guide, catalog, language).blocks:
        assert block.text not in english or block.text == "PayPal"
        bare = re.sub(r"[«“„‘].*?[»”“’]", "", block.text)
        assert not re.search(r"\b(the|and|your|with|seller|parcel)\b", bare), block.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_has_the_same_blocks_in_every_language(
    guide: str, language: str, catalog: Catalog
) -> None:
    kinds = [block.kind for block in guide_in(guide, catalog, "en").blocks]
    assert [block.kind for block in guide_in(guide, catalog, language).blocks] == kinds


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_names_the_same_numbers_in_every_language(
    guide: str, language: str, catalog: Catalog
) -> None:
    def numbers(code: str) -> list[str]:
        text = " ".join(block.text for block in guide_in(guide, catalog, code).blocks)
        return sorted(set(re.findall(r"\d{2,}", text)))

    # A month is a word in some languages and a number in Korean.
    assert numbers(language) == numbers("en")


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_a_changed_number_changes_the_guide(language: str, catalog: Catalog) -> None:
    changed = copy(catalog)
    ali = catalog.marketplaces["aliexpress"]
    rules = tuple(
        replace(rule, value=23) if rule.id == "dispute-after-6" else rule for rule in ali.rules
    )
    changed.marketplaces = {**catalog.marketplaces, "aliexpress": replace(ali, rules=rules)}
    text = " ".join(block.text for block in guide_in("dispute", changed, language).blocks)
    assert "23" in text
    before = " ".join(block.text for block in guide_in("dispute", catalog, language).blocks)
    assert "23" not in before


def test_labels_stand_in_english_beside_the_local_ones(catalog: Catalog) -> None:
    for language in LANGUAGES:
        text = " ".join(block.text for block in guide_in("dispute", catalog, language).blocks)
        local = catalog.languages[language].gettext("Open Dispute")
        assert "Open Dispute" in text
        assert local in text
        assert local != "Open Dispute"


def topics_of(
    catalog: Catalog, problem: str, stage: str, letter: str = "", **changes: Any
) -> tuple[str, ...]:
    case = case_from_data({"problem": problem, "order": {"tracking": "LP1"}, **changes}, catalog)
    return guides_for(case, catalog.guides.values(), stage=stage, letter=letter)


def test_a_case_is_shown_the_topics_of_its_problem_first(catalog: Catalog) -> None:
    topics = topics_of(catalog, "wrong-tracking", "not-contacted")
    assert topics[0] in ("tricks", "tracking")
    assert "seller-message" in topics
    assert topics_of(catalog, "account-blocked", "account-blocked") == ("account",)


def test_a_letter_about_a_topic_of_its_own_brings_it_first(catalog: Catalog) -> None:
    assert topics_of(catalog, "damaged", "not-contacted", "extension")[0] == "extension"
    assert topics_of(catalog, "refund-missing", "refund-approved", "chase-refund")[0] == "refunds"


def test_who_has_no_tracking_number_is_not_told_about_them(catalog: Catalog) -> None:
    assert "tracking" not in topics_of(catalog, "not-received", "not-contacted", order={})


def test_every_topic_but_prevention_is_needed_somewhere(catalog: Catalog) -> None:
    needed = {
        topic
        for problem in catalog.problems
        for stage in catalog.stages
        for topic in topics_of(catalog, problem, stage)
    }
    assert set(catalog.guides) - needed == {"prevention"}


@pytest.mark.parametrize("guide", GUIDES)
def test_stages_and_problems_of_a_topic_exist(guide: str, catalog: Catalog) -> None:
    kind = catalog.guides[guide]
    assert set(kind.stages) <= set(catalog.stages)
    assert set(kind.problems) <= set(catalog.problems)


def test_a_rule_that_does_not_exist_is_an_error_and_no_gap(tmp_path: Path) -> None:
    copytree(folder("templates"), tmp_path / "templates")
    path = tmp_path / "templates" / "guides" / "returns.j2"
    path.write_text(path.read_text().replace("return-within-10", "return-within-1O"))
    with pytest.raises(UnknownIdError) as caught:
        guide_in("returns", shipped_catalog(templates=tmp_path / "templates"), "en")
    assert caught.value.nearest == "return-within-10"


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize("guide", GUIDES)
def test_the_sources_of_a_guide_are_told_by_title_and_day_without_ids(
    guide: str, language: str, catalog: Catalog
) -> None:
    found = guide_in(guide, catalog, language)
    told = sources_in_words(found, Voice(catalog, language))
    assert len(set(told)) == len(told)
    assert bool(told) == bool(found.sources)
    for source in found.sources:
        day = formats.day(source.read, language)
        assert any(each.startswith(source.title) and day in each for each in told)
        assert source.rule not in " ".join(told)
