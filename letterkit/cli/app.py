"""`letterkit` alone: the app, or the conversation where a screen is of no use."""

import gc
import os
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from letterkit.cli.arguments import argparse_speaking, parser_for
from letterkit.cli.desk import Desk
from letterkit.cli.output import forget_output, remark
from letterkit.errors import LetterkitError
from letterkit.files.own import VISITOR_FOLDER

if TYPE_CHECKING:
    from letterkit.store.store import Store


def run(desk: Desk) -> int:
    """Open the app; without a terminal, show the help."""
    if _is_in_a_browser():
        with ExitStack() as ending:
            return _use(desk, ending)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        with argparse_speaking(desk.language):
            parser_for(desk.say).print_help()
        return 2
    if desk.arguments.plain or os.environ.get("TERM") == "dumb":
        from letterkit.cli import conversation

        with ExitStack() as ending:
            store, failure = _store(ending)
            return conversation.run(desk, store, failure)
    with ExitStack() as ending:
        return _use(desk, ending)


def _is_in_a_browser() -> bool:
    """Whether `letterkit serve` has started this process for a page."""
    return os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def _use(desk: Desk, ending: ExitStack) -> int:
    # What a thousand cases take is no garbage: the app looks for it from its first frame on.
    gc.set_threshold(500_000)
    # Only the app pays for the app.
    from letterkit.files.settings import read_settings
    from letterkit.tui.app import HUNG_UP, LetterkitApp

    store, failure = _store(ending)
    name: str | None = getattr(desk.arguments, "case", None)
    is_file = name is not None and Path(name).exists()
    app = LetterkitApp(
        desk.catalog,
        store,
        read_settings(),
        language=desk.language,
        today=desk.today,
        is_offline=desk.is_offline,
        is_visitor=VISITOR_FOLDER in os.environ,
        failure=failure,
        file=Path(name) if name and is_file else None,
        case=None if is_file else name,
    )
    app.run()
    if not app.return_code:
        # After anything else the next start offers the case that stood open.
        store.close()
    if app.return_code == HUNG_UP:
        forget_output()
    for line in app.told_at_the_end:
        remark(line)
    return app.return_code or 0


def _store(ending: ExitStack) -> "tuple[Store, LetterkitError | None]":
    """Return the store; where it cannot be used, one that lasts as long as the app, and why."""
    from letterkit.store.store import Store, store_path

    try:
        store = Store(store_path())
    except LetterkitError as failure:
        # The letter is what the buyer came for. They are told that nothing is kept.
        folder = ending.enter_context(TemporaryDirectory(prefix="letterkit-"))
        return Store(Path(folder) / "cases.sqlite"), failure
    return store, store.set_aside
