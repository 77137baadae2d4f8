"""Writes the generated pages: `make docs`."""

from tests.markdown import ROOT
from tests.pages import made

DOCS = ROOT / "docs"


def main() -> None:
    texts = made()
    for path in (DOCS / "rules").glob("*.md"):
        if f"rules/{path.name}" not in texts:
            path.unlink()
    for name, text in texts.items():
        (DOCS / name).parent.mkdir(exist_ok=True)
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
