"""What `letterkit validate` finds in marketplace files, and marketplaces that users add."""

from datetime import date, timedelta
from pathlib import Path
from shutil import copytree

import pytest

from letterkit.domain.catalog import Catalog
from letterkit.drafting import draft
from letterkit.errors import LetterkitError
from letterkit.errors.files import UnreadableFileError
from letterkit.files.cases import case_from_data
from letterkit.files.shipped import PACKAGE, folder, shipped_catalog
from letterkit.files.validating import findings_in, findings_in_guides, findings_in_shipped
from letterkit.planning import plan
from tests.builders import TODAY, case_data

BAZAAR = """
name = "Bazaar"
zone = "Asia/Shanghai"

[[sources]]
id = "help"
title = "Help page of Bazaar"

[[rules]]
id = "dispute-within-45"
about = "open-dispute"
bound = "latest"
value = 45
unit = "days"
counted_from = "shipped"
source = "help"
read = 2026-11-01
confidence = "A"

[[rules]]
id = "seller-answers-4"
about = "seller-answers"
bound = "usual"
value = 4
unit = "days"
counted_from = "last-message"
source = "help"
read = 2026-11-01
confidence = "A"

[[forms]]
id = "dispute"
exact = "Complain"
reply_rule = "seller-answers-4"

[[forms.fields]]
exact = "Your text"
kind = "text"
fact = "letter"
limit = 900

[[categories]]
problem = "not-received"
exact = "Parcel lost"
"""


def written(folder: Path, text: str = BAZAAR, name: str = "bazaar") -> Path:
    (folder / "marketplaces").mkdir(exist_ok=True)
    (folder / "marketplaces" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_marketplace_is_added_by_adding_a_file(tmp_path: Path) -> None:
    catalog = shipped_catalog(own=written(tmp_path))
    data = case_data(catalog, "not-received", "open-dispute") | {"marketplace": "bazaar"}
    case = case_from_data(data, catalog)
    drafted = draft(case, catalog, today=TODAY)
    assert 'Reason for the dispute: "Parcel lost".' in drafted.text
    assert "I will ask Bazaar to decide." in drafted.text
    assert (drafted.form, drafted.fields[0].limit) == ("Complain", 900)
    day = TODAY - timedelta(days=67) + timedelta(days=45)
    made = plan(case, catalog, today=TODAY)
    assert day in {each.day for each in made.deadlines if each.about == "open-dispute"}


def test_a_users_marketplace_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    catalog = shipped_catalog(own=written(tmp_path, name="ebay"))
    assert catalog.marketplaces["ebay"].name == "Bazaar"
    assert catalog.marketplaces["aliexpress"].name == "AliExpress"


def test_a_sound_file_has_no_finding(tmp_path: Path, catalog: Catalog) -> None:
    assert list(findings_in(written(tmp_path), catalog, today=TODAY)) == []


@pytest.mark.parametrize(
    ("right", "wrong", "key"),
    [
        ('name = "Bazaar"', 'nme = "Bazaar"', "nme"),
        ('zone = "Asia/Shanghai"', 'zone = "Asia/Shangri-La"', "zone"),
        ('about = "open-dispute"', 'about = "open-disput"', "rules[0].about"),
        ('bound = "latest"', 'bound = "lastest"', "rules[0].bound"),
        ("value = 45", "value = -45", "rules[0].value"),
        ("value = 45", 'value = "45"', "rules[0].value"),
        ('unit = "days"', 'unit = "business-days"', "rules[0].calendar"),
        (
            'unit = "days"',
            'unit = "business-days"\ncalendar = "XX"',
            "rules[0].calendar",
        ),
        ('name = "Bazaar"', 'id = "market"\nname = "Bazaar"', "id"),
        ('unit = "days"', 'unit = "weeks"', "rules[0].unit"),
        ('counted_from = "shipped"', 'counted_from = "shiped"', "rules[0].counted_from"),
        ('source = "help"', 'source = "hlep"', "rules[0].source"),
        ("read = 2026-11-01", "", "rules[0].read"),
        ('confidence = "A"', 'confidence = "sure"', "rules[0].confidence"),
        ('id = "seller-answers-4"', 'id = "dispute-within-45"', "rules[0].id"),
        ('id = "dispute"\n', 'id = "quarrel"\n', "forms[0].id"),
        ('reply_rule = "seller-answers-4"', 'reply_rule = "x"', "forms[0].reply_rule"),
        ('kind = "text"', 'kind = "prose"', "forms[0].fields[0].kind"),
        ('fact = "letter"', 'fact = "goods"', "forms[0].fields"),
        ('problem = "not-received"', 'problem = "lost"', "categories[0].problem"),
    ],
)
def test_a_finding_names_file_and_key(
    right: str, wrong: str, key: str, tmp_path: Path, catalog: Catalog
) -> None:
    assert right in BAZAAR
    own = written(tmp_path, BAZAAR.replace(right, wrong, 1))
    findings = list(findings_in(own, catalog, today=TODAY))
    assert key in {finding.key for finding in findings}
    assert {Path(finding.file).name for finding in findings} == {"bazaar.toml"}
    with pytest.raises(LetterkitError) as caught:
        _ = shipped_catalog(own=own).marketplaces["bazaar"]
    assert caught.value.file.endswith("bazaar.toml")
    assert caught.value.key == findings[0].key


def test_names_hold_whatever_they_hold_and_a_category_can_be_missing(tmp_path: Path) -> None:
    text = BAZAAR.replace("Bazaar", "Shop 100% fun").replace("Parcel lost", "50% or %(more)s lost")
    catalog = shipped_catalog(own=written(tmp_path, text))
    for problem in ("not-received", "defective"):
        data = case_data(catalog, problem, "open-dispute") | {"marketplace": "bazaar"}
        case = case_from_data(data, catalog)
        assert plan(case, catalog, today=TODAY).marketplace == "bazaar"
        assert "Shop 100% fun" in draft(case, catalog, today=TODAY).text


def test_a_guide_that_names_no_rule_and_one_without_a_row_are_found(tmp_path: Path) -> None:
    templates = copytree(folder("templates"), tmp_path / "templates")
    (templates / "guides" / "more.j2").write_text("More")
    (templates / "guides" / "dispute.j2").write_text('{{ span("aliexpress/no-such-rule") }}')
    found = list(findings_in_guides(shipped_catalog(templates=templates)))
    assert {finding.file for finding in found} == {"guides/more.j2", "guides/dispute.j2"}
    assert list(findings_in_guides(shipped_catalog())) == []


def test_a_file_that_is_no_toml_is_a_finding_with_its_line(
    tmp_path: Path, catalog: Catalog
) -> None:
    (finding,) = findings_in(written(tmp_path, 'name = "Bazaar\n'), catalog, today=TODAY)
    assert finding.facts["line"] == 1
    assert not finding.is_warning


def test_a_rule_that_was_read_over_a_year_ago_is_flagged(tmp_path: Path, catalog: Catalog) -> None:
    later = date(2027, 11, 2)
    findings = list(findings_in(written(tmp_path), catalog, today=later))
    assert [finding.key for finding in findings] == ["rules[0]", "rules[1]"]
    assert all(finding.is_warning for finding in findings)


@pytest.mark.parametrize("name", ["missing", "empty"])
def test_a_folder_with_nothing_to_check_is_an_error(
    name: str, tmp_path: Path, catalog: Catalog
) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UnreadableFileError):
        list(findings_in(tmp_path / name, catalog, today=TODAY))


def test_a_faulty_shipped_file_is_named(tmp_path: Path) -> None:
    copytree(PACKAGE / "data", tmp_path / "data")
    path = tmp_path / "data" / "problems" / "defective.toml"
    path.write_text(path.read_text().replace("rank = ", "rnak = ", 1))
    (finding,) = findings_in_shipped(shipped_catalog(data=tmp_path / "data"))
    assert "defective.toml" in str(finding)
    assert "rnak" in str(finding)


def test_a_problem_without_words_to_find_it_by_is_a_finding(tmp_path: Path) -> None:
    copytree(PACKAGE / "data", tmp_path / "data")
    path = tmp_path / "data" / "problems" / "defective.toml"
    path.write_text(path.read_text().replace("search = ", "# ", 1))
    (finding,) = findings_in_shipped(shipped_catalog(data=tmp_path / "data"))
    assert "search" in str(finding)
