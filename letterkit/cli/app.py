"""`letterkit` alone: the app, or the conversation where a screen is of no use."""

import os
import sys
from pathlib import Path

from letterkit.cli import conversation
from letterkit.cli.arguments import argparse_speaking, parser_for
from letterkit.cli.desk import Desk
from letterkit.cli.output import remark


def run(desk: Desk) -> int:
    """Open the app; without a terminal, show the help."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        with argparse_speaking(desk.language):
            parser_for(desk.say).print_help()
        return 2
    if desk.arguments.plain or os.environ.get("TERM") == "dumb":
        return conversation.run(desk)
    return _open(desk)


def _open(desk: Desk) -> int:
    # Only the app pays for the app.
    from letterkit.files.settings import read_settings
    from letterkit.store.store import Store, store_path
    from letterkit.tui.app import LetterkitApp

    store = Store(store_path())
    name: str | None = getattr(desk.arguments, "case", None)
    is_file = name is not None and Path(name).exists()
    app = LetterkitApp(
        desk.catalog,
        store,
        read_settings(),
        language=desk.language,
        today=desk.today,
        is_offline=desk.is_offline,
        file=Path(name) if name and is_file else None,
        case=None if is_file else name,
    )
    try:
        app.run()
    finally:
        if app.return_code in (None, 0):
            store.close()
    for line in app.told_at_the_end:
        remark(line)
    return app.return_code or 0
