"""The built distributions: installed elsewhere, they draft a letter and hold what they should."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.builders import LANGUAGES

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist; the wheel is built from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing else of the project."""
    folder = tmp_path_factory.mktemp("elsewhere")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    wheel = next(built.glob("*.whl"))
    subprocess.run([*command, "--target", str(folder), str(wheel)], check=True)
    return folder


def run_installed(installed: Path, *arguments: str, stdin: str = "") -> str:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    code = (
        "import sys, letterkit; from letterkit.__main__ import main; "
        f"assert letterkit.__file__.startswith({str(installed)!r}), letterkit.__file__; "
        "sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=installed,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_installed_wheel_drafts_a_letter(installed: Path, language: str) -> None:
    example = run_installed(installed, "example", "--lang", language)
    letter = run_installed(installed, "draft", "-", "--json", stdin=example)
    assert "I have not received this order." in letter
    assert f'"language": "{language}"' in letter


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"letterkit"}
    assert not [
        name for name in names if name.endswith((".po", ".pot", ".pyc", ".jinja2c", ".tomlc"))
    ]


@pytest.mark.parametrize(
    "wanted",
    [
        "letterkit/data/problems/wrong-tracking.toml",
        "letterkit/templates/letters/open-dispute/letter.j2",
        "letterkit/templates/letters/open-dispute/letter.toml",
        "letterkit/web/page/index.html.j2",
        "letterkit/web/page/letterkit.js",
        *(f"letterkit/locales/{code}/LC_MESSAGES/letterkit.mo" for code in LANGUAGES),
    ],
)
def test_the_wheel_carries_data_templates_and_locales(built: Path, wanted: str) -> None:
    assert wanted in zipfile.ZipFile(next(built.glob("*.whl"))).namelist()


@pytest.mark.parametrize(
    "wanted",
    [
        "letterkit/data/problems/wrong-tracking.toml",
        "templates/letters/open-dispute/letter.j2",
        "locales/ka/LC_MESSAGES/letterkit.po",
        "tests/test_packaging.py",
        "hatch_build.py",
    ],
)
def test_the_sdist_carries_the_sources(built: Path, wanted: str) -> None:
    sdist = next(built.glob("*.tar.gz"))
    with tarfile.open(sdist) as archive:
        assert f"{sdist.name.removesuffix('.tar.gz')}/{wanted}" in archive.getnames()


def test_the_lock_file_is_hashed_and_names_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert not [line for line in lines if "://" in line or "index" in line]
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in pins)
