"""Carries out command lines in the process of the test, and catches what they print."""

import io
import sys

import pytest

from letterkit.cli import run


class Said:
    def __init__(self, exit_code: int, out: str, err: str) -> None:
        self.exit_code = exit_code
        self.out = out
        self.err = err


class Command:
    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capture = capture
        self._patch = patch

    def __call__(self, *arguments: str, stdin: str | bytes = "") -> Said:
        content = stdin.encode() if isinstance(stdin, str) else stdin
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
        try:
            exit_code = run(list(arguments))
        except SystemExit as stop:
            exit_code = int(stop.code or 0)
        captured = self._capture.readouterr()
        return Said(exit_code, captured.out, captured.err)
