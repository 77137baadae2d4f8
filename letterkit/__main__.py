"""Where `letterkit` starts. Answers `--version` before anything else is imported."""

# `signal` itself takes a millisecond to import.
import _signal  # type: ignore[import-not-found] # typeshed has only `signal`
import gc
import sys

from letterkit import __version__


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"letterkit {__version__}\n")
        return 0
    # A command makes much and throws little away. Looking for garbage all the while, and once more
    # in everything before the process ends, takes a quarter of its time.
    gc.set_threshold(50_000)
    try:
        # What is written in C falls over if it is interrupted while it is loaded.
        _let_interrupt(False)
        from letterkit.cli import run

        _let_interrupt(True)
        exit_code = run(sys.argv[1:])
    except KeyboardInterrupt:
        # Ctrl-C before there was anything to interrupt.
        exit_code = 130
    # All is done: Python is not interrupted on its way out either.
    _let_interrupt(False)
    gc.freeze()
    return exit_code


def _let_interrupt(allowed: bool) -> None:
    """Let Ctrl-C through, or keep it waiting."""
    if sys.platform != "win32":
        how = _signal.SIG_UNBLOCK if allowed else _signal.SIG_BLOCK
        _signal.pthread_sigmask(how, (_signal.SIGINT,))


if __name__ == "__main__":
    sys.exit(main())
