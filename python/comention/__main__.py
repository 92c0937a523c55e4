"""The command line: `comention`, or `python -m comention`."""

import signal
import sys

from ._comention import run


def main() -> int:
    # Ctrl-C ends it at once, as it does any program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(["comention", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
