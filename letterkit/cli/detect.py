"""`letterkit detect`: which language a text is in."""

from letterkit.cli.desk import Desk, text_named
from letterkit.cli.output import say, say_json
from letterkit.errors import LetterkitError, NoWordsError
from letterkit.files.cases import case_from_text
from letterkit.language.detection import Detection, detect
from letterkit.marking import N_
from letterkit.rendering.formats import name_of_language

HOW = {
    "script": N_("by its script"),
    "letters": N_("by letters that only it has"),
    "words": N_("by its words"),
    "hint": N_("a guess: it is the language of the screen"),
}


def run(desk: Desk) -> int:
    """Print the language and how it was found; 1 if nobody can tell."""
    name: str = desk.arguments.text
    try:
        text = _meant(text_named(name), desk)
    except LetterkitError as error:
        raise error.in_file(name) from None
    found = detect(text, hint=desk.chosen)
    if desk.arguments.json:
        say_json({"language": found.language, "how": found.how, "sure": found.is_sure})
    else:
        say(in_words(found, desk))
    return int(found.language is None)


def _meant(text: str, desk: Desk) -> str:
    """Return the text itself; of a case the buyer's own words, for the rest of it is keys.

    Raises:
        NoWordsError: it is a case without words.
    """
    try:
        case = case_from_text(text, desk.catalog)
    except LetterkitError:
        return text
    if not case.words.text:
        raise NoWordsError(key="words.text")
    return case.words.text


def in_words(found: Detection, desk: Desk) -> str:
    """Say which language was detected."""
    if found.language is None:
        return desk.say(N_("The language cannot be told."))
    return desk.say(
        N_("Detected: %(language)s (%(code)s), %(how)s."),
        language=name_of_language(found.language, desk.language),
        code=found.language,
        how=desk.say(HOW[found.how]),
    )
