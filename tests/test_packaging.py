"""The built distributions: installed elsewhere, they draft a letter and hold what they should."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import letterkit
from tests import release
from tests.builders import LANGUAGES

ROOT = Path(__file__).parent.parent


DEPENDENCIES = sysconfig.get_path("purelib")
SCRIPT = """
from collections.abc import Iterator
from datetime import date

import letterkit

draft = letterkit.draft({"problem": "not-received"}, letter="ask-seller", today=date(2026, 11, 22))
text: str = draft.text
beside: list[str | None] = [paragraph.beside for paragraph in draft.paragraphs]
day: date | None = letterkit.plan("case.toml").by


def reasons() -> Iterator[str]:
    for outcome in letterkit.batch("cases.csv", keep=["email"], workers=2):
        yield outcome.reason if hasattr(outcome, "reason") else outcome.text


try:
    letterkit.draft("case.toml")
except letterkit.LetterkitError as error:
    said: str = error.advice(str)
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist; the wheel is built from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    release.built(folder)
    return folder


@pytest.fixture(scope="session")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and of the checkout nothing.

    Its dependencies are those of the environment that runs the tests: a test reaches no network.
    """
    environment = tmp_path_factory.mktemp("elsewhere")
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    (site_packages,) = environment.glob("lib/python*/site-packages")
    # What a .pth file names is searched, but the .pth files in there, the checkout's, are not read.
    (site_packages / "dependencies.pth").write_text(DEPENDENCIES)
    pip = [sys.executable, "-m", "pip", "--quiet", "--python", str(python)]
    wheel = next(built.glob("*.whl"))
    subprocess.run([*pip, "install", "--no-deps", "--no-index", str(wheel)], check=True)
    return environment


def run_installed(environment: Path, *arguments: str, stdin: str = "") -> str:
    done = subprocess.run(
        [environment / "bin" / "letterkit", *arguments],
        input=stdin, capture_output=True, text=True, cwd=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_installed_wheel_drafts_a_letter(installed: Path, language: str) -> None:
    example = run_installed(installed, "example", "--lang", language)
    letter = run_installed(installed, "draft", "-", "--json", stdin=example)
    assert "I have not received this order." in letter
    assert f'"language": "{language}"' in letter


def test_the_installed_wheel_is_whole_and_the_checkout_is_not_in_it(installed: Path) -> None:
    code = "import letterkit; print(letterkit.__file__)"
    python = installed / "bin" / "python"
    found = subprocess.run([python, "-c", code], capture_output=True, text=True, cwd=installed)
    assert found.stdout.startswith(str(installed))
    assert "Nothing is wrong." in run_installed(installed, "validate", "--today", "2026-11-26")
    assert (installed / "share" / "man" / "man1" / "letterkit.1").exists()


def test_the_public_names_are_typed_for_whoever_installs_the_wheel(installed: Path) -> None:
    said = _mypy(installed, SCRIPT)
    # A name that is neither there nor typed would otherwise pass as Any.
    reported = _mypy(installed, "import letterkit\nletterkit.drfat(1)\nletterkit.draft(1)\n")
    assert ("Success" in said, said.count("error")) == (True, 0), said
    assert 'no attribute "drfat"' in reported
    assert 'incompatible type "int"' in reported


def _mypy(environment: Path, text: str) -> str:
    script = environment / "script.py"
    script.write_text(text)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull]
    command += ["--python-executable", str(environment / "bin" / "python"), str(script)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=environment)
    return done.stdout + done.stderr


def test_two_builds_are_the_same_byte_for_byte(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    umask = os.umask(0o077)
    monkeypatch.setenv("TZ", "Asia/Tbilisi")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    try:
        again = release.built(tmp_path)
    finally:
        os.umask(umask)
    for path in again:
        assert path.read_bytes() == (built / path.name).read_bytes(), path.name


def test_the_version_stands_in_one_place_and_the_changelog_tells_of_it(built: Path) -> None:
    assert {path.name.split("-")[1].removesuffix(".tar.gz") for path in built.iterdir()} == {
        letterkit.__version__
    }
    assert letterkit.__version__ not in (ROOT / "pyproject.toml").read_text()
    assert f"## {letterkit.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_wheel_holds_the_package_and_nothing_else(built: Path) -> None:
    names = zipfile.ZipFile(next(built.glob("*.whl"))).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"letterkit"}
    assert not [
        name for name in names if name.endswith((".po", ".pot", ".pyc", ".jinja2c", ".tomlc"))
    ]


@pytest.mark.parametrize(
    "wanted",
    [
        "letterkit/py.typed",
        "letterkit/data/problems/wrong-tracking.toml",
        "letterkit/templates/letters/open-dispute/letter.j2",
        "letterkit/templates/letters/open-dispute/letter.toml",
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


def test_the_sdist_carries_no_more_than_what_is_under_version_control(built: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, cwd=ROOT,
    )  # fmt: skip
    if listed.returncode != 0:
        pytest.skip("not a checkout")
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names - {"", "PKG-INFO"} <= set(listed.stdout.splitlines())


@pytest.mark.parametrize("name", ["requirements.lock", ".ci/release.lock"])
def test_a_lock_file_is_hashed_and_names_no_address(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    assert not [line for line in lines if "://" in line or "index" in line]
    pins = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert all("==" in line and line.endswith("\\") for line in pins)
