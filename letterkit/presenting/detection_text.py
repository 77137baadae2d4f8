"""Says which language a text is in, and how that was found out."""

from letterkit.language.detection import Detection
from letterkit.marking import N_
from letterkit.presenting.voice import Voice
from letterkit.rendering.formats import name_of_language

_HOW = {
    "script": N_("by its script"),
    "letters": N_("by letters that only it has"),
    "words": N_("by its words"),
    "hint": N_("a guess: it is the language of the screen"),
}


def detected_in_words(found: Detection, voice: Voice) -> str:
    """Say which language was detected."""
    if found.language is None:
        return voice.say(N_("The language cannot be told."))
    return voice.say(
        N_("Detected: %(language)s (%(code)s), %(how)s."),
        language=name_of_language(found.language, voice.language),
        code=found.language,
        how=voice.say(_HOW[found.how]),
    )
