"""Every write of the ledger: what was done and seen, a day's seal, and that the ledger itself was read."""

from wraparound.ledger.actions.reading import read_ledger, read_unusual
from wraparound.ledger.actions.sealing import CannotSeal, seal_day
from wraparound.ledger.actions.writing import listen, looked, whole, whole_look, write_down

__all__ = [
    "CannotSeal", "listen", "looked", "read_ledger", "read_unusual", "seal_day", "whole", "whole_look", "write_down",
]  # fmt: skip
