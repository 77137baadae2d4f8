"""The conversation in a bare terminal, spoken to through a fake one."""

from collections.abc import Iterable

import pytest

from letterkit.answering.data import Data
from letterkit.domain.asking import letters_for
from letterkit.domain.catalog import Catalog, by_rank
from letterkit.drafting import draft
from letterkit.files.case_toml import case_as_toml
from letterkit.files.cases import case_from_data, case_from_text
from letterkit.presenting.voice import Voice
from letterkit.prompts.interview import Interview
from tests.builders import LANGUAGES, MATTERS, TODAY


class Script:
    """A terminal whose buyer types these lines and then closes it."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.shown: list[str] = []

    def ask(self, prompt: str) -> str:
        self.shown.append(prompt)
        try:
            return next(self._lines)
        except StopIteration as end:
            raise EOFError from end

    def tell(self, text: str) -> None:
        self.shown.append(text)


class Talk:
    """A conversation held to its end, or to the end of the script."""

    def __init__(
        self,
        catalog: Catalog,
        lines: Iterable[str],
        language: str = "en",
        begun: Data | None = None,
    ) -> None:
        self.saved: list[Data] = []
        self.terminal = Script(lines)
        self.data: Data | None = None
        interview = Interview(
            Voice(catalog, language),
            self.terminal,
            begun or {"marketplace": "aliexpress", "language": language},
            today=TODAY,
            save=lambda data, _: self.saved.append(data),
        )
        try:
            interview.run()
        except EOFError:
            return
        self.data = interview.data


WRONG_TRACKING = [
    "", "3", "3",  # AliExpress; the tracking number is wrong; dispute
    "8190 3327 4102 66", "mini PC", "212000 KRW", "20.02.2025", "6896 1122 0345",
    "", "27.03.2025",  # shipped, protection ends
    "1", "", "", "",  # what is wrong with it, delivered, first number, what the seller keeps back
]  # fmt: skip
FINDINGS = ["3", "Daejeon", "Suwon", "5", "0.05 kg", "0.8 kg", ""]
EVIDENCE = ["1"]
CONTACTS = ["3", "1", "14.03.2025", "", "2", "1", "16.03.2025", "already delivered", ""]
LAST = [""]
"""No words of one's own."""
WHOLE = [*WRONG_TRACKING, *FINDINGS, *EVIDENCE, *CONTACTS, *LAST]


def test_picks_numbers_and_dates_alone_make_a_whole_letter(catalog: Catalog) -> None:
    data = Talk(catalog, WHOLE).data
    assert data is not None
    english = draft(case_from_data(data, catalog), catalog, today=TODAY).text
    for words in (
        "Order 8190 3327 4102 66, mini PC, KRW 212,000, ordered on 20 February 2025.",
        "I have not received this order. Tracking number 6896 1122 0345 belongs to another parcel.",
        "Place of delivery in the tracking: Daejeon. My address is in another place: Suwon.",
        "Weight of the tracked parcel: 0.05 kg. Weight of the item: 0.8 kg.",
        "14 March 2025: The carrier told me that this parcel was not sent to my address.",
        "16 March 2025: You answered that the parcel was delivered.",
        'Exact words: "already delivered".',
        "Please refund the full KRW 212,000.",
    ):
        assert words in english


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_answers_lead_to_the_same_letter_in_every_language(
    language: str, catalog: Catalog
) -> None:
    here, there = Talk(catalog, WHOLE).data, Talk(catalog, WHOLE, language).data
    assert here is not None
    assert there is not None
    english, local = (
        draft(case_from_data(data, catalog), catalog, today=TODAY) for data in (here, there)
    )
    assert local.text == english.text


def test_every_answer_is_saved_before_the_next_question(catalog: Catalog) -> None:
    talk = Talk(catalog, WRONG_TRACKING[:5])
    assert talk.data is None
    assert talk.saved[-1]["order"] == {"number": "8190 3327 4102 66", "item": "mini PC"}


def test_a_wrong_answer_is_asked_again_with_what_to_type(catalog: Catalog) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING[:5], "much", "24.90 USD", "soon", "1.9.2026"])
    assert "Type the sum and the currency, for example 24.90 USD." in talk.terminal.shown
    assert "Type a date as day.month.year, for example 30.11.2026." in talk.terminal.shown
    assert str(talk.saved[-1]["order"]["ordered"]) == "2026-09-01"


def test_a_number_that_is_not_in_the_list_is_asked_again(catalog: Catalog) -> None:
    talk = Talk(catalog, ["", "99", "0", "x", "1 2", "3", "3"])
    assert talk.terminal.shown.count("Type one number from the list.") == 4
    assert talk.saved[-1]["problem"] == "wrong-tracking"


def test_back_asks_the_question_before_again(catalog: Catalog) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING[:5], "<", "tablet", "24.90 USD"])
    assert talk.saved[-1]["order"]["item"] == "tablet"
    assert talk.saved[-1]["order"]["paid"] == "24.90 USD"


def test_back_leads_to_the_choice_of_the_problem(catalog: Catalog) -> None:
    talk = Talk(catalog, ["", "3", "3", "<", "<", "5", "1"])
    assert talk.saved[-1]["problem"] == "defective"


def test_a_question_mark_says_why(catalog: Catalog) -> None:
    talk = Talk(catalog, ["", "3", "3", "?"])
    assert "The seller and the marketplace find the order by it." in talk.terminal.shown


def test_a_needed_question_cannot_be_skipped_and_an_optional_one_can(catalog: Catalog) -> None:
    talk = Talk(catalog, ["", "3", "3", "", "1"])
    assert talk.saved[-1]["order"] == {"number": "1"}
    assert "The letter cannot be written without it." in talk.terminal.shown
    whole = Talk(catalog, WHOLE).data
    assert whole is not None
    assert "shipped" not in whole["order"]


def test_quotation_marks_around_an_answer_are_not_part_of_it(catalog: Catalog) -> None:
    talk = Talk(catalog, ["", "3", "3", '"8190"', "«mini PC»", '"24.90 USD"'])
    assert talk.saved[-1]["order"] == {"number": "8190", "item": "mini PC", "paid": "24.90 USD"}


def test_a_follow_up_is_asked_only_after_the_answer_it_belongs_to(catalog: Catalog) -> None:
    until_tracking = ["", "1", "3", "1", "jacket", "10 EUR", "2025-09-20", "", "", ""]
    ask = "\nWhat is the date of the last tracking entry? (day.month.year)\n> "
    assert ask in Talk(catalog, [*until_tracking, "3", "LW1", ""]).terminal.shown
    assert ask not in Talk(catalog, [*until_tracking, "1", "", "", ""]).terminal.shown


@pytest.mark.parametrize(
    "typed", ["1.9.2026", "01/09/2026", "2026-09-01", "2026.9.1", "2026. 9. 1."]
)
def test_a_date_is_understood_in_each_countrys_order(typed: str, catalog: Catalog) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING[:5], "24.90 USD", typed])
    assert str(talk.saved[-1]["order"]["ordered"]) == "2026-09-01"


class Robot:
    """A buyer who answers whatever is asked: the first choice, a fitting value, each list once."""

    def __init__(self, catalog: Catalog, problem: str, letter: str) -> None:
        self._kinds = {question.ask: question.kind for question in catalog.questions.values()}
        self._kinds |= {q.ask: q.kind for q in catalog.problems[problem].questions}
        for finding in catalog.findings.values():
            self._kinds[finding.ask_part] = "text"
            self._kinds[finding.ask_expected] = finding.expected
            self._kinds[finding.ask_found] = finding.found
        self._first = [catalog.problems[problem].label]
        if len(letters_for(problem, catalog, "aliexpress")) > 1:
            self._first.append(catalog.letters[letter].label)
        self._told: list[str] = []
        self._seen: set[str] = set()

    def tell(self, text: str) -> None:
        self._told.append(text)

    def ask(self, prompt: str) -> str:
        if "[Enter: AliExpress]" in prompt:
            return ""
        if "Type its number" in prompt or "Type the numbers" in prompt:
            return self._pick()
        if "(day.month.year)" in prompt:
            return "1.12.2026" if "protection end" in prompt else "1.11.2026"
        if "(yes or no)" in prompt:
            return "yes"
        question = prompt.strip("\n> ").removesuffix(" [Enter: leave it open]")
        kind = self._kinds.get(question, "text")
        return {"money": "5.00 USD", "number": "15", "country": "IT"}.get(kind, "Suwon 12")

    def _pick(self) -> str:
        start = max(place for place, text in enumerate(self._told) if text == "")
        heading, *choices = self._told[start + 1 :]
        if self._first:
            wanted = self._first.pop(0)
            return next(line.split()[0] for line in choices if line.endswith(wanted))
        if heading in self._seen and "Enter alone" in heading:
            return ""
        self._seen.add(heading)
        return "1"


@pytest.mark.parametrize(("problem", "letter"), MATTERS)
def test_every_letter_can_be_reached_by_answering_questions(
    problem: str, letter: str, catalog: Catalog
) -> None:
    robot = Robot(catalog, problem, letter)
    interview = Interview(
        Voice(catalog, "en"),
        robot,
        {"marketplace": "aliexpress", "language": "en"},
        today=TODAY,
        save=lambda *_: None,
    )
    assert interview.run().is_complete
    data = interview.data
    assert (data["problem"], data["letter"]) == (problem, letter)
    drafted = draft(case_from_data(data, catalog), catalog, today=TODAY)
    assert drafted.text
    text = case_as_toml(data, catalog, str)
    assert case_from_text(text, catalog) == case_from_data(data, catalog)


def test_back_asks_again_what_was_asked_before_a_list(catalog: Catalog) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING, "<", "1"])
    assert talk.saved[-1]["answers"]["not_shown"] == ["proof-of-delivery"]
    talk = Talk(catalog, [*WRONG_TRACKING, *FINDINGS, "<", "<", "<", "<", "2"])
    assert talk.saved[-1]["answers"]["not_shown"] == ["correct-number"]
    assert talk.saved[-1]["findings"] == []


def test_enter_keeps_what_was_answered_and_a_hyphen_takes_it_back(catalog: Catalog) -> None:
    back = [*WRONG_TRACKING[:10], "<"]
    assert "[Enter: 27.03.2025; -: пропустить]" in Talk(catalog, back, "ru").terminal.shown[-1]
    assert Talk(catalog, [*back, "", "1"]).saved[-1]["order"]["protection_ends"] == "2025-03-27"
    assert "protection_ends" not in Talk(catalog, [*back, "-", "1"]).saved[-1]["order"]


def test_back_takes_the_last_entry_out_again(catalog: Catalog) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING, *FINDINGS[:3], "<", ""])
    assert talk.saved[-1]["findings"] == []
    assert "The last entry has been taken out." in talk.terminal.shown


def test_back_inside_an_entry_asks_for_its_field_again(catalog: Catalog) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING, "3", "Daejon", "<", "Daejeon", "Suwon"])
    row = {"what": "delivery-city", "found": "Daejeon", "expected": "Suwon"}
    assert talk.saved[-1]["findings"] == [row]


def test_nobody_has_said_anything_is_kept(catalog: Catalog) -> None:
    data = Talk(catalog, [*WRONG_TRACKING, "", "", ""]).saved[-1]
    assert data["contacts"] == []


def test_a_sum_without_a_currency_is_in_that_of_the_price(catalog: Catalog) -> None:
    until = ["", "5", "3", "8190", "tester", "9.68 USD", "1.9.2026", "", "3.11.2026", "", "1"]
    talk = Talk(catalog, [*until, *[""] * 6, "2", "4.84"])
    assert talk.saved[-1]["demand"]["amount"] == "4.84 USD"


def test_a_country_is_understood_by_its_name(catalog: Catalog) -> None:
    until = ["", "1", "3", "8190", "jacket", "9.68 USD", "1.9.2026", "", "", "", "3", "LW1"]
    for language, name in (("ka", "საქართველო"), ("ru", "грузия"), ("it", "Georgia"), ("ko", "ge")):
        talk = Talk(catalog, [*until, name], language)
        assert talk.saved[-1]["buyer"] == {"country": "GE"}, name


def test_what_is_over_is_not_asked_to_be_extended(catalog: Catalog) -> None:
    until = ["", "1", "2", "8190", "jacket", "9.68 USD", "1.9.2026"]
    talk = Talk(catalog, [*until, "1.11.2026", "1.12.2026"])
    assert any("It cannot be extended any more." in text for text in talk.terminal.shown)
    assert str(talk.saved[-1]["order"]["protection_ends"]) == "2026-12-01"


def test_optional_questions_are_marked(catalog: Catalog) -> None:
    shown = Talk(catalog, WHOLE).terminal.shown
    number = next(text for text in shown if "Order number" in text)
    shipped = next(text for text in shown if "marked as shipped" in text)
    assert "[Enter: leave it open]" in shipped
    assert "[Enter: leave it open]" not in number


@pytest.mark.parametrize(
    ("typed", "paid"),
    [
        ("$5", "5 USD"), ("5 $", "5 USD"), ("US $5.10", "5.10 USD"), ("5,50 €", "5,50 EUR"),
        ("9,68 долларов", "9,68 USD"), ("500 руб.", "500 RUB"), ("212000원", "212000 KRW"),
        ("47.30 ლარი", "47.30 GEL"), ("24.90 usd", "24.90 USD"), ("US$5", "5 USD"),
        ("USD 24.90", "24.90 USD"),
        ("10 рублями", "10 RUB"), ("1 890 ₽", "1890 RUB"), ("1\u202f890 р.", "1890 RUB"),
        ("10 890,50 рублей", "10890,50 RUB"), ("31,000원", "31000 KRW"), ("₩31,000", "31000 KRW"),
        ("1.250,00 euro", "1250,00 EUR"), ("1.250 euro", "1250 EUR"), ("$1,250.50", "1250.50 USD"),
        ("1'250.00 CHF", "1250.00 CHF"), ("1,234,567 KRW", "1234567 KRW"),
        ("1.234 KWD", "1.234 KWD"),
    ],
)  # fmt: skip
def test_a_sum_is_understood_as_people_write_it(typed: str, paid: str, catalog: Catalog) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING[:5], typed])
    assert talk.saved[-1]["order"]["paid"] == paid


@pytest.mark.parametrize(
    "typed",
    [
        "24,90 долларов Канады",
        "500 dollari canadesi",
        "5 евроцентов",
        "1.23.45 €",
        "1,2345 €",
        "1.234.56 €",
    ],
)
def test_a_sum_that_could_mean_something_else_is_asked_for_again(
    typed: str, catalog: Catalog
) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING[:5], typed, "5 USD"])
    assert "Type the sum and the currency, for example 24.90 USD." in talk.terminal.shown
    assert talk.saved[-1]["order"]["paid"] == "5 USD"


def test_only_a_pair_of_quotation_marks_around_the_whole_is_left_out(catalog: Catalog) -> None:
    def item(typed: str) -> str:
        return str(Talk(catalog, ["", "3", "3", "8190", typed]).saved[-1]["order"]["item"])

    assert item('"+5V" label') == '"+5V" label'
    assert item('"mini PC"') == "mini PC"
    assert item("„mini PC“") == "mini PC"


def test_what_has_happened_is_not_in_the_future(catalog: Catalog) -> None:
    talk = Talk(catalog, [*WRONG_TRACKING[:5], "5 USD", "1.12.2026", "1.11.2026"])
    assert any("has not come yet" in text for text in talk.terminal.shown)
    assert str(talk.saved[-1]["order"]["ordered"]) == "2026-11-01"


def test_a_letter_that_is_the_only_one_is_not_asked_for(catalog: Catalog) -> None:
    account = str(1 + list(by_rank_problems(catalog)).index("account-blocked"))
    assert Talk(catalog, ["", account]).saved[-1]["letter"] == "account-appeal"


def by_rank_problems(catalog: Catalog) -> list[str]:
    return [problem.id for problem in by_rank(catalog.problems)]
