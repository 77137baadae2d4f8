"""Drafts a letter. Every front end goes through `draft`: it is pure, and the same for all."""

from datetime import date

from letterkit.checking import check
from letterkit.domain.answers import check_complete, check_said
from letterkit.domain.asking import letters_for, settled
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog, known
from letterkit.domain.deadline import reply_by
from letterkit.domain.dispute import is_dispute_open
from letterkit.domain.events import came_before_order, first_to_come
from letterkit.domain.letter import Draft, Letter, Paragraph, sent_text
from letterkit.domain.marketplace import Marketplace
from letterkit.domain.venue import reply_days, venue_of
from letterkit.errors.answers import (
    DaysContradictError,
    DayToComeError,
    LetterNotChosenError,
    ProtectionOverError,
)
from letterkit.marking import N_
from letterkit.rendering.facts import Facts
from letterkit.rendering.fitting import fitted, shortened
from letterkit.rendering.form import filled
from letterkit.rendering.paragraphs import rendered
from letterkit.rendering.pieces import Piece, whole
from letterkit.rendering.wording import Wording

_NONE: frozenset[int] = frozenset()


def draft(
    case: Case,
    catalog: Catalog,
    *,
    today: date,
    to: str = "en",
    limit: int | None = None,
    gap: str = "",
    short: bool = True,
) -> Draft:
    """Return the letter that `case` asks for, in the language `to` and in the buyer's.

    `limit`, in UTF-16 units, is how much the form's text field takes, where the buyer knows
    better than the catalog. `gap` stands where an answer is still missing; such a draft is there
    to be looked at while the buyer answers, and is not checked. `short` gives the form a shorter
    text as well, where nobody knows how much its field takes.

    Raises:
        UnknownIdError: the case names something that `catalog` does not have.
        LetterNotChosenError, LetterDoesNotFitError, DemandDoesNotFitError: no such letter here.
        DayToComeError: something is said to have happened later than today.
        DaysContradictError: the parcel came before it was ordered.
        ProtectionOverError: an extension is asked for too late.
        MissingAnswersError: without a `gap`, the letter needs more answers; they are all named.
        BadValueError, AmountTooHighError, CurrencyDiffersError: an answer cannot be right.
        LimitTooSmallError: what must be said is longer than the field.
        UnsetPlaceholderError: a shipped template asks for a value that does not exist.
    """
    known(catalog.marketplaces, "marketplace", case.marketplace, key="marketplace")
    known(catalog.problems, "problem", case.problem, key="problem")
    letter = _letter_of(case, catalog, today=today)
    case = settled(case, letter, catalog)
    language = case.language or to
    known(catalog.languages, "language", to, key="--to")
    known(catalog.languages, "language", language, key="language")
    check_said(case, letter, catalog)
    if not gap:
        check_complete(case, letter, catalog)
    _check_days(case, letter, today=today)

    venue = venue_of(letter, case, catalog)
    form = venue.form(letter.form)
    text_field = next(field for field in form.fields if field.fact == "letter")
    facts = _facts(case, letter, catalog, venue, languages=(to, language), today=today, gap=gap)
    pieces = _pieces(letter, facts, to=to, language=language)
    limit = limit or text_field.limit
    exhibits = (facts[to].exhibits.all_names, facts[language].exhibits.all_names)
    everything = whole(pieces)
    paragraphs, left_out = fitted(pieces, everything, limit, exhibits)
    return Draft(
        marketplace=venue.id,
        problem=case.problem,
        letter=letter.id,
        language=language,
        to=to,
        form=form.exact,
        paragraphs=paragraphs,
        fields=filled(
            form,
            facts[language],
            text=sent_text(paragraphs),
            shortened=(lambda limit: shortened(pieces, limit, exhibits[0])) if short else None,
            limit=limit,
        ),
        left_out=_as_follow_up(left_out, facts, to=to, language=language),
        # What was left out for want of room is sent as well, so the whole letter is checked.
        flaws=check(sent_text(everything), catalog, case=case) if to == "en" and not gap else (),
    )


def _check_days(case: Case, letter: Letter, *, today: date) -> None:
    """Raise an error for a day on which this cannot have happened or be asked."""
    if (to_come := first_to_come(case, today)) is not None:
        raise DayToComeError(key=to_come[0], day=to_come[1])
    order = case.order
    if came_before_order(case):
        raise DaysContradictError(
            key="order.received", received=order.received, ordered=order.ordered
        )
    ends = order.protection_ends
    if letter.form == "extension" and ends is not None and ends < today:
        raise ProtectionOverError(key="order.protection_ends", day=ends)


def _letter_of(case: Case, catalog: Catalog, *, today: date) -> Letter:
    """Return the letter that the case names, else the one that comes next."""
    id = case.letter or _next_letter(case, catalog, today=today)
    if not id:
        fitting = letters_for(case.problem, catalog, case.marketplace)
        raise LetterNotChosenError(key="letter", known=", ".join(each.id for each in fitting))
    return known(catalog.letters, "letter", id, key="letter")


def _next_letter(case: Case, catalog: Catalog, *, today: date) -> str:
    # Planning knows time zones and holidays; only a case without a letter pays for them.
    from letterkit.planning import plan

    return plan(case, catalog, today=today).letter


def _facts(
    case: Case,
    letter: Letter,
    catalog: Catalog,
    venue: Marketplace,
    *,
    languages: tuple[str, str],
    today: date,
    gap: str,
) -> dict[str, Facts]:
    """Return what the case says, in each language."""
    in_dispute = is_dispute_open(case, catalog, letter=letter)
    form = "dispute" if in_dispute and letter.form == "message" else letter.form
    answer_day = reply_by(
        today,
        days=reply_days(form, venue, catalog),
        last=case.dispute.answer_by if in_dispute else case.order.protection_ends,
        margin=catalog.cautions["margin-before-protection-ends"].value,
    )
    return {
        code: Facts(
            case,
            catalog,
            Wording(code, catalog.languages[code], gap=gap),
            letter=letter,
            reply_by=answer_day,
            is_dispute_open=in_dispute,
            today=today,
        )
        for code in dict.fromkeys(languages)
    }


def _pieces(
    letter: Letter, facts: dict[str, Facts], *, to: str, language: str
) -> tuple[Piece, ...]:
    """Return all that the letter has to say, whatever its length."""
    texts = {code: rendered(letter, each) for code, each in facts.items()}
    sent, local = texts[to], texts[language]
    adding_up = {f"- {finding}" for finding in facts[to].adding_up()}
    return tuple(
        Piece(
            name=part.name,
            rank=part.rank,
            earlier=part.earlier or part.rank,
            joins=part.joins,
            together=_places_of(adding_up, sent[part.name]) if adding_up else _NONE,
            lines=sent[part.name],
            beside=None if language == to else local[part.name],
        )
        for part in letter.parts
        if sent[part.name]
    )


def _places_of(wanted: set[str], lines: tuple[str, ...]) -> frozenset[int]:
    return frozenset(place for place, line in enumerate(lines) if line in wanted)


def _as_follow_up(
    left_out: tuple[Paragraph, ...], facts: dict[str, Facts], *, to: str, language: str
) -> tuple[Paragraph, ...]:
    """Return what was left out under a line that says which order it belongs to."""
    if not left_out:
        return ()
    number = facts[to].case.order.number
    line = N_("More about order %(number)s:") if number else N_("More about my message:")
    sent, local = (facts[code].wording.gettext(line, number=number) for code in (to, language))
    beside = None if language == to else local
    return (Paragraph(name="identifiers", rank=1, text=sent, beside=beside), *left_out)
