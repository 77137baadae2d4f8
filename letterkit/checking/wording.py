"""Checks that need nothing but the text.

Lists of words are looked up as they are: compiling them all as patterns would take longer than
writing the letter.
"""

import re

from letterkit.checking.subject import Found, Subject
from letterkit.domain.text import is_latin, utf16_length
from letterkit.rendering.formats import ENGLISH_MONTHS

LONGEST_SENTENCE, READABLE = 30, 1500
"""Words; UTF-16 units."""

MONTHS = "|".join(ENGLISH_MONTHS)
_MONTHS = tuple(MONTHS.lower().split("|"))
_DATE = re.compile(rf"\d{{1,2}} (?:{MONTHS}) \d{{4}}")
_EXHIBIT = re.compile(r"\b(?:Photo|Video|Screenshot|Document|Exhibit) \d+\b")
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b")
_EDGES = "\"'“”„«».,;:!?()[]-"

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

_PROBLEM = (
    "not received", "not been received", "not been delivered", "not delivered", "not arrived",
    "never came", "never arrived", "never received", "has not come", "did not come",
    "not as described", "not genuine", "not the item", "not in it", "not work", "defect",
    "damage", "broken", "wrong", "missing", "fake", "counterfeit", "empty", "held by customs",
    "returned to", "sent back to", "quantity is short", "late", "no refund", "blocked",
    "the money has not", "at my own cost",
)  # fmt: skip
_ASKING = ("please", "i ask", "i request", "could you", "would you")
_ASKED = (
    "refund", "send", "give", "extend", "replace", "return", "pay", "reopen", "review", "unblock",
)  # fmt: skip
_CONTACT = (
    "i asked", "i wrote", "i told", "i contacted", "i sent", "i informed", "i reported",
    "first message", "you answered", "you wrote", "you promised", "you asked", "you refused",
    "you offered", "you ask me", "you ask for", "you answer that", "you offer a",
    "seller answered", "seller wrote", "seller promised", "seller asked", "seller refused",
    "seller offered",
)  # fmt: skip
_NEXT_STEP = (
    "open a dispute", "start a dispute", "file a dispute", "to decide", "escalat", "step in",
    "chargeback", "my bank", "i will ask",
)  # fmt: skip
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


def gaps(subject: Subject) -> Found:
    yield from _each(_GAP, _GAP_MARKS, subject)


def no_order_number(subject: Subject) -> Found:
    if subject.case is None and not re.search(
        r"\border\b[^.\n]{0,20}?\d(?:[ -]?\d){7,}", subject.text, re.IGNORECASE
    ):
        yield 0, {}


def late_problem(subject: Subject) -> Found:
    first_two = " ".join(sentence for _, sentence in subject.sentences[:2]).lower()
    if not any(words in first_two for words in _PROBLEM):
        yield 1, {}


def no_demand(subject: Subject) -> Found:
    for _, sentence in subject.sentences:
        lower = sentence.lower()
        if any(words in lower for words in _ASKING) and any(words in lower for words in _ASKED):
            return
    yield 0, {}


def too_long_for_field(subject: Subject) -> Found:
    length = utf16_length(subject.text)
    if subject.limit is not None and length > subject.limit:
        yield 0, {"length": length, "limit": subject.limit}


def not_english(subject: Subject) -> Found:
    """Another script, or a longer line in which hardly a word is a common English one."""
    for number, line in enumerate(subject.own_words, start=1):
        words = line.lower().split()
        if 8 * len(_ENGLISH.intersection(words)) >= len(words) and line.isascii():
            continue
        if not line.isascii() and (foreign := [word for word in words if not is_latin(word)]):
            yield number, {"found": foreign[0]}
        elif len(words) >= 8 and not _has_english(words):
            yield number, {"found": line.strip()}


def _has_english(words: list[str]) -> bool:
    """Whether one word in eight is a common English one; numbers and names do not count."""
    letters = [word for each in words if (word := each.strip(_EDGES)).isalpha()]
    common = sum(word in _ENGLISH for word in letters)
    return len(letters) < 8 or 8 * common >= len(letters)


def ambiguous_dates(subject: Subject) -> Found:
    yield from _each(_AMBIGUOUS_DATE, ("/", ".", "-"), subject)


def dates_out_of_order(subject: Subject) -> Found:
    latest = None
    for number, line in enumerate(subject.lines, start=1):
        match = _DATE.match(line, 2) if line.startswith("- ") else None
        if match is None:
            latest = None
            continue
        day_of_month, month, year = match[0].split()
        day = (int(year), _MONTHS.index(month.lower()), int(day_of_month))
        if latest is not None and day < latest:
            yield number, {}
        latest = day


def loose_exhibits(subject: Subject) -> Found:
    listed = {
        match[0]
        for line in subject.lines
        if line.startswith("- ") and (match := _EXHIBIT.match(line, 2))
    }
    for number, line in enumerate(subject.lines, start=1):
        for name in _EXHIBIT.findall(line):
            if name not in listed:
                yield number, {"found": name}


def no_contact(subject: Subject) -> Found:
    letter = subject.letter
    if letter is not None and "contact" not in {part.name for part in letter.parts}:
        return
    if not any(words in subject.lower for words in _CONTACT):
        yield 0, {}


def no_day_for_reply(subject: Subject) -> Found:
    if subject.is_for_platform:
        # The marketplace sets its own time.
        return
    for word in ("by ", "before ", "until "):
        for after in subject.lower.split(word)[1:]:
            if any(month in after[:16] for month in _MONTHS) or after.startswith("today"):
                return
    if "today" not in subject.lower:
        yield 0, {}


def no_next_step(subject: Subject) -> Found:
    if not subject.is_for_platform and not any(words in subject.lower for words in _NEXT_STEP):
        yield 0, {}


def threats(subject: Subject) -> Found:
    yield from _words_beginning(_THREATS, subject)


def rude_words(subject: Subject) -> Found:
    yield from _words_beginning(_INSULTS, subject)
    if "!!" not in subject.text and not _SHOUTED.search(subject.text):
        return
    for number, line in enumerate(subject.own_words, start=1):
        if "!!" in line:
            yield number, {"found": "!!"}
        if len(loud := _SHOUTED.findall(line)) >= 2:
            yield number, {"found": " ".join(loud)}


def review_blackmail(subject: Subject) -> Found:
    yield from _each(_BLACKMAIL, _REVIEW_MARKS, subject)


def long_sentences(subject: Subject) -> Found:
    for number, sentence in subject.sentences:
        words = len(sentence.split())
        if words > LONGEST_SENTENCE:
            yield number, {"words": words}


def too_long_to_read(subject: Subject) -> Found:
    length = utf16_length(subject.text)
    if length > READABLE:
        yield 0, {"length": length}


def personal_data(subject: Subject) -> Found:
    yield from _each(_PERSONAL, _PERSONAL_MARKS, subject)


def _words_beginning(beginnings: tuple[str, ...], subject: Subject) -> Found:
    if not any(beginning in subject.lower for beginning in beginnings):
        return
    for number, line in enumerate(subject.own_words, start=1):
        for word in line.split():
            if (bare := word.strip(_EDGES)).lower().startswith(beginnings):
                yield number, {"found": bare}


def _each(pattern: str, marks: tuple[str, ...], subject: Subject) -> Found:
    """Find a pattern, in a text that holds one of the marks it cannot do without."""
    if not any(mark in subject.text for mark in marks) or not re.search(pattern, subject.text):
        return
    for number, line in enumerate(subject.own_words, start=1):
        for match in re.finditer(pattern, line):
            yield number, {"found": match[0].strip()}
