"""letterkit as a library: `letterkit.draft`, `letterkit.plan` and `letterkit.batch`."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import letterkit as library
from letterkit import api
from letterkit.domain.catalog import Catalog
from tests.builders import TODAY, case_data
from tests.commands import Command
from tests.test_validating import written

DAY = ("--today", str(TODAY))


@pytest.fixture
def with_bazaar(tmp_path: Path) -> Iterator[None]:
    """Somebody who has a marketplace of their own."""
    (tmp_path / "data" / "letterkit").mkdir(parents=True)
    written(tmp_path / "data" / "letterkit")
    # What there is is read once a process.
    api._catalog.cache_clear()  # noqa: SLF001
    yield
    api._catalog.cache_clear()  # noqa: SLF001


def test_a_draft_is_the_letter_that_the_command_prints(letterkit: Command, tmp_path: Path) -> None:
    example = letterkit("example", "--lang", "ka", *DAY).out
    (tmp_path / "case.toml").write_text(example, encoding="utf-8")
    drafted = library.draft(tmp_path / "case.toml", today=TODAY)
    assert letterkit("draft", "-", *DAY, stdin=example).out.strip() == drafted.text.strip()
    assert drafted.language == "ka"


def test_letter_language_and_limit_win_over_the_case(catalog: Catalog) -> None:
    data = case_data(catalog, "not-received", language="ru")
    drafted = library.draft(
        data, letter="ask-seller", language="it", to="ko", limit=400, today=TODAY
    )
    assert (drafted.letter, drafted.language, drafted.to) == ("ask-seller", "it", "ko")
    assert len(drafted.text) <= 400
    assert "주문" in drafted.text
    assert "ordine" in drafted.beside


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(library.LetterkitError) as caught:
        library.plan(tmp_path / "none.toml")
    assert caught.value.file == str(tmp_path / "none.toml")


def test_a_plan_names_the_letter_and_the_day(catalog: Catalog) -> None:
    plan = library.plan(case_data(catalog, "not-received"), today=TODAY)
    assert plan.letter == "open-dispute"
    assert plan.by is not None
    assert plan.by > TODAY


@pytest.mark.usefixtures("with_bazaar")
def test_a_marketplace_of_ones_own_is_known_to_all_three(catalog: Catalog) -> None:
    data = case_data(catalog, "not-received") | {"marketplace": "bazaar"}
    assert "I will ask Bazaar to decide." in library.draft(data, today=TODAY).text
    days = {deadline.day for deadline in library.plan(data, today=TODAY).deadlines}
    assert TODAY - timedelta(days=67) + timedelta(days=45) in days
    (outcome,) = library.batch([data], today=TODAY)
    assert "I will ask Bazaar to decide." in getattr(outcome, "text", "")


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="drfat"):
        library.drfat  # type: ignore[attr-defined]  # noqa: B018
