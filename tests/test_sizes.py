"""The app in windows of every size, and in terminals that call themselves oddly.

The long form, a thousand sizes and more names, stands in tests/torture.
"""

import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from letterkit.domain.catalog import Catalog
from tests.benchmarks.screen import environment
from tests.kept import keep
from tests.payloads import Witness
from tests.walks import DOWN, TAB, F

EDGES = ((1, 1), (300, 100), (1, 100), (300, 1), (2, 2), (49, 9), (50, 10), (99, 24), (80, 24))
NAIVE = (
    "import shutil, signal, sys, textwrap, time\n"
    "def draw(*_):\n"
    "    width, height = shutil.get_terminal_size()\n"
    "    lines = textwrap.wrap('What went wrong? ' * 9, width - 4)\n"
    "    print('\\n'.join(lines[:height]), flush=True)\n"
    "signal.signal(signal.SIGWINCH, draw); draw(); print('READY', flush=True); time.sleep(60)\n"
)
"""A screen with a margin, as it is first written."""


def sizes(count: int, *, seed: int) -> list[tuple[int, int]]:
    chance = Random(seed)  # noqa: S311 - any size will do
    rest = ((chance.randint(1, 300), chance.randint(1, 100)) for _ in range(count - len(EDGES)))
    return [*EDGES, *rest]


def resized(app: Witness, all_sizes: Iterable[tuple[int, int]], pause: float) -> None:
    for number, size in enumerate(all_sizes):
        app.resize(*size)
        app.read(pause)
        app.press([F[number % 5 + 2] if number % 3 else (TAB, DOWN)[number % 2]], pause)
        if app.exit_code is not None:
            break


def open_app(home: Path, id: str, **variables: str) -> Witness:
    whole = {**environment(str(home)), **variables}
    app = Witness([sys.executable, "-m", "letterkit", "open", id, "--lang", "ka"], whole)
    app.wait_for("81234567890")
    return app


def fault_at_the_end_of(app: Witness) -> str:
    """Quit, and return what was wrong; empty if nothing was."""
    code = app.quit()
    return "" if code == 0 else f"{code}: {bytes(app.written[-600:])!r}"


def test_it_lives_through_windows_of_every_size(tmp_path: Path, catalog: Catalog) -> None:
    app = open_app(tmp_path, keep(catalog, language="ka"))
    resized(app, sizes(40, seed=1), 0.02)
    app.resize(120, 40)
    app.read(0.5)
    assert not fault_at_the_end_of(app)


def test_a_screen_as_it_is_first_written_does_not(tmp_path: Path) -> None:
    app = Witness([sys.executable, "-c", NAIVE], environment(str(tmp_path)))
    app.wait_for("READY")
    resized(app, EDGES, 0.1)
    app.read(0.5)
    app.close()
    assert b"Traceback" in app.written


@pytest.mark.parametrize(
    ("term", "locale"), [("", "C"), ("no-such-terminal", "C"), ("screen-256color", "ka_GE.UTF-8")]
)
def test_it_works_in_a_terminal_of_any_name_and_in_any_locale(
    term: str, locale: str, tmp_path: Path, catalog: Catalog
) -> None:
    app = open_app(tmp_path, keep(catalog, language="ka"), TERM=term, LC_ALL=locale, LANG=locale)
    assert not fault_at_the_end_of(app)
