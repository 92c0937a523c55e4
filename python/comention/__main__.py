"""The command line: `comention`, or `python -m comention`."""

import signal
import sys
import tempfile
from pathlib import Path

from . import errors
from ._comention import run
from ._parquet import is_result, read


def main() -> int:
    # Ctrl-C ends it at once, as it does any program.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    arguments = sys.argv[1:]
    if arguments[:1] == ["merge"] and any(map(is_result, arguments)):
        return _merge(arguments)
    return run(["comention", *arguments])


def _merge(arguments: list[str]) -> int:
    """Merges parts of which some are the tables of a cluster: these become stores first."""
    with tempfile.TemporaryDirectory(prefix="comention-") as folder:
        for place, argument in enumerate(arguments):
            if is_result(argument):
                store = Path(folder) / str(place)
                try:
                    read(argument, store, evidence=True, formats=[])
                except (errors.Error, OSError) as error:
                    print(f"error: {error}", file=sys.stderr)
                    return 2
                arguments[place] = str(store)
        return run(["comention", *arguments])


if __name__ == "__main__":
    sys.exit(main())
