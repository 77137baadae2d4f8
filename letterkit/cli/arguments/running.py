"""The commands that let letterkit run elsewhere: in a browser, behind the Tab key."""

from letterkit.cli.arguments.common import Commands, add_command, add_today
from letterkit.errors import Translate

SHELLS = ("bash", "zsh", "fish")


def add_serve(commands: Commands, _: Translate) -> None:
    serve = add_command(commands, "serve", "serve", _("open the app in a browser"), _)
    serve.add_argument(
        "--port",
        metavar=_("NUMBER"),
        help=_("port to listen on; left out, 8765; 0 takes a free one"),
    )
    serve.add_argument(
        "--host",
        metavar=_("ADDRESS"),
        default="127.0.0.1",
        help=_("address to listen on; left out, only this computer reaches it"),
    )
    serve.add_argument(
        "--password",
        action="store_true",
        help=_(
            "let in whoever knows a password, each with cases of their own; it is asked for, or "
            "taken from LETTERKIT_PASSWORD. Without https, others on the way can read all"
        ),
    )
    serve.add_argument(
        "--behind-proxy",
        metavar=_("ADDRESS"),
        help=_(
            "the site of a proxy that keeps strangers out. letterkit then asks nobody for a "
            "password: whoever reaches it gets in"
        ),
    )
    add_today(serve, _)


def add_completion(commands: Commands, _: Translate) -> None:
    completion = add_command(
        commands, "completion", "completion", _("print what lets a shell complete with Tab"), _
    )
    completion.add_argument("shell", metavar=_("SHELL"), choices=SHELLS, help=", ".join(SHELLS))
