"""Pages that are made from the code and the data: `make docs` writes them, a test compares them."""

from collections.abc import Callable, Iterator

from tests.pages import architecture, case_file, commands, problems, rules

PARTS: tuple[Callable[[], Iterator[tuple[str, str]]], ...] = (
    architecture.pages,
    case_file.pages,
    commands.pages,
    problems.pages,
    rules.pages,
)


def made() -> dict[str, str]:
    """Return the text of each generated file by its path below docs/."""
    return {name: text for pages in PARTS for name, text in pages()}
