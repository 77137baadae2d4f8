"""Makes text from outside safe to put into a letter or on a screen."""

import re
import unicodedata
from typing import Any

# Control codes (escape sequences start with one), and characters that turn the direction of text.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINES = re.compile("\r\n?|[\u2028\u2029]")
_SPACES = re.compile(r"\s+")
_ITALIAN = re.compile(
    r"(?<![-\w])(?:(?:[ld]|un|dell|nell|sull|dall|all|quest)['’]"
    r"|(?:di|del|dell[aeo]|degli|nell[aeo]|sull[aeo]|dall[aeo]|alla|agli|gli|il|una|uno|e|è"
    r"|che|perché|però|più|anche|sono|senza|molto|troppo|non)\s)(?=[a-zàèéìòù])"
)
"""Short words that stand in most Italian phrases and in no English one, before a small letter."""


def plain(text: str) -> str:
    """Return `text` in NFC on one line, without control codes, its words one space apart."""
    if is_surely_safe(text) and "  " not in text and text[:1] != " " != text[-1:]:
        return text
    flat = _SPACES.sub(" ", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", _UNSAFE.sub("", flat)).strip()


def safe(text: str) -> str:
    """Return `text` in NFC without control codes; its lines and spaces stay as they are."""
    return _UNSAFE.sub("", _LINES.sub("\n", unicodedata.normalize("NFC", text)))


def safe_in_json(encoded: str) -> str:
    """Return JSON that means the same, what is not safe in its texts written as \\u009b."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", encoded)


def is_surely_safe(text: str) -> bool:
    """Whether one line is known to be safe at a glance; `safe` may still change nothing in it."""
    return text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


def safe_throughout(data: Any) -> Any:
    """Return decoded JSON with every text in it made safe."""
    if isinstance(data, str):
        return safe(data)
    if isinstance(data, dict):
        return {safe(str(key)): safe_throughout(value) for key, value in data.items()}
    if isinstance(data, list):
        return [safe_throughout(value) for value in data]
    return data


def plain_throughout(data: Any) -> Any:
    """Return decoded TOML or JSON with every text in it made plain."""
    if isinstance(data, str):
        return plain(data)
    if isinstance(data, dict):
        return {plain(str(key)): plain_throughout(value) for key, value in data.items()}
    if isinstance(data, list):
        return [plain_throughout(value) for value in data]
    return data


def is_latin(text: str) -> bool:
    """Whether every letter in `text` is Latin, so that it can stand in an English sentence."""
    return text.isascii() or all(
        unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha()
    )


def may_be_english(text: str) -> bool:
    """Whether `text` can stand in an English sentence: no other letters, and no sign of Italian.

    A single word, or a name, gives nothing away. A wrong guess costs two quotation marks.
    """
    return is_latin(text) and not _ITALIAN.search(text)


def utf16_length(text: str) -> int:
    """Return the length of `text` in UTF-16 units, as a browser counts a field."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
