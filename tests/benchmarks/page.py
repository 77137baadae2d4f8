"""Puts figures from standard input into docs/performance.md, with machine and date.

make figures
"""

import os
import platform
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parent.parent.parent / "docs" / "performance.md"
_FIGURES = re.compile(r"(<!-- elsewhere: make figures -->\n```text\n).*?(^```$)", re.M | re.S)


def machine() -> str:
    """Return what the figures were measured on, as far as it can be told."""
    name = platform.processor() or platform.machine()
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            name = line.partition(":")[2].strip()
            break
    return f"{os.cpu_count()} × {name}, {platform.system()}, Python {platform.python_version()}"


def with_figures(page: str, figures: str, *, measured_on: str) -> str:
    """Return the page with these figures in the place of those of before."""
    new = f"{measured_on}\n\n{figures.strip()}\n"
    return _FIGURES.sub(lambda match: f"{match[1]}{new}{match[2]}", page)


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


def main() -> None:
    figures = sys.stdin.read()
    if not figures.strip():
        sys.exit("Nothing was measured.")
    day = datetime.now(UTC).date()
    page = PAGE.read_text(encoding="utf-8")
    text = with_figures(page, figures, measured_on=f"{day}, {machine()}")
    PAGE.write_text(text, encoding="utf-8")
    print(figures, end="")


if __name__ == "__main__":
    main()
