"""Has the buyer's own words translated, and believes nothing that comes back unchecked."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable

from letterkit.domain.translation import Provider, Term
from letterkit.errors.translating import TranslationRefusedError
from letterkit.language import translator_process
from letterkit.language.detection import detect
from letterkit.language.masks import Masked, has_same_numbers, masked, unmasked

PATIENCE = 10.0
"""Seconds after which the process is killed."""
CHILDS_SHARE = 0.8
"""Share of it that the process itself may use, so that it can still say what went wrong."""
LONGEST = 4_500
"""Characters of one line; providers take a little more."""

_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|&(?:#\d+|[a-z]+);")
_MOST_TIMES = 4
"""How many times as long, or as short, a translation may be; Hangul is short."""


def translated(
    text: str,
    provider: Provider,
    *,
    source: str,
    target: str,
    facts: Iterable[str] = (),
    terms: Iterable[Term] = (),
    address: str = "",
    patience: float = PATIENCE,
) -> str:
    """Return `text` in another language, its facts as they were.

    `facts` are texts that must stay as they are; `terms` come out in English and are for
    translations into English only. Languages are ISO 639-1 codes. `patience` is in seconds.

    Raises:
        TranslationRefusedError: with the reason; nothing of the text is in it.
    """
    known, trade = tuple(facts), tuple(terms)
    lines = text.split("\n")
    sent = [masked(line, facts=known, terms=trade, language=source) for line in lines]
    # A line that is nothing but facts needs no translator.
    asked = [place for place, line in enumerate(sent) if re.search(r"[^\W\d_]", line.text)]
    if any(len(sent[place].text) > LONGEST for place in asked):
        raise TranslationRefusedError("too-long")
    request: dict[str, object] = {
        "provider": provider.id,
        "source": source,
        "target": target,
        "address": address,
        "patience": CHILDS_SHARE * patience,
        "lines": [sent[place].text for place in asked],
    }
    answers = dict(zip(asked, _answers(request, patience), strict=True)) if asked else {}
    result = [
        _checked(answers[place], line, lines[place]) if place in answers else lines[place]
        for place, line in enumerate(sent)
    ]
    _check_language("\n".join(answers.values()), target)
    return "\n".join(result)


def _answers(request: dict[str, object], patience: float) -> list[str]:
    """Ask in a process of its own."""
    # -P: a requests.py in the folder that somebody stands in must not read their words.
    command = [sys.executable, "-P", translator_process.__file__]
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            command,
            input=json.dumps(request).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            check=False,
        )
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise TranslationRefusedError("timeout") from None
    except (OSError, ValueError):
        raise TranslationRefusedError("failed") from None
    if "reason" in answer:
        raise TranslationRefusedError(answer["reason"], seconds=answer.get("seconds", 0))
    lines: list[str] = answer["lines"]
    return lines


def _checked(answer: str, sent: Masked, line: str) -> str:
    """Return the answer with its facts back, or refuse it."""
    if not answer.strip():
        raise TranslationRefusedError("empty")
    if _MARKUP.search(answer) and not _MARKUP.search(line):
        raise TranslationRefusedError("markup")
    if not len(sent.text) / _MOST_TIMES <= len(answer) + 8 <= _MOST_TIMES * len(sent.text) + 32:
        raise TranslationRefusedError("length")
    whole = unmasked(answer, sent.spared)
    if whole is None:
        raise TranslationRefusedError("lost-mask")
    if not has_same_numbers(line, whole):
        raise TranslationRefusedError("changed-numbers")
    return " ".join(whole.split())


def _check_language(answer: str, target: str) -> None:
    found = detect(answer)
    if found.is_sure and found.language != target:
        raise TranslationRefusedError("wrong-language")
