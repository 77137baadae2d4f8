"""Each property with 20,000 examples; EXAMPLES in the environment asks for another number."""

import os
import subprocess
import sys

import pytest

EXAMPLES = os.environ.get("EXAMPLES", "20000")
FILES = ("tests/test_properties.py", "tests/test_names.py", "tests/test_readers.py")


@pytest.mark.parametrize("file", FILES)
def test_no_property_fails_in_so_many_examples(file: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--durations=0", file],
        env={**os.environ, "EXAMPLES": EXAMPLES}, capture_output=True, text=True,
    )  # fmt: skip
    print(f"{EXAMPLES} examples each:\n{done.stdout[-3000:]}")
    assert done.returncode == 0, done.stdout
