"""Where `letterkit` starts. Answers `--version` before anything else is imported."""

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
        from letterkit.cli import run

        exit_code = run(sys.argv[1:])
    except KeyboardInterrupt:
        # Ctrl-C before there was anything to interrupt.
        exit_code = 130
    gc.freeze()
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
