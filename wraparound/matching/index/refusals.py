"""What the index says when it cannot be opened, asked or changed."""


class CannotOpen(Exception):  # noqa: N818 - a refusal, worded for the reader
    """The folder holds no index that this version can use; the message says which and what to do."""


class CannotFind(ValueError):  # noqa: N818
    """A query says nothing to look for, or says it in a way that cannot be read."""


class CannotPut(ValueError):  # noqa: N818
    """A record cannot be added, changed or removed; the message says why."""
