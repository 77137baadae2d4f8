"""Every reader fuzzed by coverage, for a minute each; FUZZ_SECONDS asks for longer."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.readers import READERS

SECONDS = os.environ.get("FUZZ_SECONDS", "60")

pytestmark = pytest.mark.skipif(not find_spec("atheris"), reason="atheris is not installed")


def fuzzed(reader: str, folder: Path, seconds: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "tests.torture.fuzzing", reader, seconds, str(folder)],
        capture_output=True, text=True, errors="replace",
    )  # fmt: skip


@pytest.mark.parametrize("reader", READERS)
def test_no_input_leads_to_an_accident(reader: str, tmp_path: Path) -> None:
    done = fuzzed(reader, tmp_path, SECONDS)
    runs = re.findall(r"Done (\d+) runs", done.stderr)
    print(f"{reader}: {runs} inputs in {SECONDS} s")
    accidents = [path.read_bytes() for path in tmp_path.glob("accident-*")]
    assert done.returncode == 0, f"{done.stdout[-2000:]}{done.stderr[-3000:]}{accidents}"
