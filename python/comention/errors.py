"""What can go wrong, with the library's words: where, what happened, what to do."""


class Error(Exception):
    """Any of those below."""


class GazetteerError(Error, ValueError):
    """Faults of a list of names; all of them, a line each."""


class InputError(Error, ValueError):
    """A table or an option that cannot be used, or no document that could be read."""


class StoreError(Error):
    """A `graph.db` that is missing, damaged, or of another version."""


class NameNotFound(Error, LookupError):
    """A name that denotes nothing in the graph, or several entities."""
