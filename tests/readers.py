"""What may come of any bytes that letterkit is given to read: a result, or an error of its own.

Shared by the properties, which any run checks, and the fuzzing of `make torture`.
"""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from letterkit.batching.errors import RowError
from letterkit.batching.guard import TemplateRefusedError
from letterkit.batching.own_template import OwnTemplate
from letterkit.domain.text import plain, safe
from letterkit.drafting import draft
from letterkit.errors import LetterkitError
from letterkit.files.cases import as_text, case_from_data, data_from_text
from letterkit.files.own import marketplace_in
from letterkit.files.shipped import shipped_catalog
from tests.builders import TODAY
from tests.harmful import CONTROLS

CATALOG = shipped_catalog()
LONGEST = 200_000
"""Characters that a template may make of the values below."""
VALUES = {"a": "x", "b": {"c": "y"}, "list": ["1", "2"], "paid": "24.90 USD", "on": "2026-11-30"}


def read_case(content: bytes) -> None:
    """Read a case file, and draft what it holds."""
    try:
        drafted = draft(case_from_data(data_from_text(as_text(content)), CATALOG), CATALOG,
                        today=TODAY)  # fmt: skip
    except LetterkitError as error:
        error.told(str)
        return
    assert not CONTROLS.search(drafted.text + drafted.beside)


def read_marketplace(content: bytes) -> None:
    """Read a marketplace of the user's own."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mine.toml"
        path.write_bytes(content)
        try:
            marketplace_in(path)
        except LetterkitError as error:
            error.told(str)


def read_table(content: bytes) -> None:
    """Read a table of any kind and encoding, and render each row."""
    import letterkit

    with TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        path.write_bytes(content)
        try:
            for outcome in letterkit.batch(path, template="{{ a|default('') }}"):
                assert not CONTROLS.search(getattr(outcome, "text", ""))
        except LetterkitError as error:
            error.told(str)


def read_template(content: bytes) -> None:
    """Read a template of the user's own; what the guard lets through stays small and harmless."""
    source = content.decode("utf-8", "replace")
    try:
        template = OwnTemplate(source, language="en")
    except TemplateRefusedError as error:
        error.advice(str)
        return
    try:
        text = template.text(VALUES, size=LONGEST)
    except RowError:
        return
    assert len(text) <= LONGEST
    assert (
        not re.search(r"<(class|function|bound|built-in|module|Undefined)\b", text) or "<" in source
    )


def make_safe(content: bytes) -> None:
    """Make text safe, twice."""
    text = content.decode("utf-8", "surrogateescape")
    for make in (plain, safe):
        once = make(text)
        assert make(once) == once
        assert not CONTROLS.search(once)


READERS: dict[str, Callable[[bytes], None]] = {
    "case": read_case,
    "marketplace": read_marketplace,
    "table": read_table,
    "template": read_template,
    "text": make_safe,
}

_EXAMPLE = (
    b'marketplace = "aliexpress"\nproblem = "wrong-tracking"\nletter = "open-dispute"\n'
    b'language = "ka"\n[order]\nnumber = "8123"\nitem = "x"\npaid = "24.90 USD"\n'
    b'ordered = 2026-09-13\ntracking = "LP1"\nprotection_ends = 2026-12-04\n[answers]\n'
    b'tracking_shows = "another-parcel"\n[[contacts]]\non = 2026-11-05\nby = "buyer"\n'
    b'said = "asked-again"\nanswered = false\n[demand]\nkind = "full-refund"\n'
)
SEEDS: dict[str, tuple[bytes, ...]] = {
    "case": (_EXAMPLE, b'{"problem": "defective", "order": {"number": "1"}}', b"[a.b]\nc = [1]"),
    "marketplace": (
        Path("letterkit/data/marketplaces/etsy.toml").read_bytes(),
        b'name = "x"\nzone = "UTC"\n[[forms]]\nid = "message"\n',
    ),
    "table": (
        b"a,b\r\n1,2\r\n", b'a;b\n"x;y";2\n', b"a\tb\n1\t2\n", b'{"a": "1"}\n{"a": {"b": [1]}}\n',
        "a;b\nНаушники;1\n".encode("cp1251"), "a,b\nx,y\n".encode("utf-16"), b"sep=|\na|b\n1|2\n",
    ),
    "template": (
        b"{{ a|title }} {{ b.c }} {% if on %}{{ on|day }}{% endif %}",
        b"{% for x in list %}{{ loop.index }} {{ x|default('y') }}{% else %}no{% endfor %}",
        b"{{ paid|money }} {{ list|join(', ') }} {{ a ~ 1 }} {{ a * 9 }} {{ a.__class__ }}",
    ),
    "text": ("Naïve \u202e text \x1b[2J".encode(),),
}  # fmt: skip
"""From where fuzzing sets out."""
