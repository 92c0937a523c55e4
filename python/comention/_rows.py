"""Rows of names in, JSON Lines out."""

import json
from collections.abc import Iterable, Mapping

from .errors import GazetteerError


def json_lines(rows: object) -> str:
    """The rows of a table, or dictionaries, a line each; what is missing in a row is left out."""
    if hasattr(rows, "__arrow_c_stream__"):
        import pyarrow

        rows = pyarrow.table(rows).to_pylist()
    if not isinstance(rows, Iterable):
        raise TypeError(f"`{type(rows).__name__}` has no rows; give dictionaries or a table")
    return "\n".join(map(_line, rows))


def _line(row: object) -> str:
    if not isinstance(row, Mapping):
        raise GazetteerError(
            f"a row is a {type(row).__name__}; give dictionaries with `name` and `type`"
        )
    known = {key: value for key, value in row.items() if value is not None}
    return json.dumps(known, ensure_ascii=False, default=str)
