"""Fits a letter into a field: whole lines go, the least needed first, and are kept for later."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from letterkit.domain.letter import BREAK, Paragraph, sent_text
from letterkit.domain.text import utf16_length
from letterkit.errors.answers import LimitTooSmallError


def fitted(
    paragraphs: Sequence[Paragraph], limit: int | None
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Return what fits into `limit` UTF-16 units, and what had to go, both in their order.

    Without a limit all fits. A paragraph loses its lines from the end, so that of many facts the
    first stay; both columns lose the same lines. Paragraphs of rank 1 stay whole.

    Raises:
        LimitTooSmallError: what must be said takes more than `limit`.
    """
    if limit is None:
        return tuple(paragraphs), ()
    length = utf16_length(sent_text(paragraphs))
    if length <= limit:
        return tuple(paragraphs), ()
    texts = [paragraph.text.split("\n") for paragraph in paragraphs]
    kept = [len(lines) for lines in texts]
    removed = []
    for index in _removals(paragraphs, texts):
        removed.append(index)
        kept[index] -= 1
        length -= utf16_length(texts[index][kept[index]]) + 1
        if kept[index] == 1 and texts[index][0].endswith(":"):
            # A heading with nothing under it says nothing.
            kept[index] = 0
            length -= utf16_length(texts[index][0]) + 1
        if not kept[index]:
            # The break goes with the paragraph; a line's own "\n" has been counted already.
            length -= len(BREAK) - 1
        if length <= limit:
            break
    if length > limit:
        raise LimitTooSmallError(limit=limit, needed=length)
    _fill_up(texts, kept, reversed(removed), limit - length)
    halves = [_split(paragraph, count) for paragraph, count in zip(paragraphs, kept, strict=True)]
    return (
        tuple(first for first, _ in halves if first is not None),
        tuple(rest for _, rest in halves if rest is not None),
    )


def _fill_up(
    texts: Sequence[list[str]], kept: list[int], removed: Iterable[int], room: int
) -> None:
    """Take back what still fits, the most needed first: one long line may have made much room."""
    for index in removed:
        lines, count = texts[index], kept[index]
        if count == 0 and lines[0].endswith(":"):
            added = lines[:2]
            cost = utf16_length("\n".join(added)) + len(BREAK)
        else:
            added = [lines[count]]
            cost = utf16_length(added[0]) + (1 if count else len(BREAK))
        if cost <= room:
            kept[index] += len(added)
            room -= cost


def _removals(paragraphs: Sequence[Paragraph], texts: Sequence[list[str]]) -> Iterator[int]:
    """Yield the paragraph that loses its last line next."""
    going = [index for index, paragraph in enumerate(paragraphs) if paragraph.rank > 1]
    for index in sorted(going, key=lambda index: (-paragraphs[index].rank, -index)):
        headed = texts[index][0].endswith(":")
        yield from [index] * (len(texts[index]) - headed)


def _split(paragraph: Paragraph, count: int) -> tuple[Paragraph | None, Paragraph | None]:
    """Return the first `count` lines of a paragraph and the rest, each None if empty."""
    if count > paragraph.text.count("\n"):
        return paragraph, None
    text, beside = paragraph.text.split("\n"), (paragraph.beside or "").split("\n")

    def part(here: list[str], there: list[str]) -> Paragraph | None:
        if not here:
            return None
        local = None if paragraph.beside is None else "\n".join(there)
        return msgspec.structs.replace(paragraph, text="\n".join(here), beside=local)

    rest = part(text[count:], beside[count:])
    if rest is not None and count > 1 and text[0].endswith(":"):
        # The lines that went need their heading as much as those that stayed.
        rest = part([text[0], *text[count:]], [beside[0], *beside[count:]])
    return part(text[:count], beside[:count]), rest
