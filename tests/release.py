"""Makes a release and installs it as a stranger would: `make release`.

Everything goes into dist/. Nothing here is published.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from letterkit import __version__
from tests.builders import LANGUAGES
from tests.markdown import ROOT, blocks, page

DIST = ROOT / "dist"
TOOLS = ROOT / ".venv-release" / "bin"
OLDEST = (3, 11)
_PIN = re.compile(r"^(\S+==[^\s\\]+(?: ;[^\\]*)?)", re.MULTILINE)
_ASK = "import sys; print(sys.version_info.major, sys.version_info.minor)"


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = _built_twice(folder)
        chosen = _oldest_and_newest()
        for version, python in chosen.items():
            environment = folder / version
            _install(wheel, environment, python)
            _draft(environment / "bin" / "letterkit")
            print(f"Python {version}: installed, drafts in {len(LANGUAGES) + 1} languages")
        _list_parts(folder / next(iter(chosen)), DIST / f"letterkit-{__version__}.cdx.json")
        _follow_install_page(folder / "stranger", list(chosen.values())[-1])
    for path in sorted(DIST.iterdir()):
        print(path.relative_to(ROOT))


def built(folder: Path) -> list[Path]:
    """Build sdist and wheel into `folder` and return both, the wheel last.

    Raises:
        CalledProcessError: the build failed.
    """
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT])
    return [next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))]


def _built_twice(folder: Path) -> Path:
    shutil.rmtree(DIST, ignore_errors=True)
    once, twice = built(DIST), built(folder / "again")
    for one, other in zip(once, twice, strict=True):
        if one.read_bytes() != other.read_bytes():
            sys.exit(f"{one.name}: two builds differ")
    print("Two builds are the same, byte for byte")
    return once[-1]


def _oldest_and_newest() -> dict[str, str]:
    """Return two interpreters, or one, by their versions."""
    found = dict(sorted(_pythons()))
    if OLDEST not in found:
        print("Python 3.11 is not at hand: the oldest that is takes its place")
    chosen = {min(found), max(found)}
    return {f"{major}.{minor}": found[major, minor] for major, minor in sorted(chosen)}


def _pythons() -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the interpreters on the path, in pyenv, and the one that runs this."""
    names = [f"python3.{minor}" for minor in range(11, 20)]
    on_path = [path for name in names if (path := shutil.which(name))]
    in_pyenv = map(str, Path.home().glob(".pyenv/versions/*/bin/python3"))
    for python in (sys.executable, *on_path, *in_pyenv):
        asked = subprocess.run([python, "-c", _ASK], capture_output=True, text=True)
        if asked.returncode == 0:
            major, minor = map(int, asked.stdout.split())
            if (major, minor) >= OLDEST:
                yield (major, minor), python


def _install(wheel: Path, environment: Path, python: str) -> None:
    """Install the wheel, with its dependencies as they are pinned, where nothing else is."""
    constraints = environment.parent / "constraints.txt"
    pins = _PIN.findall((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    constraints.write_text("\n".join(pins), encoding="utf-8")
    _run([python, "-m", "venv", "--without-pip", environment])
    pip: list[str | Path]
    pip = [TOOLS / "python", "-m", "pip", "--quiet", "--disable-pip-version-check", "--python",
           environment / "bin" / "python"]  # fmt: skip
    _run([*pip, "install", "--constraint", constraints, wheel])
    _run([*pip, "check"])


def _draft(letterkit: Path) -> None:
    with tempfile.TemporaryDirectory() as home:
        for language in ("en", *LANGUAGES):
            example = _run([letterkit, "example", "--lang", language], home=home)
            letter = _run([letterkit, "draft", "-", "--beside"], home=home, stdin=example)
            if "I have not received this order." not in letter:
                sys.exit(f"No letter in {language}:\n{letter}")


def _list_parts(environment: Path, target: Path) -> None:
    """Write what the program consists of, as CycloneDX."""
    _run([TOOLS / "cyclonedx-py", "environment", environment / "bin" / "python",
          "--pyproject", ROOT / "pyproject.toml", "--mc-type", "application",
          "--output-reproducible", "--output-format", "JSON", "--output-file", target])  # fmt: skip
    parts = json.loads(target.read_text(encoding="utf-8"))
    # The version is not in pyproject.toml, but in the package.
    parts["metadata"]["component"]["version"] = __version__
    target.write_text(json.dumps(parts, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{target.name}: it consists of {len(parts['components'])} other parts")


def _follow_install_page(home: Path, python: str) -> None:
    """Carry out what docs/install.md says, in a home of its own, with the sources of the sdist."""
    with tarfile.open(next(DIST.glob("*.tar.gz"))) as archive:
        archive.extractall(home, filter="data")
    (sources,) = home.iterdir()
    shutil.copytree(DIST, sources / "dist")
    commands = [
        command
        for block in blocks(page("docs/install.md"))
        if block.detail == "make release"
        for command in block.commands
    ]
    for command in commands:
        said = _run(
            ["bash", "-c", command], home=str(home), folder=sources, PIPX_DEFAULT_PYTHON=python
        )
        print(f"{command}\n  {(said.strip().splitlines() or ['done'])[-1]}")
    manual = home / ".local" / "share" / "man" / "man1" / "letterkit.1"
    if not manual.exists():
        sys.exit(f"pipx put no manual page at {manual}")


def _run(
    command: Sequence[str | Path],
    *,
    home: str | None = None,
    folder: Path | None = None,
    stdin: str = "",
    **variables: str,
) -> str:
    """Carry out a command, in a home of its own where one is given; return what it prints."""
    environment = {**os.environ, **variables}
    if home is not None:
        environment = {
            name: value for name, value in environment.items() if not name.startswith("XDG_")
        } | {"HOME": home, "PATH": f"{home}/.local/bin:{TOOLS}:{os.environ['PATH']}"}
    done = subprocess.run(
        list(map(str, command)),
        input=stdin, capture_output=True, text=True, env=environment, cwd=folder,
    )  # fmt: skip
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    main()
