"""Nothing in a case, a file or the clipboard commands the terminal of who opens it.

Every byte that the app writes to its terminal is looked at. The long form, each payload alone and
thousands of keys, stands in tests/torture.
"""

from pathlib import Path

from letterkit.domain.catalog import Catalog
from tests.benchmarks.screen import environment
from tests.payloads import MARKUP, NAIVE, PAYLOADS, Witness, raw_in
from tests.walks import hostile_home, walked_everywhere

ALL = "".join(PAYLOADS.values()) + MARKUP
SCREENS = {"CaseScreen", "EnglishScreen", "HelpScreen", "HomeScreen", "LineScreen", "Picker",
           "RowEditor"}  # fmt: skip
"""All but two, which show nothing of a case: the first start and the calendar."""


def test_no_byte_of_any_payload_reaches_the_terminal_on_any_screen(
    tmp_path: Path, catalog: Catalog
) -> None:
    hostile_home(tmp_path, ALL, catalog)
    walk, exit_code = walked_everywhere(tmp_path, ALL, questions=2)
    assert raw_in(bytes(walk.app.written)) == []
    assert set(walk.shown) >= SCREENS
    assert exit_code == 0


def test_an_app_that_shows_texts_as_they_are_is_caught(tmp_path: Path) -> None:
    app = Witness(NAIVE, {**environment(str(tmp_path)), "PYTHONPATH": str(Path.cwd())})
    app.wait_for("READY")
    app.close()
    assert len(raw_in(bytes(app.written))) >= 9
