"""What a command may load: a heavy library imported by mistake costs every letter its start."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "textual",
    "sqlite3",
    "rich",
    "requests",
    "langdetect",
    "deep_translator",
    "tomlkit",
    "wcwidth",
)


def loaded_by(*arguments: str, folder: Path) -> set[str]:
    code = (
        "import sys; from letterkit.__main__ import main; "
        f"sys.argv[1:] = {list(arguments)!r}; main(); "
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=folder, check=True
    )
    return set(done.stderr.split())


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    path = tmp_path / "case.toml"
    done = subprocess.run(
        [sys.executable, "-m", "letterkit", "example"], capture_output=True, check=True
    )
    path.write_bytes(done.stdout)
    return path


def test_version_loads_nothing_but_the_package(tmp_path: Path) -> None:
    leaked = loaded_by("--version", folder=tmp_path) & {"argparse", "jinja2", "babel", "msgspec"}
    assert not leaked, f"--version imported {leaked}"


def test_draft_loads_no_heavy_library(case_file: Path) -> None:
    leaked = loaded_by("draft", str(case_file), folder=case_file.parent) & {*HEAVY, "babel"}
    assert not leaked, f"draft imported {leaked}"


def test_draft_beside_loads_no_screen_and_no_network(case_file: Path) -> None:
    loaded = loaded_by("draft", str(case_file), "--json", "--lang", "ka", folder=case_file.parent)
    assert not loaded & set(HEAVY)
    assert "babel" in loaded


def test_importing_the_package_loads_no_other_part_of_it() -> None:
    code = "import letterkit, sys; print(*(name for name in sys.modules if 'letterkit.' in name))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_drafting_from_python_loads_no_heavy_library(case_file: Path) -> None:
    code = (
        f"import letterkit, sys; letterkit.draft({str(case_file)!r}, language='en'); "
        "print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    leaked = set(done.stdout.split()) & {*HEAVY, "argparse"}
    assert not leaked, f"letterkit.draft imported {leaked}"
