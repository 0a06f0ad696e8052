"""What duties need from outside: who a person is, of whom someone may not learn, and a mark nobody can guess."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from wraparound.kernel.acting import Actor


class Persons(Protocol):
    """Knows of the persons whose numbers stand in duties what duties do not."""

    def called(self, numbers: Iterable[int], *, by: Actor, at: datetime) -> dict[int, tuple[str, str]]:
        """Give the code and name of those of some persons whom someone may see, and leave out the others."""

    def hidden_from(self, by: Actor) -> Any:
        """Give those of whom someone may learn nothing, as a condition on numbers for a query."""


@dataclass
class Outside:
    """What the wiring has plugged in."""

    persons: Persons | None = None
    subjects: Mapping[str, str] = field(default_factory=dict)  # where it is answered: {"ask": an address's name}
    mark: Callable[[str], str] | None = None  # 64 hexadecimal digits, the same for the same words, that nobody can tell


OUTSIDE = Outside()
