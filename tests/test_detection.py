"""Which language a text is in: right, or asked."""

import pytest

from letterkit.language.detection import detect

OURS = [
    ("I have not received the parcel and the seller does not answer me any more", "en"),
    ("Товар пришёл сломанный, продавец не отвечает на сообщения уже неделю", "ru"),
    ("Il pacco non è mai arrivato e il venditore non risponde più ai messaggi", "it"),
    ("물건이 아직도 안 왔고 판매자가 답장을 하지 않아요", "ko"),
    ("ამანათი არ მოსულა და გამყიდველი აღარ მპასუხობს", "ka"),
]
FOREIGN = [
    "Товар не прийшов, і продавець більше не відповідає на мої повідомлення",
    "Стоката пристигна счупена и продавачът не отговаря на съобщенията ми",
    "Тавар прыйшоў зламаны, прадавец больш не адказвае на мае паведамленні",
    "Тауар келмеді, сатушы менің хабарламаларыма жауап бермейді",
    "El paquete nunca llegó y el vendedor ya no responde a mis mensajes",
    "O pacote nunca chegou e o vendedor não responde mais às minhas mensagens",
    "Առաքանին չի հասել, և վաճառողն այլևս չի պատասխանում",
    "荷物が届かず、販売者から返事がありません",
]


@pytest.mark.parametrize(("text", "language"), OURS)
@pytest.mark.parametrize("hint", [None, "en", "ru", "it", "ko", "ka"])
def test_our_languages_are_told_whatever_the_screen_speaks(
    text: str, language: str, hint: str | None
) -> None:
    found = detect(text, hint=hint)
    assert found.language == language
    assert found.is_sure


@pytest.mark.parametrize("text", FOREIGN)
@pytest.mark.parametrize("hint", ["en", "ru", "it", "ko", "ka"])
def test_another_language_is_not_taken_for_one_of_ours(text: str, hint: str) -> None:
    assert detect(text, hint=hint).language not in {"en", "ru", "it", "ko", "ka"}


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [("Item broken", "en", "en"), ("Товар сломан", "ru", "ru"), ("НЕ ПРИШЛО", "ru", "ru")],
)
def test_a_few_words_are_a_guess_that_says_so(text: str, hint: str, language: str) -> None:
    found = detect(text, hint=hint)
    assert (found.language, found.how, found.is_sure) == (language, "hint", False)


@pytest.mark.parametrize(
    ("text", "hint"),
    [("Товар сломан", "en"), ("Item broken", "ka"), ("", "ru"), ("8190 24.90 http://a.b", "it")],
)
def test_what_cannot_be_told_is_asked(text: str, hint: str) -> None:
    assert detect(text, hint=hint).language is None


def test_the_same_text_is_the_same_language_every_time() -> None:
    texts = [text for text, _ in OURS] + FOREIGN
    assert [detect(text) for text in texts] == [detect(text) for text in texts]


def test_numbers_links_and_names_in_latin_letters_do_not_count() -> None:
    text = "AliExpress LP00123456789CN https://www.aliexpress.com გამყიდველმა არ გამომიგზავნა"
    assert detect(text, hint="en").language == "ka"
