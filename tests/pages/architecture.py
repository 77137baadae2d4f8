"""docs/architecture.md: the layers as the contract names them, with the imports that there are."""

import ast
import tomllib
from collections.abc import Iterator

import grimp

from tests.markdown import ROOT
from tests.pages.tables import NOTICE, table

_INTRODUCTION = """\
# Architecture

Imports run one way, downwards, and CI holds it (the contracts in `pyproject.toml`). All of it turns
around two pure functions: `draft(case, catalog, *, today)` in `letterkit/drafting.py` and
`plan(case, catalog, *, today, zone)` in `letterkit/planning`. They know no file, clock, network or
screen; the screen calls `draft` at every key, the command line once, a batch once a row.

The picture is made from the imports in the code. An arrow says that one part uses the other; what
follows from two other arrows is left out.

"""


def pages() -> Iterator[tuple[str, str]]:
    layers = _layers()
    uses = _uses(layers)
    yield "architecture.md", "".join((NOTICE, _INTRODUCTION, _picture(layers, uses), "\n",
                                      _told(layers, uses)))  # fmt: skip


def _layers() -> list[str]:
    """Return the parts from the top down, as import-linter's contract has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers: list[str] = next(each["layers"] for each in contracts if each["type"] == "layers")
    return layers


def _uses(layers: list[str]) -> dict[str, list[str]]:
    """Return which parts each part imports."""
    graph = grimp.build_graph("letterkit")
    for layer in layers:
        if graph.find_children(f"letterkit.{layer}"):
            graph.squash_module(f"letterkit.{layer}")
    found = {
        layer: graph.find_modules_directly_imported_by(f"letterkit.{layer}") for layer in layers
    }
    return {
        layer: [each for each in layers if each != layer and f"letterkit.{each}" in imported]
        for layer, imported in found.items()
    }


def _picture(layers: list[str], uses: dict[str, list[str]]) -> str:
    names = {layer: layer.strip("_") for layer in layers}
    core = ("drafting", "planning", "checking", "rendering", "domain", "errors", "marking")
    lines = ["flowchart TD"]
    lines += [f"  {names[each]}" for each in layers if each not in core]
    lines += ["  subgraph core [the pure core]", *(f"    {each}" for each in core), "  end"]
    lines += [
        f"  {names[one]} --> {names[other]}"
        for one in layers for other in _not_implied(one, uses)
    ]  # fmt: skip
    return "```mermaid\n" + "\n".join(lines) + "\n```\n"


def _not_implied(layer: str, uses: dict[str, list[str]]) -> list[str]:
    """Return what a part uses and none of the other parts that it uses reaches."""
    mine = uses[layer]
    return [each for each in mine if not any(each in _reached(other, uses) for other in mine)]


def _reached(layer: str, uses: dict[str, list[str]]) -> set[str]:
    return set(uses[layer]).union(*(_reached(each, uses) for each in uses[layer]))


def _told(layers: list[str], uses: dict[str, list[str]]) -> str:
    rows = ((f"`{each}`", _purpose(each), ", ".join(f"`{one}`" for one in uses[each]))
            for each in layers)  # fmt: skip
    return table(("Part", "What it is for", "Uses"), rows)


def _purpose(layer: str) -> str:
    """Return the first sentences of a part, up to the first line left empty."""
    package = ROOT / "letterkit" / layer / "__init__.py"
    path = package if package.exists() else ROOT / "letterkit" / f"{layer}.py"
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return said.partition("\n\n")[0]
