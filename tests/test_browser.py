"""The app in a real browser: answered, copied from, downloaded from, shared, left."""

import time
from collections.abc import Callable

import pytest
from selenium.webdriver.common.keys import Keys

from letterkit.domain.catalog import Catalog
from letterkit.store.store import store_path
from tests.browsers import Browser, Served

Open = Callable[..., Browser]
Serve = Callable[..., Served]
NUMBER = "7190332741026612"
DAY = "2026-11-20"
PASSWORD = "correct horse"  # noqa: S105 - of nobody

WHERE_IT_GOES = (
    "What you type here goes to the computer that serves this page. It is deleted there when you "
    "end letterkit (F10), or %(minutes)s minutes after you close the page."
)


def answered(page: Browser, say: Callable[[str], str], *, item: str) -> None:
    """Answer from nothing to a complete letter: an order of which nothing came."""
    page.wait_for(say("Begin"))
    page.press(Keys.ENTER)
    page.wait_for(say("Where did you buy it?"))
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
    page.wait_for(say("The letter is complete (%(key)s: copy)") % {"key": "F4"})


@pytest.mark.parametrize(("language", "item"), [("ka", "ჩაიდანი"), ("ko", "전기 주전자")])
def test_from_the_address_to_a_letter_copied_and_downloaded(
    language: str,
    item: str,
    served: Serve,
    browser: Open,
    catalog: Catalog,
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


def test_a_browser_that_refuses_to_copy_gets_a_button(served: Serve, browser: Open) -> None:
    server, page = served("--today", DAY), browser()
    page.open(server.address)
    page.may("clipboard-write", "denied")
    answered(page, str, item="Kettle")
    completed(page, str)
    page.press(Keys.F4)
    page.wait_for("Copy the whole letter at once")
    page.press(Keys.END, Keys.UP, Keys.UP, Keys.ENTER)
    asked = "Your browser copies only if you press this button:"
    page.wait_until(lambda: asked in page.text(), asked)
    assert "Copied. Paste it into the form." not in page.text()
    page.may("clipboard-write", "granted")
    page.press(Keys.ENTER)
    page.wait_until(lambda: "Copied. Paste it into the form." in page.text(), "copied")
    assert page.clipboard().startswith("Hello,")
    # The way back to the app is open again.
    page.press(Keys.F5)
    page.wait_until(lambda: "Copy the whole letter" not in page.screen(), "gone on")


def test_two_visitors_never_see_each_others_cases(
    served: Serve, browser: Open, catalog: Catalog
) -> None:
    with_password = {"LETTERKIT_PASSWORD": PASSWORD}
    server = served("--password", "--today", DAY, **with_password)
    first, second = browser(language="ko"), browser(language="ka")
    for page, language in ((first, "ko"), (second, "ka")):
        say = catalog.languages[language].gettext
        page.open(server.address)
        assert say("Password") in page.text()
        page.press(PASSWORD, Keys.ENTER)
        page.wait_for(say("Begin"))
        assert say(WHERE_IT_GOES) % {"minutes": 10} in page.text()
    say = catalog.languages["ko"].gettext
    answered(first, say, item="Kettle")
    completed(first, say)
    second.press(Keys.ENTER)
    second.wait_for(catalog.languages["ka"].gettext("Where did you buy it?"))
    second.press(Keys.ESCAPE, Keys.ESCAPE)
    second.wait_until(lambda: "F9" in second.screen() or "F2" in second.screen(), "home")
    assert "Kettle" not in second.screen()
    assert not store_path().exists()

    # What one has asked for as a file is not there for the other.
    first.driver.execute_script("window.open = (address) => { window.asked = address; }")
    first.press(Keys.F4)
    first.wait_for(say("Save the letter and the form as a file"))
    first.press(Keys.END, Keys.UP, Keys.ENTER)
    address = "return window.asked"
    first.wait_until(lambda: bool(first.driver.execute_script(address)), "delivered")
    asked = first.driver.execute_script(address)
    fetched = "return fetch(arguments[0]).then((answer) => answer.status)"
    assert second.driver.execute_script(fetched, asked) == 404
    assert first.driver.execute_script(fetched, asked) == 200

    # A page that was closed by mistake finds its case again; one that was ended leaves nothing.
    first.driver.refresh()
    first.wait_for(say("Show all cases"))
    assert "Kettle" in first.screen()
    first.press(Keys.ENTER)
    first.wait_for("USD 24.90")
    assert len(server.folders()) == 2
    first.press(Keys.F10)
    first.wait_for(say("What do you want to do?"))
    first.write(say("Quit"))
    first.press(Keys.ENTER)
    first.wait_until(lambda: say("letterkit has ended.") in first.text(), "ended")
    second.driver.get("about:blank")
    second.wait_until(lambda: len(server.folders()) == 1, "deleted")
    second.wait_until(lambda: not server.apps(), "ended")
    assert server.stop() == 0
    assert server.folders() == []


def test_the_stock_page_is_caught_asking_another_host(
    stock: Callable[[], str], browser: Open
) -> None:
    page = browser()
    page.open(stock())
    assert "fonts.googleapis.com" in page.asked_hosts()
