"""Tab in bash, zsh and fish, each asked as it runs."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import Command
from tests.terminals import Tmux

BIN = Path(sys.executable).parent
BASH = """
source <(letterkit completion bash)
COMP_LINE=$1 COMP_POINT=${#1} COMP_TYPE=9
_python_argcomplete letterkit
printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH = "letterkit completion fish | source; complete --do-complete $argv[1]"

Asked = Callable[[str], set[str]]


@pytest.fixture(params=["bash", "fish"])
def offered(
    request: pytest.FixtureRequest, tool: Callable[[str], str], tmp_path: Path
) -> Callable[[str], set[str]]:
    """Return what asks a shell to complete a line."""
    shell = request.param
    commands = {"bash": ["-c", BASH, "bash"], "fish": ["--no-config", "-c", FISH]}

    def ask(line: str) -> set[str]:
        done = subprocess.run(
            [tool(shell), *commands[shell], line],
            capture_output=True, text=True, cwd=tmp_path, check=True,
            env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}"},
        )  # fmt: skip
        return {each.split("\t")[0].strip() for each in done.stdout.splitlines()}

    return ask


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("letterkit ", {"draft", "cases", "batch", "completion"}),
        ("letterkit example wrong-", {"wrong-item", "wrong-tracking"}),
        ("letterkit draft --letter es", {"escalate"}),
        ("letterkit list rules et", {"etsy"}),
        ("letterkit draft --to k", {"ka", "ko"}),
        ("letterkit guide protec", {"protection"}),
        ("letterkit consent dee", {"deepl"}),
        ("letterkit cases ex", {"export"}),
        ("letterkit batch --fail", {"--fail-fast"}),
    ],
)
def test_a_shell_offers_commands_options_and_ids(
    line: str, wanted: set[str], offered: Asked
) -> None:
    assert wanted <= offered(line)


def test_a_shell_offers_kept_cases_where_they_are_and_case_files(
    offered: Asked, letterkit: Command, tmp_path: Path
) -> None:
    case = tmp_path / "my.toml"
    case.write_text(letterkit("example").out)
    kept = letterkit("cases", "import", str(case)).err.split()[-1].rstrip(".")
    assert {kept, "my.toml"} <= offered("letterkit draft ")
    assert kept in offered("letterkit cases show ")
    assert kept not in offered("letterkit cases restore ")
    letterkit("cases", "delete", kept)
    assert kept in offered("letterkit cases restore ")
    assert kept not in offered("letterkit draft ")


def test_tab_makes_no_store_and_moves_no_damaged_one(offered: Asked, tmp_path: Path) -> None:
    offered("letterkit draft ")
    assert not (tmp_path / "data" / "letterkit").exists()
    store = tmp_path / "data" / "letterkit" / "store" / "cases.sqlite"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"no database" * 100)
    offered("letterkit draft ")
    assert [each.name for each in store.parent.iterdir()] == ["cases.sqlite"]


def test_zsh_completes_an_id(
    terminal: Callable[..., Tmux], tool: Callable[[str], str], tmp_path: Path
) -> None:
    (tmp_path / ".zshrc").write_text(
        f"export PATH={BIN}:$PATH\nmkdir ~/.zfunc\nletterkit completion zsh > ~/.zfunc/_letterkit\n"
        "fpath+=(~/.zfunc)\nautoload -Uz compinit && compinit -u\nPS1='ready> '\n"
    )
    shell = terminal(command=f"ZDOTDIR={tmp_path} {tool('zsh')}")
    shell.wait_for("ready>")
    shell.write("letterkit draft --letter esc")
    shell.press("Tab")
    shell.wait_for("--letter escalate")
