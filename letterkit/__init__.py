"""letterkit drafts the letters a wronged marketplace buyer needs."""

__version__ = "0.1.0"
