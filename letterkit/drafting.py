"""Drafts a letter. Every front end goes through `draft`: it is pure, and the same for all."""

from datetime import date

from letterkit.domain.answers import check_answers, letters_for
from letterkit.domain.case import Case
from letterkit.domain.catalog import Catalog, known
from letterkit.domain.deadline import reply_by
from letterkit.domain.letter import Draft, Letter, Paragraph
from letterkit.domain.marketplace import Form, Marketplace
from letterkit.errors import LetterNotChosenError, ProtectionOverError
from letterkit.rendering.environment import environment_for
from letterkit.rendering.facts import Facts
from letterkit.rendering.form import filled
from letterkit.rendering.paragraphs import rendered
from letterkit.rendering.wording import Wording


def draft(case: Case, catalog: Catalog, *, today: date) -> Draft:
    """Return the letter that `case` asks for, in English and in the buyer's language.

    Raises:
        UnknownIdError: the case names something that `catalog` does not have.
        LetterNotChosenError, LetterDoesNotFitError, DemandDoesNotFitError: no such letter here.
        ProtectionOverError: an extension is asked for too late.
        MissingAnswersError: the letter needs more answers; they are all named.
        BadValueError, AmountTooHighError, CurrencyDiffersError: an answer cannot be right.
        UnsetPlaceholderError: a shipped template asks for a value that does not exist.
    """
    marketplace = known(catalog.marketplaces, "marketplace", case.marketplace, key="marketplace")
    known(catalog.problems, "problem", case.problem, key="problem")
    letter = _letter_of(case, catalog)
    language = case.language or "en"
    known(catalog.languages, "language", language, key="language")
    check_answers(case, letter, catalog)
    ends = case.order.protection_ends
    if letter.form == "extension" and ends is not None and ends < today:
        raise ProtectionOverError(key="order.protection_ends", day=ends)

    form = marketplace.form(letter.form)
    answer_day = _answer_day(case, marketplace, form, today)
    texts = {
        code: _text(case, letter, catalog, code, reply_by=answer_day, today=today)
        for code in dict.fromkeys(("en", language))
    }
    paragraphs = tuple(
        Paragraph(
            name=part.name,
            rank=part.rank,
            english=texts["en"][part.name],
            beside=None if language == "en" else texts[language][part.name],
        )
        for part in letter.parts
        if texts["en"][part.name]
    )
    english = "\n\n".join(paragraph.english for paragraph in paragraphs)
    return Draft(
        marketplace=marketplace.id,
        problem=case.problem,
        letter=letter.id,
        language=language,
        form=form.exact,
        paragraphs=paragraphs,
        fields=filled(form, case, catalog, _wording(catalog, language), text=english),
    )


def _letter_of(case: Case, catalog: Catalog) -> Letter:
    if case.letter is None:
        raise LetterNotChosenError(
            key="letter", known=", ".join(letters_for(case.problem, catalog))
        )
    return known(catalog.letters, "letter", case.letter, key="letter")


def _answer_day(case: Case, marketplace: Marketplace, form: Form, today: date) -> date | None:
    return reply_by(
        today,
        days=marketplace.rule(form.reply_rule).value,
        protection_ends=case.order.protection_ends,
        margin=marketplace.rule("margin-before-protection-ends").value,
    )


def _text(
    case: Case,
    letter: Letter,
    catalog: Catalog,
    language: str,
    *,
    reply_by: date | None,
    today: date,
) -> dict[str, str]:
    """Return the letter's paragraphs in one language, by name."""
    environment = environment_for(catalog)
    chain = tuple(
        environment.get_template(name)
        for name in (
            f"letters/{letter.id}/letter.j2",
            f"problems/{case.problem}.j2",
            "letters/common.j2",
        )
    )
    facts = Facts(case, catalog, _wording(catalog, language), reply_by=reply_by, today=today)
    return rendered((part.name for part in letter.parts), chain, facts.for_templates())


def _wording(catalog: Catalog, language: str) -> Wording:
    return Wording(language, catalog.languages[language])
