"""Fuzzes one reader by coverage: python -m tests.torture.fuzzing READER SECONDS CORPUS.

An accident ends it with the input that leads there, in CORPUS.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["letterkit", "tests.readers"]):
    from tests.readers import READERS, SEEDS


def main(reader: str, seconds: str, corpus: Path) -> None:
    """Fuzz for so long."""
    for number, seed in enumerate(SEEDS[reader]):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2048", "-max_len=4096",
               f"-artifact_prefix={corpus}/accident-", str(corpus)]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], READERS[reader])
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
