"""The base of every noun: frozen, keyword-only, and strict about unknown keys.

msgspec structs serve as the nouns themselves, so that one definition is both the shape of the
files and the objects the core works with.
"""

import msgspec


class Noun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value; change it with `msgspec.structs.replace`. Each noun repeats its keywords: msgspec
    does not inherit all of them."""
