"""What is different where the app is shown in a browser, by `letterkit serve`."""

from textual.driver import Driver

from letterkit.marking import N_
from letterkit.presenting.voice import Voice

NOT_THERE = frozenset({"edit_letter"})
"""Actions that need the computer itself: an editor would open where the server stands."""

PROMISES_TO_VISITORS = {
    N_("Nothing leaves this computer."): N_("Deleted when you end letterkit (F10)."),
    N_("letterkit: letters that get your money back. Nothing leaves this computer."): N_(
        "letterkit: letters that get your money back. Deleted when you end letterkit (F10)."
    ),
    N_("Nothing leaves this computer, and every answer is saved at once."): N_(
        "What you type goes to the computer that serves this page. It is deleted there when you "
        "end letterkit; save your letter and your answers before."
    ),
}
"""What is promised to the owner of the computer, and what to somebody who visits it."""


def speak(driver: Driver | None, voice: Voice) -> None:
    """Tell the page which language is spoken: it has the fonts for it, and screen readers ask."""
    _tell_page(driver, {"type": "language", "language": voice.language})


def copy(driver: Driver | None, text: str, voice: Voice) -> None:
    """Have the page copy a text: it alone can tell whether the browser let it."""
    _tell_page(
        driver,
        {
            "type": "copy",
            "text": text,
            "done": voice.say(N_("Copied. Paste it into the form.")),
            "ask": voice.say(N_("Your browser copies only if you press this button:")),
            "button": voice.say(N_("Copy")),
            "by_hand": voice.say(N_("Your browser does not let letterkit copy: press Ctrl+C.")),
        },
    )


def _tell_page(driver: Driver | None, told: dict[str, object]) -> None:
    # Textual loads this driver where it is in use; nobody else pays for it.
    from textual.drivers.web_driver import WebDriver

    assert isinstance(driver, WebDriver)  # noqa: S101 - the one driver that shows pages
    driver.write_meta(told)
