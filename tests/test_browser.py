"""The app in a real browser: answered, copied from, downloaded from, shared, left."""

import time
from collections.abc import Callable

import pytest
from selenium.webdriver.common.keys import Keys

from letterkit.domain.catalog import Catalog
from tests.browsers import PATIENCE, Browser, Served, browser, served  # noqa: F401 - fixtures

Open = Callable[..., Browser]
Serve = Callable[..., Served]
NUMBER = "7190332741026612"
DAY = "2026-11-20"
PASSWORD = "correct horse"  # noqa: S105 - of nobody


def answered(page: Browser, say: Callable[[str], str], *, item: str) -> None:
    """Answer from nothing to a complete letter: an order of which nothing came."""
    page.wait_for(say("Begin"))
    page.press(Keys.ENTER)
    page.wait_for(say("What went wrong?"))
    page.press(Keys.ENTER)
    page.wait_for("Order […]")
    for answer in (NUMBER, item, "24,90 USD", "2026-10-01"):
        page.write(answer)
        page.wait_for(answer)
        page.press(Keys.ENTER)
    page.wait_for("ordered on 1 October 2026")


def completed(page: Browser, say: Callable[[str], str]) -> None:
    """Choose the first of what may be chosen, for the two answers that are still needed."""
    for _ in range(2):
        page.press(Keys.F2)
        # The focus moves when all that was typed before is dealt with.
        time.sleep(0.5)
        page.press(Keys.ENTER)
        page.wait_for("╭")
        page.press(Keys.ENTER)
        page.wait_until(lambda: "╭" not in page.screen(), "chosen")
    page.wait_for(say("The letter is complete: F4 copies it"))


@pytest.mark.parametrize(("language", "item"), [("ka", "ჩაიდანი"), ("ko", "전기 주전자")])
def test_from_the_address_to_a_letter_copied_and_downloaded(
    language: str,
    item: str,
    served: Serve,
    browser: Open,
    catalog: Catalog,  # noqa: F811
) -> None:
    say = catalog.languages[language].gettext
    server, page = served("--lang", language, "--today", DAY), browser()
    page.open(server.address)
    answered(page, say, item=item)
    completed(page, say)
    page.press(Keys.F4)
    page.wait_for(say("Copy the whole letter at once"))
    assert say("Open the letter in an editor, then copy it") not in page.screen()

    page.press(Keys.END, Keys.UP, Keys.UP, Keys.ENTER)
    copied = say("Copied. Paste it into the form.")
    page.wait_until(lambda: copied in page.text(), copied)
    letter = page.clipboard()
    assert letter.startswith("Hello,")
    assert NUMBER in letter
    assert item in letter

    page.press(Keys.UP, Keys.UP, Keys.DOWN, Keys.DOWN, Keys.DOWN, Keys.ENTER)
    assert letter in page.downloaded(".txt").read_text(encoding="utf-8")
    page.press(Keys.F10)
    page.wait_for(say("What do you want to do?"))
    page.write(".ics")
    page.wait_for(".ics")
    page.press(Keys.ENTER)
    assert page.downloaded(".ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")

    assert page.driver.execute_script("return document.documentElement.lang") == language
    assert page.asked_hosts() == {f"127.0.0.1:{server.port}"}
    assert page.complaints() == []
