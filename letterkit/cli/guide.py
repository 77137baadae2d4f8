"""`letterkit guide`: guidance on a topic, paged in a terminal and plain when piped."""

import os
import sys
from pydoc import pager

import msgspec

from letterkit.cli.desk import Desk
from letterkit.cli.output import say, say_json
from letterkit.cli.plan import plan_of
from letterkit.domain.guide import Block, Guide
from letterkit.errors import LetterkitError
from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.source_text import sources_in_words
from letterkit.rendering.guides import guide_in

WIDTH = 80
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"


def run(desk: Desk) -> int:
    """Show one guide, or the topics there are."""
    if desk.arguments.topic is None:
        return _list_topics(desk)
    guide = guide_in(desk.arguments.topic, desk.catalog, desk.language)
    if desk.arguments.json:
        say_json(msgspec.to_builtins(guide))
    elif sys.stdout.isatty():
        # less shows colours, and a text that fits the screen without waiting for a key.
        os.environ.setdefault("LESS", "FRX")
        pager(_in_words(guide, desk, bold=_may_style()))
    else:
        say(_in_words(guide, desk, bold=False))
    return 0


def _list_topics(desk: Desk) -> int:
    """Print all topics, or those that a case needs."""
    kinds = desk.catalog.guides
    ids = tuple(kinds) if desk.arguments.case is None else _topics_of_case(desk)
    if desk.arguments.json:
        say_json([{"id": id, "label": desk.say(kinds[id].label)} for id in ids])
        return 0
    width = max(len(id) for id in ids)
    for id in ids:
        say(f"{id:<{width}}  {desk.say(kinds[id].label)}")
    return 0


def _topics_of_case(desk: Desk) -> tuple[str, ...]:
    case = desk.case()
    try:
        return plan_of(case, desk).guides
    except LetterkitError as error:
        raise error.in_file(desk.case_name) from None


def _may_style() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _in_words(guide: Guide, desk: Desk, *, bold: bool) -> str:
    """Return a guide as text of at most 80 columns."""
    before, after = (BOLD, PLAIN) if bold else ("", "")
    lines = [f"{before}{guide.title}{after}"]
    for above, block in zip((None, *guide.blocks), guide.blocks, strict=False):
        if not _belongs_to(above, block):
            lines.append("")
        text = paragraph(_marked(block), WIDTH)
        lines.append(f"{before}{text}{after}" if block.kind == "heading" else text)
    if guide.sources:
        heading = desk.say(N_("Where the numbers come from"))
        lines += ["", f"{before}{heading}{after}"]
        lines += [paragraph(f"- {source}", WIDTH) for source in sources_in_words(guide, desk)]
    return "\n".join(lines)


def _belongs_to(above: Block | None, block: Block) -> bool:
    """Whether a block follows the one above it without an empty line."""
    if above is None or block.kind == "heading":
        return False
    return above.kind == "heading" or (above.kind == block.kind and block.kind != "text")


def _marked(block: Block) -> str:
    return f"- {block.text}" if block.kind == "item" else block.text
