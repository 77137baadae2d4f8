"""letterkit drafts the letters a wronged marketplace buyer needs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from letterkit.batching.api import batch

__version__ = "0.1.0"
__all__ = ["__version__", "batch"]


def __getattr__(name: str) -> Any:
    # `import letterkit` alone loads nothing.
    if name == "batch":
        from letterkit.batching.api import batch

        return batch
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
