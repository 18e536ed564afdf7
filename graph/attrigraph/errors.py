"""The errors a user can meet.

::

    AttrigraphError                 one line: what failed, then what to do
    ├── UsageError                  wrong call or option; nothing was done            (exit code 2)
    │   ├── OutputError             the output cannot be written, or is somebody else's
    │   └── QueryError              a query that does not parse, or is not allowed
    ├── SourceError                 one input could not be read; the run goes on      (exit code 1)
    └── MissingDataError            a data folder or an optional package is not installed
"""


class AttrigraphError(Exception):
    """Something failed in a way the user can mend.

    >>> str(AttrigraphError("out: not a graph folder", "choose another folder", value="out"))
    'out: not a graph folder; choose another folder'
    """

    def __init__(self, what: str, todo: str, *, value: object = None) -> None:
        super().__init__(f"{what}; {todo}")
        self.what = what
        self.todo = todo
        self.value = value

    def __reduce__(self) -> tuple[type["AttrigraphError"], tuple[str, str]]:
        """Let it cross from one process to another."""
        return type(self), (self.what, self.todo)


class UsageError(AttrigraphError):
    """The call itself is wrong; nothing was done."""


class OutputError(UsageError):
    """The output cannot be written, or holds something that is not ours to overwrite."""


class QueryError(UsageError):
    """A query that does not parse, or that is not allowed (SERVICE, updates)."""


class SourceError(AttrigraphError):
    """One input could not be read; the run goes on without it."""


class MissingDataError(AttrigraphError):
    """A data folder or an optional package is not installed."""
