"""Whatever bytes are read, there is a result or an error that says what to do; never an accident.

Millions of inputs, led by coverage, are tried by tests/torture.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.examples import examples
from tests.readers import READERS, SEEDS

often = settings(max_examples=examples(60), deadline=None, derandomize=True)


def mutated(seeds: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Return pieces of seeds, cut, repeated, and mixed with what nobody has written."""
    pieces = st.one_of(
        st.binary(max_size=12),
        st.text(max_size=12).map(str.encode),
        st.sampled_from([line for seed in seeds for line in seed.splitlines(keepends=True)]),
        st.sampled_from([bytes([sign]) for sign in b"\"'[]{}.,;=|\t\n\r\\%#"]),
    )
    return st.lists(pieces, max_size=12).map(b"".join)


@pytest.mark.parametrize("reader", READERS)
def test_any_bytes_are_read_or_refused(reader: str) -> None:
    for seed in SEEDS[reader]:
        READERS[reader](seed)

    @often
    @given(mutated(SEEDS[reader]))
    def reads(content: bytes) -> None:
        READERS[reader](content)

    reads()


def test_a_reader_that_trips_is_caught() -> None:
    @often
    @given(mutated(SEEDS["case"]))
    def reads(content: bytes) -> None:
        content.decode()

    with pytest.raises(UnicodeDecodeError):
        reads()
