"""Where the wiring plugs in what the ledger needs from outside."""

from collections.abc import Callable

from wraparound.kernel.acting import Actor
from wraparound.ledger.ports import OUTSIDE, Names, Signer


def plug_in(*, check_may_read: Callable[[Actor], None], rules: str, names: Names, signer: Callable[[], Signer]) -> None:
    """Say who may read the ledger, by which rules, who knows names, and who signs. Called once, by the wiring."""
    OUTSIDE.check_may_read, OUTSIDE.rules, OUTSIDE.names, OUTSIDE.signer = check_may_read, rules, names, signer
