"""Saves a case so that it survives whatever comes next."""

import os
from datetime import datetime
from pathlib import Path

import platformdirs


def new_case_path(problem: str, now: datetime) -> Path:
    """Return where a case typed now is kept, in the user's own data folder."""
    folder = Path(platformdirs.user_data_dir("letterkit", appauthor=False)) / "cases"
    return folder / f"{problem}-{now:%Y%m%d-%H%M%S}.toml"


def save_text(path: Path, text: str) -> None:
    """Write `text` to `path`, readable by its owner only, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_suffix(".unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w", encoding="utf-8") as file:  # noqa: PTH123 - only open() takes a descriptor
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
