"""A thousand sizes, and many names of terminals."""

from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from tests.kept import keep
from tests.test_sizes import fault_at_the_end_of, open_app, resized, sizes

TERMS = ("xterm", "xterm-kitty", "alacritty", "linux", "vt52", "vt100", "vt220", "ansi", "cygwin",
         "screen", "tmux-256color", "rxvt", "emacs", "unknown", "", "x" * 300, "../../etc", "ქართ",
         "%s%n")  # fmt: skip
SIZES = 1_000


def test_a_thousand_sizes(tmp_path: Path, catalog: Catalog) -> None:
    app = open_app(tmp_path, keep(catalog, language="ka"))
    resized(app, sizes(SIZES, seed=2), 0.01)
    app.resize(120, 40)
    app.read(1)
    print(f"{SIZES} sizes, {len(app.written)} bytes")
    assert not fault_at_the_end_of(app)


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("locale", ["C", "POSIX", "ko_KR.EUC-KR", "xx"])
def test_terminals_of_any_name(term: str, locale: str, tmp_path: Path, catalog: Catalog) -> None:
    app = open_app(tmp_path, keep(catalog, language="ka"), TERM=term, LC_ALL=locale)
    assert not fault_at_the_end_of(app)
