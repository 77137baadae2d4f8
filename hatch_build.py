"""Compiles the message catalogs: into the wheel, and beside their sources in a checkout."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogs(locales: Path) -> list[Path]:
    """Write a .mo beside every .po under `locales` and return what was written."""
    compiled = []
    for source in sorted(locales.glob("*/LC_MESSAGES/letterkit.po")):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parts[-3])
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalog)
        compiled.append(target)
    return compiled


class CustomBuildHook(BuildHookInterface[Any]):
    """Hatchling calls this before it builds a wheel, editable ones included."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        locales = Path(self.root) / "locales"
        compiled = compile_catalogs(locales)
        if self.target_name == "wheel" and version != "editable":
            build_data["force_include"].update(
                {str(path): f"letterkit/locales/{path.relative_to(locales)}" for path in compiled}
            )
