"""Where the wiring plugs in what the ledger needs from outside."""

from collections.abc import Callable

from wraparound.kernel.acting import Actor
from wraparound.ledger.ports import OUTSIDE, Names, Persons, Signer


def plug_in(
    *,
    check_may_read: Callable[[Actor], None],
    rules: str,
    names: Names,
    signer: Callable[[], Signer],
    persons: Persons,
) -> None:
    """Say who may read the ledger and of whom, by which rules, who knows names, and who signs. Called once."""
    OUTSIDE.check_may_read, OUTSIDE.rules, OUTSIDE.names, OUTSIDE.signer = check_may_read, rules, names, signer
    OUTSIDE.persons = persons
