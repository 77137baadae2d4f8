"""A thousand invented buyers through every error and every report; the whole suite watched."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from letterkit.domain.catalog import Catalog
from tests.buyers import buyers
from tests.commands import Command
from tests.privacy import faults, told_of, told_of_mistake

BUYERS = 1_000


def test_a_thousand_buyers_stand_in_no_error_and_no_report(
    catalog: Catalog, letterkit: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    hits, told = [], 0
    for buyer in buyers(BUYERS):
        hits += told_of(buyer, catalog, letterkit)
        hits += told_of_mistake(buyer, catalog, letterkit, monkeypatch)[0]
        told += len(list(faults(buyer, catalog))) + 1
    sys.__stdout__.write(f"\n{BUYERS} buyers, {told} errors and reports: {len(hits)} hits\n")  # type: ignore[union-attr] # there is one
    assert hits == []


def test_the_whole_suite_connects_to_nothing_but_this_computer(
    tmp_path: Path, tool: Callable[[str], str]
) -> None:
    log = tmp_path / "calls"
    done = subprocess.run(
        [tool("strace"), "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto,sendmsg",
         "-e", "signal=none", "-o", str(log), sys.executable, "-m", "pytest", "-q",
         "--ignore=tests/test_network.py", "-p", "no:cacheprovider", "tests"],
        capture_output=True, text=True,
    )  # fmt: skip
    print(done.stdout[-3000:])
    calls = log.read_text(errors="replace").splitlines()
    reached = [call for call in calls if re.search(r"AF_INET6?, ", call)]
    away = [call for call in reached if not re.search(r'"(127\.0\.0\.1|::1)"', call)]
    print(f"{len(calls)} calls, {len(reached)} to an address, {len(away)} away from here")
    assert reached
    assert away == []
    assert done.returncode == 0
