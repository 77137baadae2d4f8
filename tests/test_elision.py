"""Italian articles before days, "l'8 maggio", but "il 9 maggio"; and the first of a month."""

import re
from datetime import date

import pytest
from babel.messages.pofile import read_po

from letterkit.files.shipped import folder, shipped_catalog
from letterkit.presenting.voice import Voice
from letterkit.rendering.formats import day

VOICE = Voice(shipped_catalog(), "it")
FIELD = re.compile(r"%\((\w+)\)s")


def _messages() -> list[tuple[str, str]]:
    """Return the messages whose Italian has an article before a field, and that field's name."""
    path = folder("locales") / "it" / "LC_MESSAGES" / "letterkit.po"
    with path.open("rb") as file:
        catalog = read_po(file)
    article = re.compile(r"\b(?:il|del|al|dal|nel|sul) %\((\w+)\)s", re.IGNORECASE)
    return [
        (str(message.id), name)
        for message in catalog
        if message.id and isinstance(message.string, str)
        for name in article.findall(message.string)
    ]


@pytest.mark.parametrize(("message", "name"), _messages())
@pytest.mark.parametrize("text", ["8 maggio 2026", "11 maggio 2026"])
def test_an_article_before_a_day_that_begins_with_a_vowel_is_elided(
    message: str, name: str, text: str
) -> None:
    values: dict[str, object] = dict.fromkeys(FIELD.findall(message), "…")
    values[name] = text
    for said in (VOICE.say(message, **values), VOICE.wording.say(message, values)):
        assert f"l'{text}" in said
        assert f"l {text}" not in said


@pytest.mark.parametrize("text", ["1 maggio 2026", "9 maggio 2026", "18 maggio 2026"])
def test_other_days_keep_the_whole_article(text: str) -> None:
    said = VOICE.say("I opened the dispute on %(opened_on)s.", opened_on=text)
    assert said == f"Ho aperto la controversia il {text}."


def test_the_first_day_of_a_month_is_counted() -> None:
    assert day(date(2026, 5, 1), "it") == "1º maggio 2026"
    assert day(date(2026, 5, 21), "it") == "21 maggio 2026"
    assert day(date(2026, 5, 1), "ru") == "1 мая 2026 года"


@pytest.mark.parametrize("words", ["il 8 maggio 2026", "arrivato del 11 maggio 2026"])
def test_what_the_buyer_wrote_stays_as_it_is(words: str) -> None:
    message = 'My own words, in another language (%(words_language)s): "%(words_quoted)s"'
    said = VOICE.wording.say(message, {"words_language": "italiano", "words_quoted": words})
    assert words in said
