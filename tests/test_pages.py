"""The generated pages say what the code and the data say now."""

import os
import subprocess
from collections.abc import Callable

import pytest

from tests.markdown import ROOT
from tests.pages import made

MADE = made()


@pytest.mark.parametrize("name", MADE)
def test_a_generated_page_is_current(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == MADE[name], "make docs"


def test_no_page_of_rules_outlives_its_marketplace() -> None:
    written = {f"rules/{path.name}" for path in (ROOT / "docs" / "rules").iterdir()}
    assert written == {name for name in MADE if name.startswith("rules/")}


def test_every_key_of_a_case_file_is_explained() -> None:
    keys = MADE["case-file.md"].partition("## Answers of each problem")[0]
    rows = [line.strip("|").split("|") for line in keys.splitlines() if line.startswith("| `")]
    assert len(rows) > 50
    assert not [key for key, _, explained in rows if not explained.strip()]


def test_the_manual_page_can_be_shown(tool: Callable[[str], str]) -> None:
    command = [tool("man"), "--warnings", "-l", str(ROOT / "docs" / "letterkit.1")]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANPAGER": "cat"}
    shown = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert "letterkit batch" in shown.stdout
    assert shown.stderr == ""
