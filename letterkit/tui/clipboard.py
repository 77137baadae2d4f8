"""Puts text on the clipboard, by every way there is; none of them says whether it worked."""

import base64
import os
from contextlib import suppress

OSC_52_LIMIT = 74_994
"""Characters of base64 that xterm takes; others take less."""


def copy_natively(text: str) -> bool:
    """Hand `text` to the clipboard of this computer. Return whether there is one to take it.

    Over SSH this computer is not the one in front of which the buyer sits.
    """
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        return False
    # Only a copy pays for finding out which clipboard this is.
    import pyperclip

    with suppress(pyperclip.PyperclipException, OSError):
        pyperclip.copy(text)
        return True
    return False


def fits_in_terminal(text: str) -> bool:
    """Whether the terminal can be expected to take the whole of `text` as OSC 52."""
    return len(base64.b64encode(text.encode())) <= OSC_52_LIMIT
