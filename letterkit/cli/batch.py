"""`letterkit batch`: a letter for each row of a table."""

import shlex
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from types import FrameType

import msgspec

from letterkit.batching.columns import check_names, columns_map, draft_of_map
from letterkit.batching.errors import (
    NotACountError,
    NothingToDoError,
    NotOneCharacterError,
    NotSetError,
    OptionsClashError,
    OutputExistsError,
)
from letterkit.batching.finishing import text_of
from letterkit.batching.job import ColumnsMap, Job, Letter, Rendered, Shard
from letterkit.batching.manifest import Manifest
from letterkit.batching.reading import Table, Wishes, tables_named
from letterkit.batching.refused_file import RefusedFile
from letterkit.batching.running import (
    AHEAD,
    CLUSTER_AHEAD,
    Books,
    Pool,
    Summary,
    cluster,
    process_pool,
    processors,
    rendered_in_order,
)
from letterkit.batching.shards import Cutter, Rows
from letterkit.batching.tables import DELIMITERS
from letterkit.batching.writing import STDOUT, exists, kind_of, manifest_path, output_for
from letterkit.cli.batch_progress import Progress, progress_of
from letterkit.cli.batch_summary import print_refusal, print_summary, summary_as_json
from letterkit.cli.desk import Desk, text_named
from letterkit.cli.output import complain, remark, say, say_json
from letterkit.domain.catalog import known
from letterkit.errors import LetterkitError
from letterkit.files.own import marketplaces_of_own
from letterkit.marking import N_

REFUSED = 1
"""Exit code where rows were refused and all others are done."""
_LETTERS_SHOWN = 2
"""Letters that `--dry-run` shows."""


def run(desk: Desk) -> int:
    """Write the letters; 1 if rows were refused."""
    asked = desk.arguments
    tables = tuple(_tables(desk))
    if asked.columns_draft:
        return _print_draft(desk, tables)
    if not asked.out and not asked.dry_run:
        raise NothingToDoError
    if asked.out and not Path(asked.out).name:
        raise OutputExistsError(name=asked.out)
    _refuse_clashes(desk)
    job = _job(desk)
    rows = Rows(
        tables=tables,
        wishes=wishes_of(desk),
        offset=_count(desk, "offset") or 0,
        limit=_count(desk, "limit"),
    )
    with _requests() as requests:
        if asked.dry_run:
            return _Run(desk, job, rows, requests).rehearse()
        return _Run(desk, job, rows, requests).write()


class _Run:
    """One batch under way."""

    def __init__(self, desk: Desk, job: Job, rows: Rows, requests: "_Requests") -> None:
        self._desk = desk
        self._job = job
        self._rows = rows
        self._requests = requests
        self._summary = Summary()

    def rehearse(self) -> int:
        """Render everything, show the first letters, write nothing."""
        shown = 0
        try:
            with self._cutter() as cutter, self._progress() as progress:
                for _, rendered in self._rendered(cutter):
                    for line in rendered.letters.splitlines()[: _LETTERS_SHOWN - shown]:
                        shown += 1
                        say(text_of(msgspec.json.decode(line, type=Letter)))
                    self._summary.add(rendered)
                    progress.show(cutter, self._summary)
                    self._requests.heed()
        except KeyboardInterrupt:
            return self._requests.exit_code
        return self._told(cutter)

    def write(self) -> int:
        """Write letters and refused rows."""
        asked, path = self._desk.arguments, Path(self._desk.arguments.out)
        manifest = Manifest(manifest_path(path), self._job)
        is_resumed = asked.resume and manifest.path.exists()
        if is_resumed:
            manifest.read(is_day_given=asked.today is not None)
            self._job = manifest.job
        with self._cutter(manifest) as cutter, ExitStack() as stack:
            refused = self._refused_file(cutter, manifest if is_resumed else None)
            output = output_for(path, self._job, manifest, is_resumed=is_resumed)
            books = Books(output, None if asked.out == STDOUT else manifest, refused)
            stack.callback(books.close)
            try:
                exit_code = self._fill(books, cutter)
            except (LetterkitError, KeyboardInterrupt) as stop:
                books.close()
                return self._left_off(stop)
        return exit_code

    def _fill(self, books: Books, cutter: Cutter) -> int:
        with self._progress() as progress:
            for shard, rendered in self._rendered(cutter):
                if rendered.refused and self._desk.arguments.fail_fast:
                    progress.close()
                    print_refusal(rendered.refused[0], self._desk)
                    return self._go_on(REFUSED)
                books.write(shard, rendered)
                self._summary.add(rendered)
                progress.show(cutter, self._summary)
                self._requests.heed()
        books.finish()
        return self._told(cutter)

    def _cutter(self, manifest: Manifest | None = None) -> Cutter:
        cutter = Cutter(self._rows, self._job, manifest.done if manifest else None)
        for name, encoding in cutter.guessed:
            guess = N_("%(file)s is read as %(encoding)s. If that is wrong, say --encoding.")
            self._remark(self._desk.say(guess, file=name, encoding=encoding))
        return cutter

    def _refused_file(self, cutter: Cutter, resumed: Manifest | None) -> RefusedFile | None:
        path = self._desk.arguments.refused
        if path is None:
            return None
        size = resumed.last.refused if resumed else None
        there = exists(Path(path)) if resumed is None else Path(path)
        if not size and there is not None and there.exists():
            # Nothing in it is from an earlier run of this batch: it is somebody else's.
            raise OutputExistsError(name=there)
        return RefusedFile(Path(path), cutter.headers, size=size)

    def _rendered(self, cutter: Cutter) -> Iterator[tuple[Shard, Rendered]]:
        asked = self._desk.arguments
        workers = _count(self._desk, "workers") or processors()
        pool: Pool | None = None
        ahead = 1
        if asked.cluster is not None:
            pool, ahead = partial(cluster, asked.cluster), CLUSTER_AHEAD
        elif workers > 1:
            pool, ahead = partial(process_pool, workers), workers * AHEAD + 1
        return rendered_in_order(cutter, pool, ahead=ahead)

    def _progress(self) -> Progress:
        return progress_of(self._desk, is_quiet=self._desk.arguments.quiet)

    def _told(self, cutter: Cutter) -> int:
        self._summary.earlier = cutter.skipped
        asked = self._desk.arguments
        if asked.json:
            say_json(summary_as_json(self._summary))
        elif not asked.quiet:
            print_summary(self._summary, self._desk)
        return REFUSED if self._summary.refused else 0

    def _left_off(self, stop: BaseException) -> int:
        if isinstance(stop, LetterkitError):
            complain(stop, self._desk.say)
            return self._go_on(stop.exit_code)
        stopped = N_("Stopped. Letters so far: %(count)s.")
        remark(self._desk.say(stopped, count=self._summary.written))
        return self._go_on(self._requests.exit_code)

    def _go_on(self, exit_code: int) -> int:
        """Name the exact command that goes on, as the last line."""
        if self._desk.arguments.out != STDOUT:
            remark(self._desk.say(N_("To go on:")))
            words = [*self._desk.arguments.command_line]
            more = [] if "--resume" in words else ["--resume"]
            remark(f"{self._desk.program} {shlex.join([*words, *more])}")
        return exit_code

    def _remark(self, text: str) -> None:
        if not self._desk.arguments.quiet:
            remark(text)


class _Requests:
    """Requests to stop, heard between two shards: nothing is left half done.

    A second one is not that patient.
    """

    def __init__(self) -> None:
        self.exit_code = 130
        self._is_asked = False

    def hear(self, number: int, _: FrameType | None) -> None:
        """Take note of a signal."""
        self.exit_code = 128 + number
        if self._is_asked:
            raise KeyboardInterrupt
        self._is_asked = True

    def heed(self) -> None:
        """Raise KeyboardInterrupt if somebody has asked to stop."""
        if self._is_asked:
            raise KeyboardInterrupt


@contextmanager
def _requests() -> Iterator[_Requests]:
    requests = _Requests()
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, requests.hear) for number in numbers}
    try:
        yield requests
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _tables(desk: Desk) -> list[str]:
    return tables_named(desk.arguments.inputs)


def wishes_of(desk: Desk) -> Wishes:
    asked = desk.arguments
    delimiter = {"\\t": "\t", "tab": "\t"}.get(asked.delimiter, asked.delimiter)
    return Wishes(encoding=asked.encoding, delimiter=delimiter, sheet=asked.sheet)


def _refuse_clashes(desk: Desk) -> None:
    asked = desk.arguments
    clashes = (
        ("--template", asked.template, "--letter", asked.letter),
        ("--template", asked.template, "--beside", asked.beside),
        ("--template", asked.template, "--form", asked.form),
        ("--dry-run", asked.dry_run, "--resume", asked.resume),
        ("--cluster", asked.cluster, "--workers", asked.workers),
    )
    for one, is_one, other, is_other in clashes:
        if is_one and is_other:
            raise OptionsClashError(one=one, other=other)
    if asked.delimiter and len(wishes_of(desk).delimiter) != 1:
        raise NotOneCharacterError(key="--delimiter", given=asked.delimiter)


def _job(desk: Desk) -> Job:
    asked, catalog = desk.arguments, desk.catalog
    if asked.letter is not None:
        known(catalog.letters, "letter", asked.letter, key="--letter")
    known(catalog.languages, "language", asked.to, key="--to")
    kind = "jsonl" if asked.out in (None, STDOUT) else kind_of(asked.out)
    name = asked.name or ("{row}" if asked.template else "{row}-{letter}")
    return Job(
        today=desk.today(),
        letter=asked.letter,
        to=asked.to,
        language=desk.language,
        beside=asked.beside,
        form=asked.form,
        template=None if asked.template is None else text_named(asked.template),
        keep=tuple(asked.keep),
        name=name if kind in ("folder", "zip") else "",
        writes=kind if kind in DELIMITERS else "jsonl",
        speak=desk.language,
        map=map_asked(desk, is_case=asked.template is None),
        own=marketplaces_of_own(),
    )


def map_asked(desk: Desk, *, is_case: bool) -> ColumnsMap:
    """Return the file for `--columns` with the values of `--set`.

    `is_case` says that its names must be those of a case file.
    """
    asked = desk.arguments
    map = columns_map(Path(asked.columns), is_case=is_case) if asked.columns else ColumnsMap()
    given = dict(_pair(each) for each in asked.set)
    if is_case:
        check_names(given)
    return msgspec.structs.replace(map, values={**map.values, **given})


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not (name.strip() and sign):
        raise NotSetError(key="--set", given=given)
    return name.strip(), value


def _count(desk: Desk, option: str) -> int | None:
    given: str | None = getattr(desk.arguments, option)
    if given is None:
        return None
    if not given.isdecimal() or len(given) > 9 or (int(given) == 0 and option != "offset"):
        raise NotACountError(key=f"--{option}", given=given)
    return int(given)


def _print_draft(desk: Desk, tables: tuple[str, ...]) -> int:
    headers: dict[str, None] = {}
    for name in tables:
        with Table(name, wishes_of(desk)) as table:
            headers.update(dict.fromkeys(table.columns))
    say(draft_of_map(headers, desk.say).rstrip("\n"))
    return 0
