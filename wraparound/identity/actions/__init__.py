"""Every write to records, persons and beliefs."""

from wraparound.identity.actions.arriving import link_records
from wraparound.identity.actions.believing import believe
from wraparound.identity.actions.deciding import decide_of, undo_decision
from wraparound.identity.actions.filing import end_unseen, file_records
from wraparound.identity.actions.opening import open_person
from wraparound.identity.actions.shielding import CannotShield, lift_shield, set_shield

__all__ = [
    "CannotShield",
    "believe",
    "decide_of",
    "end_unseen",
    "file_records",
    "lift_shield",
    "link_records",
    "open_person",
    "set_shield",
    "undo_decision",
]
