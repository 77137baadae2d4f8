"""Marks sentences for the message catalogs where the language is not yet known."""


def N_(text: str) -> str:  # noqa: N802 - gettext's own name, which extractors look for
    """Return `text` unchanged; whoever shows it translates it."""
    return text
