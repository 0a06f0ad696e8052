"""What the ledger needs from outside, as this node has it."""

from wraparound.ledger.adapters.key_file import CannotSign, KeyFile
from wraparound.ledger.adapters.plugging import plug_in

__all__ = ["CannotSign", "KeyFile", "plug_in"]
