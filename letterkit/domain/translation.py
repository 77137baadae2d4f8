"""What is needed to have the buyer's own words translated by somebody else."""

from letterkit.domain.noun import Noun


class Provider(Noun, frozen=True, kw_only=True):
    """Somebody who translates."""

    id: str
    name: str
    tells: str
    """What is sent, to whom and how: the buyer agrees to this sentence."""
    needs_address: bool = False
    keys: tuple[str, ...] = ()
    """Environment variables that hold its keys."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes of what it translates into English and back; left out, all of ours."""


class Term(Noun, frozen=True, kw_only=True):
    """A term that must come out as `id`, and its words by language.

    A word is given by its beginning; one with a full stop is given whole.
    """

    id: str
    ru: tuple[str, ...] = ()
    it: tuple[str, ...] = ()
    ko: tuple[str, ...] = ()
    ka: tuple[str, ...] = ()

    def words(self, language: str) -> tuple[str, ...]:
        found: tuple[str, ...] = getattr(self, language, ())
        return found
