"""`letterkit draft`: the letter for one case."""

import shutil
from typing import Any

import msgspec

from letterkit.cli.desk import Desk
from letterkit.cli.output import remark, say, say_json
from letterkit.domain.letter import Draft, FilledField
from letterkit.domain.text import utf16_length
from letterkit.drafting import draft
from letterkit.errors import LetterkitError
from letterkit.marking import N_


def run(desk: Desk) -> int:
    """Print the draft in the form that was asked for."""
    case = desk.case()
    try:
        drafted = draft(case, desk.catalog, today=desk.today())
    except LetterkitError as error:
        raise error.in_file(desk.arguments.case) from None
    if desk.arguments.json:
        say_json(_json(drafted))
    elif desk.arguments.form:
        say(_form(drafted, desk))
    else:
        say(_letter(drafted, desk))
    return 0


def _json(drafted: Draft) -> dict[str, Any]:
    """Return the draft with the letter in one piece beside its paragraphs."""
    texts = {"english": drafted.english, "beside": drafted.beside or None}
    return {**msgspec.to_builtins(drafted), **texts}


def _letter(drafted: Draft, desk: Desk) -> str:
    """Return the letter alone, or in two columns if that was asked for."""
    if not desk.arguments.beside:
        return drafted.english
    if drafted.language == "en":
        remark(desk.say(N_("The language beside is English too; choose another with --lang.")))
        return drafted.english
    # Only this option pays for the widths of all characters.
    from letterkit.cli.columns import side_by_side

    heads = (
        desk.say(N_("To be sent")),
        desk.say(N_("What it says")),
    )
    pairs = [(paragraph.english, paragraph.beside or "") for paragraph in drafted.paragraphs]
    return side_by_side([heads, *pairs], shutil.get_terminal_size((100, 24)).columns)


def _form(drafted: Draft, desk: Desk) -> str:
    """Return what to do in each field of the form, in the form's order."""
    title = desk.say(N_("Form: %(form)s"), form=drafted.form)
    fields = [
        "\n".join(_field(number, field, drafted, desk))
        for number, field in enumerate(drafted.fields, start=1)
    ]
    return "\n\n".join([title, *fields])


def _field(number: int, field: FilledField, drafted: Draft, desk: Desk) -> list[str]:
    lines = [f"{number}. {field.exact}"]
    if field.label != field.exact:
        lines.append(f"   ({field.label})")
    if field.choose:
        lines.append(desk.say(N_("   Choose: %(choices)s"), choices=" → ".join(field.choose)))
    if field.kind == "text":
        length = utf16_length(field.type)
        lines.append(desk.say(N_("   Paste this text (%(length)s characters):"), length=length))
        lines += ["", _letter(drafted, desk), ""]
    elif field.type:
        lines.append(desk.say(N_("   Enter: %(value)s"), value=field.type))
    if field.kind == "files":
        attach = field.attach or (desk.say(N_("nothing")),)
        lines.append(desk.say(N_("   Attach:")))
        lines += [f"   - {line}" for line in attach]
    if field.note:
        lines.append(desk.say(N_("   Note: %(note)s"), note=field.note))
    return lines
