"""Walks through the real app in a pty, in a home full of texts that command a terminal."""

import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from letterkit.domain.catalog import Catalog
from letterkit.store.store import Store, store_path
from tests.benchmarks.screen import environment
from tests.builders import case_data
from tests.payloads import Witness

QUIET = 0.04
PARTS = 7
"""Headings over the questions of a case, or more."""
AFTER_ESCAPE = 0.15
"""Seconds without output after which a key has been heeded."""
F = dict(enumerate(("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[15~", "\x1b[17~", "\x1b[18~",
                    "\x1b[19~", "\x1b[20~", "\x1b[21~"), start=1))  # fmt: skip
ENTER, ESCAPE, TAB = "\r", "\x1b", "\t"
DOWN, UP, PAGE = "\x1b[B", "\x1b[A", "\x1b[6~"
KEYS = (*F.values(), ENTER, ENTER, ESCAPE, TAB, TAB, DOWN, DOWN, UP, PAGE, "7", " ")

_TOLD = (
    "import sys; from textual.screen import Screen; from letterkit.__main__ import main\n"
    "log, resume = open(sys.argv.pop(1), 'a'), Screen._on_screen_resume\n"
    "def told(self, event):\n"
    "    print(type(self).__name__, file=log, flush=True); resume(self, event)\n"
    "Screen._on_screen_resume = told\n"
    "sys.argv[0] = 'letterkit'; sys.exit(main())\n"
)
"""letterkit, which writes down the screens that it shows."""


def hostile_data(text: str, catalog: Catalog) -> dict[str, Any]:
    """Return a case in which every text holds `text`."""
    data = case_data(catalog, language="ru") | {"marketplace": "hostile"}
    data["order"] |= {"number": f"8123{text}", "item": text, "tracking": f"LP00{text}"}
    data["buyer"] = {"name": text}
    data["words"] = {
        "text": f"Коробка {text} была мокрой.",
        "english": f"The box {text} was wet.",
        "language": "ru",
    }
    data["contacts"] = [{"by": "seller", "said": text, "words": text, "on": "2026-11-01"}]
    data["evidence"] = [{"kind": "photo", "shows": text}]
    built: dict[str, Any] = msgspec.to_builtins(data)
    return built


def hostile_home(home: Path, text: str, catalog: Catalog) -> str:
    """Make a home with a marketplace and a case that hold `text`; return the case's id."""
    folder = home / "data" / "letterkit" / "marketplaces"
    folder.mkdir(parents=True)
    config = home / "config" / "letterkit"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text('language = "en"\n')
    shipped = Path("letterkit/data/marketplaces/aliexpress.toml").read_text(encoding="utf-8")
    quoted = "".join(f"\\U{ord(sign):08x}" for sign in text)
    for key in ("name", "exact", "label", "page", "note"):
        shipped = shipped.replace(f'\n{key} = "', f'\n{key} = "{quoted}')
    (folder / "hostile.toml").write_text(shipped, encoding="utf-8")
    store = Store(store_path())
    summary = {"problem": "wrong-tracking", "item": text, "number": text}
    id = store.add(hostile_data(text, catalog), summary=summary).id
    store.close()
    return id


class Walk:
    """One run of the app, and what came of it."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self._log = home / "screens"
        self._log.touch()
        whole = {**environment(str(home)), "PYTHONPATH": str(Path.cwd())}
        # Nothing is sent where nobody agrees; without this, who could translate is not asked.
        del whole["LETTERKIT_NO_NETWORK"]
        self.app = Witness([sys.executable, "-c", _TOLD, str(self._log), *arguments], whole)

    @property
    def shown(self) -> list[str]:
        return self._log.read_text().split()

    @property
    def here(self) -> str:
        return self.shown[-1] if self.shown else ""

    def press(self, *keys: str) -> None:
        assert self.app.exit_code is None, self.app.written[-500:]
        for key in keys:
            # What follows Escape too soon is taken for a part of it.
            self.app.press((key,), AFTER_ESCAPE if key == ESCAPE else QUIET)

    def type(self, words: str) -> None:
        self.app.write(words)
        self.app.read(QUIET * 3)

    def wait_for(self, screen: str) -> None:
        end = time.monotonic() + 20
        while self.here != screen:
            self.app.read(QUIET)
            assert time.monotonic() < end, f"{screen} never came: {self.shown}"

    def back_to(self, screen: str) -> None:
        """Close what stands over a screen."""
        for _ in range(8):
            self.app.read(AFTER_ESCAPE)
            if self.here == screen:
                return
            # On a busy computer one Escape too many leads out of the case.
            self.press(ENTER if self.here == "HomeScreen" else ESCAPE)
        raise AssertionError(f"{screen} did not come back: {self.shown[-5:]}")

    def chosen(self, *words: str) -> None:
        """Choose from the menu, and then from the lists that come up."""
        self.press(F[10])
        for word in words:
            self.app.read(0.2)
            self.type(word)
            self.press(ENTER)
        self.app.read(0.2)


def walked_everywhere(home: Path, paste: str, *, questions: int) -> tuple[Walk, int | None]:
    """Show every screen and every view once, paste into each, and quit.

    `questions` are answered from the first on, and then the first under each heading.
    """
    walk = Walk(home)
    walk.app.wait_for("letters that get your money back")
    walk.app.read(0.3)
    walk.press(F[1], ESCAPE, F[3])
    walk.app.paste(paste, QUIET)
    walk.press(ESCAPE, F[10])
    walk.app.paste(paste, QUIET)
    walk.back_to("HomeScreen")
    walk.press(ENTER)
    walk.wait_for("CaseScreen")
    walk.app.read(0.3)
    walk.press(*(F[number] for number in (2, 3, 4, 5, 6)), PAGE, F[4], ENTER, DOWN, ENTER)
    walk.press(F[7])
    walk.back_to("CaseScreen")
    for words in (
        ("own words", "yourself"),
        ("own words", "translated", "libre"),
        ("save the ans",),
        ("copy the whole",),
        ("sent it",),
    ):
        walk.chosen(*words)
        walk.app.paste(paste, QUIET)
        walk.back_to("CaseScreen")
    walk.press(F[2])
    for step in (*[TAB] * questions, *[F[9]] * PARTS):
        _answer_here(walk, paste)
        walk.press(step)
    return walk, walk.app.quit()


def _answer_here(walk: Walk, paste: str) -> None:
    """Open a question if it opens, and paste into what is there."""
    walk.press(F[8])
    for _ in range(2):
        walk.app.read(AFTER_ESCAPE)
        if walk.here != "DayPicker":
            walk.press(ENTER)
    walk.app.paste(paste, QUIET)
    walk.back_to("CaseScreen")


def wandered(home: Path, keys: int, paste: str, *, seed: int) -> Walk:
    """Press keys at random, paste now and then, and end."""
    chance = Random(seed)  # noqa: S311 - any key will do
    walk = Walk(home)
    walk.app.wait_for("letters that get your money back")
    for _ in range(keys):
        if walk.app.exit_code is not None:
            # The menu can be left by its own door.
            break
        with suppress(OSError):
            if chance.random() < 0.05:
                walk.app.paste(paste, QUIET)
            walk.app.press((chance.choice(KEYS),), QUIET)
    walk.app.quit()
    return walk
