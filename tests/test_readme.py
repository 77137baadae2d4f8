"""The README: every command in it works, and its picture is what the program prints."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from letterkit.cli.arguments import parser_for

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LETTERKIT = Path(sys.executable).with_name("letterkit")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line.partition("#")[0].strip() for block in BLOCKS for line in block.splitlines()]
PICTURE = re.search(r"<!-- picture: (.*?) -->\n```text\n(.*?)\n?```", README, re.DOTALL)


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    runnable = re.sub(r"\bletterkit(?= )", shlex.quote(str(LETTERKIT)), line)
    return subprocess.run(  # the README's own lines
        runnable,
        shell=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env={"COLUMNS": "100", "HOME": str(folder)},
    )


def test_every_letterkit_command_of_the_readme_works_in_order(tmp_path: Path) -> None:
    commands = [line for line in LINES if line.startswith("letterkit ")]
    assert len(commands) >= 7
    for line in commands:
        done = shell(line, tmp_path)
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_every_make_target_of_the_readme_exists() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"(?:^|`)make (\w+)", README, re.MULTILINE))
    assert {"run", "test"} <= targets
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_picture_is_what_the_program_prints(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    assert PICTURE is not None
    printed = shell(PICTURE[1], tmp_path).stdout.rstrip("\n")
    if request.config.getoption("--update-golden"):
        path = ROOT / "README.md"
        start, end = PICTURE.span(2)
        path.write_text(f"{README[:start]}{printed}{README[end:]}", encoding="utf-8")
    else:
        assert PICTURE[2] == printed


def test_the_readme_forgets_no_command() -> None:
    actions = parser_for(str)._actions  # noqa: SLF001 - argparse lists its commands nowhere else
    commands = next(action.choices for action in actions if isinstance(action.choices, dict))
    for command in commands:
        assert f"letterkit {command}" in README
