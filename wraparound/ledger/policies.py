"""Who may read the ledger: the wiring says who decides, and until it does nobody may."""

from wraparound.kernel.acting import Actor, MayNot
from wraparound.ledger.ports import OUTSIDE


class MayNotRead(MayNot):
    """Nobody has said who may read the ledger."""


def check_may_read(by: Actor) -> None:
    """Let those through whose role it is; raises a MayNot for anyone else."""
    if OUTSIDE.check_may_read is None or OUTSIDE.persons is None:
        raise MayNotRead("Nobody has said yet who may read the ledger.")
    OUTSIDE.check_may_read(by)
