"""Checks that need nothing but the text.

Those of a single line look at its phrasing and yield facts; what they find is kept.
Lists of words are looked up as they are: compiling them all as patterns would take longer than
writing the letter.
"""

import re
from collections.abc import Iterator
from typing import Any

from letterkit.checking.phrasing import Phrasing, has_any, states_problem
from letterkit.checking.subject import Found, Subject
from letterkit.domain.asking import letters_for
from letterkit.domain.text import is_latin, utf16_length

EDGES = "\"'“”„«».,;:!?()[]-"
"""What stands around a word and is no part of it."""
LONGEST_SENTENCE, USUAL_SENTENCE, READABLE = 30, 20, 1500
"""Words; words on average; UTF-16 units."""

Facts = Iterator[dict[str, Any]]

_AMBIGUOUS_DATE = r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})\b"

# Compiled only when one of the marks before it stands in the line.
_GAP_MARKS = ("{", "}", "%", "[", "__", "XXX", "None", "null", "TODO", "( )", "()", "  ")
_GAP = (
    r"\bNone\b|\bnull\b|\bTODO\b|\{[^}\n]*\}|%\(\w*\)?s?|\[[^\]\n]*\]|_{3,}|\bX{3,}\b"
    r"|\(\s*\)|\S  +\S"
)
_PERSONAL_MARKS = ("@", "+", "passport", "password", "date of birth")
_PERSONAL = (
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w+|(?<![\w-])\+\d[\d ()-]{8,}\d"
    r"|\bpassport\b|\bpassword\b|\bdate of birth\b"
)
_REVIEW_MARKS = ("review", "feedback", "rating")
_BLACKMAIL = (
    r"\b(?:[Bb]ad|[Nn]egative|[Gg]ood|[Pp]ositive|one-star|[15]-star) (?:review|feedback|rating)s?"
    r"|\b(?:review|feedback|rating)s? (?:unless|if)\b"
)
_THREATS = (
    "police", "lawyer", "sue", "court", "prosecut", "criminal", "destroy", "regret",
)  # fmt: skip
_INSULTS = (
    "scam", "thief", "thieves", "liar", "fraud", "cheat", "idiot", "stupid", "crook", "swindl",
    "shame", "rubbish", "garbage", "bastard", "disgust",
)  # fmt: skip
_ENGLISH = {
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "before", "but", "by", "can",
    "did", "do", "for", "from", "had", "has", "have", "i", "if", "in", "is", "it", "its", "me",
    "my", "no", "not", "of", "on", "or", "order", "please", "so", "that", "the", "there",
    "this", "to", "was", "we", "were", "what", "which", "will", "with", "would", "you", "your",
}  # fmt: skip


def gaps(line: Phrasing) -> Facts:
    return _each(_GAP, _GAP_MARKS, line)


def not_english(line: Phrasing) -> Facts:
    """Another script, or a longer line in which hardly a word is a common English one."""
    words = line.own_words.lower().split()
    if not line.own_words.isascii() and (foreign := [w for w in words if not is_latin(w)]):
        yield {"found": foreign[0]}
    elif len(words) >= 8 and not _has_english(words):
        yield {"found": line.own_words.strip()}


def _has_english(words: list[str]) -> bool:
    """Whether one word in eight is a common English one; numbers and names do not count."""
    if 8 * len(_ENGLISH.intersection(words)) >= len(words):
        return True
    letters = [word for each in words if (word := each.strip(EDGES)).isalpha()]
    common = sum(word in _ENGLISH for word in letters)
    return len(letters) < 8 or 8 * common >= len(letters)


def ambiguous_dates(line: Phrasing) -> Facts:
    if line.may_have(b"1.1", b"1/1", b"1-1"):
        yield from _each(_AMBIGUOUS_DATE, ("/", ".", "-"), line)


def threats(line: Phrasing) -> Facts:
    return _words_beginning(_THREATS, line)


def rude_words(line: Phrasing) -> Facts:
    yield from _words_beginning(_INSULTS, line)
    if "!!" in line.own_words:
        yield {"found": "!!"}
    if line.may_have(b"AAAA"):
        loud = re.findall(r"\b[A-Z]{4,}\b", line.own_words)
        if len(loud) >= 2:
            yield {"found": " ".join(loud)}


def review_blackmail(line: Phrasing) -> Facts:
    return _each(_BLACKMAIL, _REVIEW_MARKS, line)


def long_sentences(line: Phrasing) -> Facts:
    for words in line.lengths:
        if words > LONGEST_SENTENCE:
            yield {"words": words}


def personal_data(line: Phrasing) -> Facts:
    return _each(_PERSONAL, _PERSONAL_MARKS, line)


def _words_beginning(beginnings: tuple[str, ...], line: Phrasing) -> Facts:
    if not has_any(beginnings, line.own_words.lower()):
        return
    for word in line.own_words.split():
        if (bare := word.strip(EDGES)).lower().startswith(beginnings):
            yield {"found": bare}


def _each(pattern: str, marks: tuple[str, ...], line: Phrasing) -> Facts:
    """Find a pattern in a line that holds one of the marks it cannot do without."""
    if has_any(marks, line.own_words):
        for match in re.finditer(pattern, line.own_words):
            yield {"found": match[0].strip()}


def no_order_number(subject: Subject) -> Found:
    if subject.case is None and "order number" not in subject.says:
        yield 0, {}


def late_problem(subject: Subject) -> Found:
    counted = 0
    for phrasing in subject.phrasings:
        for sentence in phrasing.sentences:
            if states_problem(sentence):
                return
            # Sentences that only name the order or the payment come before the first one.
            counted += "1" not in sentence
            if counted == 2:
                yield 1, {}
                return
    yield 1, {}


def no_demand(subject: Subject) -> Found:
    if "what is asked for" not in subject.says:
        yield 0, {}


def too_long_for_field(subject: Subject) -> Found:
    if subject.limit is None:
        return
    length = utf16_length(subject.text)
    if length > subject.limit:
        yield 0, {"length": length, "limit": subject.limit}


def dates_out_of_order(subject: Subject) -> Found:
    latest = None
    for number, line in enumerate(subject.lines, start=1):
        if latest is not None and line.day is not None and line.day < latest:
            yield number, {}
        latest = line.day


def loose_exhibits(subject: Subject) -> Found:
    naming = [(number, line) for number, line in enumerate(subject.lines, 1) if line.exhibits]
    listed = {
        line.exhibits[0]
        for _, line in naming
        if line.is_item and line.text.startswith(line.exhibits[0], 2)
    }
    for number, line in naming:
        for name in line.exhibits:
            if name not in listed:
                yield number, {"found": name}


def no_contact(subject: Subject) -> Found:
    if "contact" not in subject.says and subject.may_have("contact") and _tells_of_contact(subject):
        yield 0, {}


def _tells_of_contact(subject: Subject) -> bool:
    """Whether the letter, or where it is not known the usual one, is about the seller at all."""
    letter = subject.letter
    if letter is None and subject.problem is not None and subject.case is not None:
        problem, marketplace = subject.problem.id, subject.case.marketplace
        letter = next(iter(letters_for(problem, subject.catalog, marketplace)), None)
    return letter is None or letter.tells_of_contact


def no_day_for_reply(subject: Subject) -> Found:
    # The marketplace sets its own time.
    if "day for reply" not in subject.says and not subject.is_for_platform:
        yield 0, {}


def no_next_step(subject: Subject) -> Found:
    if "next step" not in subject.says and not subject.is_for_platform:
        yield 0, {}


def long_on_average(subject: Subject) -> Found:
    words = sum([phrasing.words for phrasing in subject.phrasings])
    sentences = sum([len(phrasing.sentences) for phrasing in subject.phrasings])
    if words > USUAL_SENTENCE * sentences:
        yield 0, {"words": round(words / sentences)}


def too_long_to_read(subject: Subject) -> Found:
    length = utf16_length(subject.text)
    if length > READABLE:
        yield 0, {"length": length}
