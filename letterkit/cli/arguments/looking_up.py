"""The commands that show what letterkit knows and where things are."""

from letterkit.cli.arguments.common import Commands, add_command, add_json, add_today
from letterkit.errors import Translate


def add_guide(commands: Commands, _: Translate) -> None:
    guide = add_command(commands, "guide", "guide", _("explain a topic in your language"), _)
    guide.add_argument(
        "topic",
        metavar=_("TOPIC"),
        nargs="?",
        help=_("what to explain; left out, all topics are listed"),
    )
    guide.add_argument(
        "--case", metavar=_("CASE"), help=_("list only the topics that this case needs")
    )
    add_json(guide, _)
    add_today(guide, _)


def add_list(commands: Commands, _: Translate) -> None:
    listing = add_command(commands, "list", "listing", _("list what letterkit knows"), _)
    listing.add_argument(
        "what",
        metavar=_("WHAT"),
        choices=("marketplaces", "problems", "letters", "languages", "guides", "rules"),
        help=_("marketplaces, problems, letters, languages, guides or rules"),
    )
    listing.add_argument(
        "marketplace",
        metavar=_("MARKETPLACE"),
        nargs="?",
        help=_("whose rules; left out, those of all"),
    )
    add_json(listing, _)


def add_validate(commands: Commands, _: Translate) -> None:
    validate = add_command(
        commands, "validate", "validate", _("check data files and templates of your own"), _
    )
    validate.add_argument(
        "folder",
        metavar=_("FOLDER"),
        nargs="?",
        help=_("a folder with marketplaces/*.toml; left out, letterkit's own files and yours"),
    )
    add_json(validate, _)
    add_today(validate, _)


def add_doctor(commands: Commands, _: Translate) -> None:
    doctor = add_command(
        commands, "doctor", "doctor", _("say where everything is kept, and whether it works"), _
    )
    add_json(doctor, _)
