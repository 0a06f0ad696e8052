"""Where the wiring plugs in what the ledger needs from outside."""

from collections.abc import Callable

from wraparound.kernel.acting import Actor
from wraparound.ledger.ports import OUTSIDE, Names, Signer


def plug_in(*, check_may_read: Callable[[Actor], None], names: Names, signer: Callable[[], Signer]) -> None:
    """Say who may read the ledger, who knows names, and who signs. Called once, by the wiring."""
    OUTSIDE.check_may_read, OUTSIDE.names, OUTSIDE.signer = check_may_read, names, signer
