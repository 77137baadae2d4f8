"""letterkit drafts the letters a wronged marketplace buyer needs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from letterkit.api import draft, plan
    from letterkit.batching.api import batch
    from letterkit.errors import LetterkitError

__version__ = "0.1.0"
__all__ = ["LetterkitError", "__version__", "batch", "draft", "plan"]

_HOMES = {
    "LetterkitError": "letterkit.errors",
    "batch": "letterkit.batching.api",
    "draft": "letterkit.api",
    "plan": "letterkit.api",
}

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # `import letterkit` alone loads nothing.
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
