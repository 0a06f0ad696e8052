"""Who works at the machine itself."""

import getpass

from wraparound.agencies.words import OPERATOR
from wraparound.kernel.acting import Actor


def operator() -> Actor:
    """Give whoever runs a command, by the name the machine knows them by."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may know no name for its user
        name = "unnamed"
    return Actor(f"operator:{name}", "", f"{name} (operator)", frozenset({OPERATOR}), purpose="running the service")
