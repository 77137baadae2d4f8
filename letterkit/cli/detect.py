"""`letterkit detect`: which language a text is in."""

from letterkit.cli.desk import Desk, text_named
from letterkit.cli.output import say, say_json
from letterkit.domain.case import Case
from letterkit.errors import LetterkitError
from letterkit.errors.translating import NoWordsError
from letterkit.files.cases import case_from_text
from letterkit.language.detection import detect
from letterkit.presenting.detection_text import detected_in_words


def run(desk: Desk) -> int:
    """Print the language and how it was found; 1 if nobody can tell."""
    name: str = desk.arguments.text
    try:
        kept = desk.kept_case(name)
        text = _words_of(desk.case_named(name)) if kept else _meant(text_named(name), desk)
    except LetterkitError as error:
        raise error.in_file(name) from None
    found = detect(text, hint=desk.chosen)
    if desk.arguments.json:
        say_json({"language": found.language, "how": found.how, "sure": found.is_sure})
    else:
        say(detected_in_words(found, desk))
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
    return _words_of(case)


def _words_of(case: Case) -> str:
    if not case.words.text:
        raise NoWordsError(key="words.text")
    return case.words.text
