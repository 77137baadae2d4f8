"""Says field by field how to fill in a form."""

from letterkit.domain.letter import Draft, FilledField
from letterkit.domain.text import utf16_length
from letterkit.marking import N_
from letterkit.presenting.columns import paragraph
from letterkit.presenting.voice import Voice


def form_in_words(drafted: Draft, voice: Voice, text: str, *, width: int = 100) -> str:
    """Return what to do in each field of the form, in the form's order; `text` is the letter."""
    title = voice.say(N_("Form: %(form)s"), form=drafted.form)
    fields = [
        "\n".join(_field(number, field, text, voice, width))
        for number, field in enumerate(filter(has_step, drafted.fields), start=1)
    ]
    return "\n\n".join([title, *fields])


def has_step(field: FilledField) -> bool:
    """Whether there is something to do in a field; a note alone says what, but not for files."""
    if field.choose or field.type or field.attach:
        return True
    return bool(field.note) and field.kind != "files"


def _field(number: int, field: FilledField, text: str, voice: Voice, width: int) -> list[str]:
    lines = [f"{number}. {field.exact}"]
    if field.label != field.exact:
        lines.append(f"   ({field.label})")
    if field.choose:
        lines.append(_set(voice.say(N_("Choose: %(choices)s"), choices=choices_of(field)), width))
    if field.kind == "text":
        length = utf16_length(field.type)
        lines.append(
            "   " + voice.say(N_("Paste this text (%(length)s characters):"), length=length)
        )
        lines += ["", text, ""]
        if field.short:
            length = utf16_length(field.short)
            short = N_("If the form takes no more, this shorter text (%(length)s characters):")
            lines += ["   " + voice.say(short, length=length), "", field.short, ""]
    elif field.type:
        lines.append("   " + voice.say(N_("Enter: %(value)s"), value=field.type))
    if field.kind == "files":
        lines.append("   " + voice.say(N_("Attach:")))
        lines += [_set(f"- {line}", width) for line in field.attach]
    if field.note:
        lines.append(_set(voice.say(N_("Note: %(note)s"), note=field.note), width))
    return lines


def _set(text: str, width: int) -> str:
    """Return a line under a field's number, broken at the edge of the terminal."""
    return paragraph(f"   {text}", width)


def choices_of(field: FilledField) -> str:
    """Return "No (Нет) → …": each choice in the form's English, with what it means."""
    return " → ".join(
        exact if exact == label else f"{exact} ({label})"
        for exact, label in zip(field.choose, field.choose_labels, strict=True)
    )
