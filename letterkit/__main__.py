"""Where `letterkit` starts. Answers `--version` before anything else is imported."""

import sys

from letterkit import __version__


def main() -> int:
    """Run the command line and return its exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"letterkit {__version__}\n")
        return 0
    from letterkit.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
