"""What is taken out of a case: copied, saved as a file, edited, sent."""

import os
import shlex
import subprocess
from contextlib import suppress
from datetime import date, datetime
from io import StringIO
from itertools import chain, count
from pathlib import Path
from tempfile import TemporaryDirectory

import platformdirs
from textual import on
from textual.app import SuspendNotSupported

from letterkit.checking import check
from letterkit.errors import LetterkitError
from letterkit.files.calendar import as_calendar
from letterkit.files.case_toml import case_as_toml
from letterkit.files.native_days import with_native_days
from letterkit.marking import N_
from letterkit.presenting.form_text import form_in_words
from letterkit.rendering import formats
from letterkit.store.store import Copied
from letterkit.tui.copy_view import CopyView
from letterkit.tui.day_picker import DayPicker
from letterkit.tui.kept import Kept
from letterkit.tui.picker import Item, Picked, Picker


class Copying(Kept):
    """Takes texts out, and remembers which and when."""

    _has_asked_whether_sent = False

    @on(CopyView.Copy)
    def _copy(self, event: CopyView.Copy) -> None:
        self.copy(event.field, event.text)

    @on(CopyView.Do)
    def _do(self, event: CopyView.Do) -> None:
        self.call_later(self.run_action, event.action)

    def copy(self, field: str, text: str, *, way: str = "clipboard") -> None:
        """Copy a text, say so honestly, and remember it."""
        self.desk.copy(text)
        self._remember(field, text, way)

    def _remember(self, field: str, text: str, way: str) -> None:
        letter = self.sketch.letter
        if letter is None:
            return
        now = datetime.now().astimezone()
        try:
            self.save()
            self.keeper.record(Copied(at=now, letter=letter.id, field=field, text=text, way=way))
        except LetterkitError as error:
            self.tell_once(error)
        self.show_answers()

    def copied_when(self) -> dict[str, str]:
        """Return when each field of this letter was copied last, in words, by its name."""
        letter = self.sketch.letter
        when = {}
        for copied in self._copied():
            if letter is not None and copied.letter == letter.id:
                at = copied.at.astimezone()
                when[copied.field] = self.voice.say(
                    N_("Copied on %(day)s at %(time)s"),
                    day=formats.day(at.date(), self.voice.language),
                    time=f"{at:%H:%M}",
                )
        return when

    def _copied(self) -> list[Copied]:
        try:
            return self.keeper.copied()
        except LetterkitError as error:
            self.tell_once(error)
            return []

    def action_copy_all(self) -> None:
        if self.is_ready():
            self.copy("", self._text())

    def is_ready(self) -> bool:
        """Return whether there is a letter to send; say what it waits for if there is none."""
        if self.sketch.is_complete:
            return True
        waits = N_("The letter is not complete yet: answer what is marked with * first.")
        self.notify(self.voice.say(waits), severity="warning", markup=False)
        return False

    def _text(self) -> str:
        return self.sketch.draft.text if self.sketch.draft is not None else ""

    def action_save_letter(self) -> None:
        """Save the letter with its form, and the same in the buyer's language."""
        drafted = self.sketch.draft
        if drafted is None or not self.is_ready():
            return
        texts = [drafted.text, form_in_words(drafted, self.voice, drafted.text)]
        if drafted.language != drafted.to:
            texts.insert(1, drafted.beside)
        self._deliver(f"{drafted.letter}.txt", "\n\n———\n\n".join(texts) + "\n")
        self._remember("", drafted.text, "file")

    def action_save_case(self) -> None:
        """Save the answers as a case file."""
        if "problem" not in self.answers.data:
            self.is_ready()
            return
        catalog = self.desk.catalog
        native = with_native_days(self.answers.data, catalog)
        text = case_as_toml(native, catalog, self.voice.say)
        self._deliver(f"{self.answers.data['problem']}.toml", text)

    def action_save_days(self) -> None:
        """Save the days of the plan as a calendar."""
        made, case = self.sketch.plan, self.sketch.case
        if made is None or case is None:
            self.is_ready()
            return
        calendar = as_calendar(made, case, self.desk.catalog, self.voice.wording)
        self._deliver(f"{case.problem}.ics", calendar.decode(), mime_type="text/calendar")

    def _deliver(self, name: str, text: str, *, mime_type: str = "text/plain") -> None:
        """Hand over a file: to the downloads, or in a browser as a download."""
        name = f"letterkit-{self.desk.today():%Y-%m-%d}-{name}"
        path = Path(name) if self.app.is_web else _free_path(name)
        self.app.deliver_text(
            StringIO(text, newline=""),
            save_directory=path.parent,
            save_filename=path.name,
            encoding="utf-8",
            mime_type=mime_type,
        )

    def action_edit_letter(self) -> None:
        """Open the letter in the buyer's editor; what comes of it is checked and copied."""
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        case = self.sketch.case
        if case is None or not self.is_ready():
            return
        if not editor:
            said = N_("No editor is named: set the environment variable EDITOR, for example nano.")
            self.notify(self.voice.say(said), severity="warning", markup=False)
            return
        edited = self._edited(editor, self._text())
        if edited is None:
            said = N_("The editor ended with an error: the letter stays as it was.")
            self.notify(self.voice.say(said), severity="warning", markup=False)
            return
        for flaw in check(edited, self.desk.catalog, case=case):
            told = f"{flaw.told(self.voice.say)} {flaw.advice(self.voice.say)}"
            self.notify(told, severity="warning", timeout=12, markup=False)
        self.copy("", edited, way="editor")

    def _edited(self, editor: str, text: str) -> str | None:
        """Return what the editor makes of a text, or None if it fails."""
        with TemporaryDirectory(prefix="letterkit-") as folder:
            path = Path(folder) / "letter.txt"
            path.write_text(text + "\n", encoding="utf-8")
            try:
                with self.app.suspend():
                    done = subprocess.run([*shlex.split(editor), str(path)], check=False)  # noqa: S603 - the buyer's own editor
                return path.read_text(encoding="utf-8").strip() if done.returncode == 0 else None
            except (OSError, ValueError, SuspendNotSupported):
                return None

    def action_mark_sent(self) -> None:
        """Remember that this letter was sent today."""
        if self.is_ready():
            self._sent(self.desk.today())

    def ask_whether_sent(self) -> None:
        """Ask about a letter that was copied on an earlier day and not marked as sent."""
        if self._has_asked_whether_sent:
            return
        self._has_asked_whether_sent = True
        copied = next(reversed(self._copied()), None)
        if copied is None or copied.sent_on is not None:
            return
        letter = self.desk.catalog.letters.get(copied.letter)
        day = copied.at.astimezone().date()
        if letter is None or day >= self.desk.today():
            return
        say = self.voice.say
        items = [
            Item(id="then", label=say(N_("Yes, on that day"))),
            Item(id="other", label=say(N_("Yes, on another day"))),
            Item(id="no", label=say(N_("No"))),
        ]

        def sent_on(day: date | None) -> None:
            if day is not None:
                self._sent(day, copied.letter)

        def chosen(ids: Picked) -> None:
            if ids == ("then",):
                self._sent(day, copied.letter)
            elif ids == ("other",):
                picker = DayPicker(say(letter.label), day)
                self.app.push_screen(picker, sent_on)

        asked = N_("You copied “%(letter)s” on %(day)s. Did you send it?")
        shown = formats.day(day, self.voice.language)
        title = say(asked, letter=say(letter.label), day=shown)
        self.app.push_screen(Picker(title, items), chosen)

    def _sent(self, day: date, letter: str = "") -> None:
        """Write into the case that a letter was sent: the next letter tells of it."""
        kind = self.desk.catalog.letters[letter] if letter else self.sketch.letter
        if kind is None:
            return
        if "." in kind.sent:
            self.answers.put(kind.sent, day.isoformat())
        elif kind.sent:
            row = {"on": day.isoformat(), "by": "buyer", "said": kind.sent}
            self.answers.put_row("contacts", len(self.answers.data.get("contacts") or ()), row)
        try:
            self.save()
            self.keeper.mark_sent(kind.id, day)
        except LetterkitError as error:
            self.tell_once(error)
        self.changed()
        told = N_("Remembered as sent on %(day)s. The plan says what comes next.")
        shown = formats.day(day, self.voice.language)
        self.notify(self.voice.say(told, day=shown), markup=False)


def _free_path(name: str) -> Path:
    """Return where a new file goes in the downloads; what is there already stays."""
    folder = Path(platformdirs.user_downloads_dir())
    with suppress(OSError):
        # What cannot be made is told when the file is written.
        folder.mkdir(parents=True, exist_ok=True)
    stem, _, ending = name.rpartition(".")
    names = (f"{stem}{number}.{ending}" for number in chain([""], (f"-{n}" for n in count(2))))
    return next(folder / each for each in names if not (folder / each).exists())
