"""The long forms of the tests of what must never be lost. `make torture` runs them."""
