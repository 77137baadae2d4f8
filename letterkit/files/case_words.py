"""Puts the translation of the buyer's own words into a case file, beside everything else in it."""

import codecs
import json

import tomlkit

from letterkit.files.cases import as_text


def with_english(content: bytes, english: str) -> bytes:
    """Return a TOML or JSON case with `words.english` set.

    TOML keeps its comments, order, line ends and byte order mark; JSON keeps its order.
    """
    text = as_text(content)
    if text.lstrip().startswith("{"):
        data = json.loads(text)
        data.setdefault("words", {})["english"] = english
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
    mark = codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b""
    document = tomlkit.parse(text)
    document["words"]["english"] = english
    return mark + tomlkit.dumps(document).encode()
