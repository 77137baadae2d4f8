"""Runs the app without a terminal, and reads what stands on its screen."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from letterkit.domain.catalog import Catalog
from letterkit.files.settings import Settings, read_settings
from letterkit.files.shipped import shipped_catalog
from letterkit.store.store import Store, store_path
from letterkit.tui.app import LetterkitApp
from tests.builders import TODAY

Steps = Callable[["Hands"], Awaitable[None]]


class Hands:
    """Somebody at the keyboard."""

    def __init__(self, pilot: Pilot[None], app: LetterkitApp) -> None:
        self.pilot = pilot
        self.app = app

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        await self.pilot.press(*(_KEYS.get(sign, sign) for sign in text))
        await self.pilot.pause()

    def screen(self) -> str:
        """Return the text on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()  # noqa: SLF001 - no public way
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def case(self) -> Any:
        return self.app.screen

    async def go_to(self, key: str) -> Any:
        """Go to the field of an answer, and return what it is typed into."""
        for _ in range(100):
            await self.pilot.pause(0.02)
            field = self.case.form.field(key)
            if field is not None and field.is_mounted:
                if self.app.focused is field.editor:
                    return field.editor
                field.editor.focus()
        raise AssertionError(f"{key} cannot be answered")

    async def wait_for(self, words: str) -> None:
        """Wait until words stand on the screen."""
        for _ in range(100):
            await self.pilot.pause(0.05)
            if words in self.screen():
                return
        raise AssertionError(f"{words!r} never came up:\n{self.screen()}")

    async def saved(self) -> dict[str, Any]:
        """Wait until the case on the screen is saved, and return it."""
        await asyncio.sleep(0.4)
        await self.pilot.pause()
        lines = self.app.store.lines()
        return self.app.store.case(lines[0].id).data


_KEYS = {" ": "space", ".": "full_stop", ",": "comma", "-": "minus", "$": "dollar_sign"}


def use_app(
    steps: Steps,
    *,
    language: str = "en",
    size: tuple[int, int] = (120, 40),
    chosen: bool = True,
    file: Path | None = None,
    case: str | None = None,
    catalog: Catalog | None = None,
) -> LetterkitApp:
    """Carry out `steps` in the app, close it, and return it; `chosen`: not the first start."""
    store = Store(store_path())
    settings = Settings(language=language) if chosen else read_settings()
    app = LetterkitApp(
        catalog or shipped_catalog(),
        store,
        settings,
        language=language,
        today=lambda: TODAY,
        file=file,
        case=case,
    )

    async def run() -> None:
        async with app.run_test(size=size, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            await steps(Hands(pilot, app))
            await pilot.pause()

    asyncio.run(run())
    store.close()
    return app
