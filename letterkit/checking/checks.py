"""The checklist. Each check is a record: its number, what it says, and where it looks."""

from collections.abc import Callable

from letterkit.checking import against_case, wording
from letterkit.checking.phrasing import Phrasing
from letterkit.checking.subject import Found, Subject
from letterkit.checking.wording import Facts
from letterkit.domain.noun import Noun
from letterkit.marking import N_


class Check(Noun, frozen=True, kw_only=True):
    """Looks for one kind of flaw, in the whole letter or in one line at a time."""

    item: str
    sentence: str
    hint: str
    look: Callable[[Subject], Found] | None = None
    """Yields lines, with facts for the sentence."""
    in_line: Callable[[Phrasing], Facts] | None = None
    """Yields facts for the sentence."""
    is_grave: bool = False
    needs_case: bool = False


CHECKS = (
    Check(
        item="M1",
        is_grave=True,
        in_line=wording.gaps,
        sentence=N_("Something is unfinished here: “%(found)s”."),
        hint=N_("Fill the gap or take it out."),
    ),
    Check(
        item="M2",
        is_grave=True,
        look=wording.no_order_number,
        sentence=N_("There is no order number."),
        hint=N_("Begin with the order number."),
    ),
    Check(
        item="M2",
        is_grave=True,
        needs_case=True,
        look=against_case.missing_numbers,
        sentence=N_("The number %(number)s is missing, or it is written in another way."),
        hint=N_("Write it exactly as on the order page."),
    ),
    Check(
        item="M3",
        is_grave=True,
        look=wording.late_problem,
        sentence=N_("The first two sentences do not say what is wrong."),
        hint=N_("Say what is wrong right after the order number."),
    ),
    Check(
        item="M4",
        is_grave=True,
        look=wording.no_demand,
        sentence=N_("The letter does not ask for anything clearly."),
        hint=N_("Add one sentence that says what you want, with the sum."),
    ),
    Check(
        item="M4",
        is_grave=True,
        needs_case=True,
        look=against_case.demand_without_sum,
        sentence=N_("The sum or the number of days that you ask for is missing: %(wanted)s."),
        hint=N_("Put it into the sentence that says what you want."),
    ),
    Check(
        item="M4",
        is_grave=True,
        needs_case=True,
        look=against_case.too_high_sums,
        sentence=N_("%(found)s is more than you paid."),
        hint=N_("Ask for no more than you paid."),
    ),
    Check(
        item="M5",
        is_grave=True,
        look=wording.too_long_for_field,
        sentence=N_("The text has %(length)s characters; the field takes %(limit)s."),
        hint=N_("Shorten it, or send the rest as a message."),
    ),
    Check(
        item="M6",
        is_grave=True,
        in_line=wording.not_english,
        sentence=N_("This is not English: “%(found)s”."),
        hint=N_("Write it in English, or put the words in quotation marks."),
    ),
    Check(
        item="M7",
        is_grave=True,
        needs_case=True,
        look=against_case.foreign_numbers,
        sentence=N_("The number %(found)s is not among your answers."),
        hint=N_("Correct it here, or correct the answer in the case."),
    ),
    Check(
        item="9",
        in_line=wording.ambiguous_dates,
        sentence=N_("The date %(found)s can be read in two ways."),
        hint=N_("Write the month as a word: 4 March 2026."),
    ),
    Check(
        item="9",
        look=wording.dates_out_of_order,
        sentence=N_("The dates of the list are not in order."),
        hint=N_("Begin with the earliest."),
    ),
    Check(
        item="10",
        needs_case=True,
        look=against_case.no_comparison,
        sentence=N_("Nothing is compared: what was expected, what came?"),
        hint=N_("Say what was expected and what was found, with both values."),
    ),
    Check(
        item="11",
        look=wording.loose_exhibits,
        sentence=N_("%(found)s is named, but it is not in the list of attachments."),
        hint=N_("Attach it and add it to the list, or take it out."),
    ),
    Check(
        item="12",
        needs_case=True,
        look=against_case.missing_proof,
        sentence=N_("The evidence that this problem needs most is missing: %(wanted)s."),
        hint=N_("Make it while you can, and add it to the evidence."),
    ),
    Check(
        item="13",
        look=wording.no_contact,
        sentence=N_("The letter does not say whether you have written to the seller before."),
        hint=N_("Say when you wrote and what came back, or that this is the first message."),
    ),
    Check(
        item="14",
        look=wording.no_day_for_reply,
        sentence=N_("No day is named for the answer."),
        hint=N_("Ask for an answer by a certain day before your protection ends."),
    ),
    Check(
        item="14",
        needs_case=True,
        look=against_case.late_reply_day,
        sentence=N_("An answer by %(day)s comes after your protection has ended: %(ends)s."),
        hint=N_("Ask for it by a day on which you can still open a dispute."),
    ),
    Check(
        item="15",
        look=wording.no_next_step,
        sentence=N_("The letter does not say what you will do if nothing happens."),
        hint=N_("Name the next step calmly: a dispute, or a decision by the marketplace."),
    ),
    Check(
        item="15",
        in_line=wording.threats,
        sentence=N_("“%(found)s” sounds like a threat."),
        hint=N_("Name the next step that the marketplace offers, and nothing else."),
    ),
    Check(
        item="16",
        in_line=wording.rude_words,
        sentence=N_("“%(found)s” will be read as an insult or as shouting."),
        hint=N_("Say what happened; leave the judgement to those who decide."),
    ),
    Check(
        item="16",
        in_line=wording.review_blackmail,
        sentence=N_("A review must not be a means of pressure: “%(found)s”."),
        hint=N_("Leave reviews out of the letter."),
    ),
    Check(
        item="17",
        in_line=wording.long_sentences,
        sentence=N_("This sentence has %(words)s words."),
        hint=N_("Make two of it: 30 words at most, 20 on average."),
    ),
    Check(
        item="17",
        look=wording.long_on_average,
        sentence=N_("The sentences have %(words)s words on average."),
        hint=N_("Shorten them: 20 words on average are easy to read and to translate."),
    ),
    Check(
        item="18",
        look=wording.too_long_to_read,
        sentence=N_("The text has %(length)s characters; few will read it to the end."),
        hint=N_("About 600 are right for a message, about 1,000 for a dispute."),
    ),
    Check(
        item="19",
        needs_case=True,
        look=against_case.no_category,
        sentence=N_("The marketplace's own word for the problem is missing: %(wanted)s."),
        hint=N_("Use the words of the form, so that the case lands in the right place."),
    ),
    Check(
        item="20",
        needs_case=True,
        look=against_case.unreasoned_part,
        sentence=N_("The letter does not say why you ask for just this part of the price."),
        hint=N_("Add the reason: a repair, missing pieces, a lower value."),
    ),
    Check(
        item="21",
        needs_case=True,
        look=against_case.bare_extension,
        sentence=N_("The request for an extension does not say: %(wanted)s."),
        hint=N_("Say it in a sentence of its own: the seller grants what it understands."),
    ),
    Check(
        item="22",
        in_line=wording.personal_data,
        sentence=N_("“%(found)s” looks like personal data that nobody needs here."),
        hint=N_("Leave it out."),
    ),
)
