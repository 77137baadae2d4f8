"""Puts the translation of the buyer's own words into a case file, and changes nothing else."""

import json

import tomlkit


def with_english(text: str, english: str) -> str:
    """Return the TOML or JSON text of a case with `words.english` set."""
    if text.lstrip().startswith("{"):
        data = json.loads(text)
        data.setdefault("words", {})["english"] = english
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    document = tomlkit.parse(text)
    document["words"]["english"] = english
    return tomlkit.dumps(document)
