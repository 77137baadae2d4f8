"""Shows a draft to a person: alone, in two columns, or field by field."""

import shutil

from letterkit.cli.desk import Desk
from letterkit.domain.letter import Draft, FilledField, Flaw
from letterkit.domain.text import utf16_length
from letterkit.marking import N_


def side_by_side_or_alone(drafted: Draft, desk: Desk) -> str:
    """Return the letter beside the buyer's language; alone if that is the one sent."""
    if drafted.language == drafted.to:
        return drafted.text
    # Only two columns pay for the widths of all characters.
    from letterkit.presenting.columns import side_by_side

    heads = (desk.say(N_("To be sent")), desk.say(N_("What it says")))
    pairs = [(paragraph.text, paragraph.beside or "") for paragraph in drafted.paragraphs]
    return side_by_side([heads, *pairs], shutil.get_terminal_size((100, 24)).columns)


def as_form(drafted: Draft, desk: Desk, text: str) -> str:
    """Return what to do in each field of the form, in the form's order; `text` is the letter."""
    title = desk.say(N_("Form: %(form)s"), form=drafted.form)
    fields = [
        "\n".join(_field(number, field, text, desk))
        for number, field in enumerate(drafted.fields, start=1)
    ]
    return "\n\n".join([title, *fields])


def flaw_in_words(flaw: Flaw, desk: Desk) -> list[str]:
    """Return a flaw as two lines: what is wrong where, and what to do."""
    place = desk.say(N_("Line %(number)s"), number=flaw.line) + ": " if flaw.line else ""
    return [f"{flaw.item}  {place}{flaw.told(desk.say)}", f"    {flaw.advice(desk.say)}"]


def flaw_as_json(flaw: Flaw, desk: Desk) -> dict[str, object]:
    """Return a flaw with its sentences said."""
    return {
        "item": flaw.item,
        "must": flaw.is_grave,
        "line": flaw.line,
        "says": flaw.told(desk.say),
        "hint": flaw.advice(desk.say),
    }


def _field(number: int, field: FilledField, text: str, desk: Desk) -> list[str]:
    lines = [f"{number}. {field.exact}"]
    if field.label != field.exact:
        lines.append(f"   ({field.label})")
    if field.choose:
        lines.append(_set(desk.say(N_("Choose: %(choices)s"), choices=_choices(field))))
    if field.kind == "text":
        length = utf16_length(field.type)
        lines.append(
            "   " + desk.say(N_("Paste this text (%(length)s characters):"), length=length)
        )
        lines += ["", text, ""]
        if field.short:
            length = utf16_length(field.short)
            short = N_("If the form takes no more, this shorter text (%(length)s characters):")
            lines += ["   " + desk.say(short, length=length), "", field.short, ""]
    elif field.type:
        lines.append("   " + desk.say(N_("Enter: %(value)s"), value=field.type))
    if field.kind == "files":
        attach = field.attach or (desk.say(N_("nothing")),)
        lines.append("   " + desk.say(N_("Attach:")))
        lines += [_set(f"- {line}") for line in attach]
    if field.note:
        lines.append(_set(desk.say(N_("Note: %(note)s"), note=field.note)))
    return lines


def _set(text: str) -> str:
    """Return a line under a field's number, broken at the edge of the terminal."""
    # Only what is shown to a person pays for the widths of all characters.
    from letterkit.presenting.columns import paragraph

    return paragraph(f"   {text}", shutil.get_terminal_size((100, 24)).columns)


def _choices(field: FilledField) -> str:
    """Return "No (Нет) → …": each choice in the form's English, with what it means."""
    return " → ".join(
        exact if exact == label else f"{exact} ({label})"
        for exact, label in zip(field.choose, field.choose_labels, strict=True)
    )
