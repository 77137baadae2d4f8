"""Draws the pictures of the app that the documentation shows: `make pictures`."""

import html
import os
import re
import tempfile
from pathlib import Path

import msgspec
from wcwidth import wcswidth

DOCS = Path(__file__).parent.parent / "docs"
PICTURES = {
    "app-ru": ("ru", "wrong-tracking"),
    "app-it": ("it", "not-received"),
    "app-ko": ("ko", "wrong-item"),
    "app-ka": ("ka", "not-received"),
}
SIZE = (132, 36)


def drawn(language: str, problem: str) -> str:
    """Return the screen of a complete case as SVG that loads nothing from anywhere."""
    from letterkit.files.shipped import shipped_catalog
    from letterkit.store.store import Store, store_path
    from tests.builders import case_data
    from tests.screens import Hands, use_app

    catalog = shipped_catalog()
    store = Store(store_path())
    data = msgspec.to_builtins(case_data(catalog, problem=problem, language=language))
    id = store.add(data).id
    store.close()
    pictures = []

    async def steps(hands: Hands) -> None:
        await hands.press("f3")
        pictures.append(hands.app.export_screenshot(title="letterkit"))

    use_app(steps, language=language, size=SIZE, case=id, catalog=catalog)
    without_fonts = re.sub(r"@font-face \{.*?\}", "", pictures[0], flags=re.DOTALL)
    named = re.sub(r"terminal-\d+", "letterkit", without_fonts)
    return _with_wide_letters(named).replace("Fira Code", "DejaVu Sans Mono")


def _with_wide_letters(picture: str) -> str:
    """Give Korean the room of two columns a letter: Rich counts one, and squeezes the text.

    The letters themselves are widened too: spaced out, two syllables look like two words.
    """

    def widened(match: re.Match[str]) -> str:
        text = html.unescape(match["text"])
        if wcswidth(text) <= len(text):
            return match[0]
        length = float(match["length"]) * wcswidth(text) / len(text)
        widths = f'textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"'
        return match[0].replace(f'textLength="{match["length"]}"', widths)

    pattern = r'<text[^>]*? textLength="(?P<length>[\d.]+)"[^>]*>(?P<text>[^<]+)</text>'
    return re.sub(pattern, widened, picture)


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"HOME": home, "XDG_DATA_HOME": home, "XDG_CONFIG_HOME": f"{home}/config"}
        for name, (language, problem) in PICTURES.items():
            (DOCS / f"{name}.svg").write_text(drawn(language, problem), encoding="utf-8")


if __name__ == "__main__":
    main()
