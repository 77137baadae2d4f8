"""`letterkit completion`: what a shell needs to complete with Tab."""

from argcomplete.shell_integration import shellcode

from letterkit.cli.desk import Desk
from letterkit.cli.output import say


def run(desk: Desk) -> int:
    """Print the script for one shell."""
    say(shellcode(["letterkit"], shell=desk.arguments.shell).rstrip())
    return 0
