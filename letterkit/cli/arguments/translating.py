"""The commands on a text in another language."""

from letterkit.cli.arguments.common import Commands, add_case, add_command, add_json, add_today
from letterkit.errors import Translate


def add_detect(commands: Commands, _: Translate) -> None:
    detect = add_command(commands, "detect", "detect", _("say which language a text is in"), _)
    detect.add_argument("text", metavar=_("FILE"), help=_("a text; - reads standard input"))
    add_json(detect, _)


def add_translate(commands: Commands, _: Translate) -> None:
    translate = add_command(
        commands, "translate", "translate", _("have your own words in a case translated"), _
    )
    add_case(translate, _)
    translate.add_argument(
        "--provider",
        metavar=_("PROVIDER"),
        default="google",
        help=_("who translates; “letterkit consent” shows all, and what each gets"),
    )
    translate.add_argument(
        "--from", dest="source", metavar=_("LANGUAGE"), help=_("the language of your words")
    )
    translate.add_argument("--address", metavar=_("ADDRESS"), help=_("where the server is"))
    translate.add_argument(
        "--save", action="store_true", help=_("keep the translation in the case file")
    )
    translate.add_argument("--no-network", action="store_true", help=_("send nothing anywhere"))
    add_json(translate, _)
    add_today(translate, _)


def add_consent(commands: Commands, _: Translate) -> None:
    consent = add_command(
        commands, "consent", "consent", _("see, give or take back who may get your words"), _
    )
    consent.add_argument(
        "provider", metavar=_("PROVIDER"), nargs="?", help=_("left out, all are shown")
    )
    consent.add_argument("--address", metavar=_("ADDRESS"), help=_("where the server is"))
    choice = consent.add_mutually_exclusive_group()
    choice.add_argument("--give", action="store_true", help=_("agree"))
    choice.add_argument("--revoke", action="store_true", help=_("take it back"))
    add_json(consent, _)
    add_today(consent, _)
