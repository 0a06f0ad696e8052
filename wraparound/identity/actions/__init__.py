"""Every write to records, persons and beliefs."""

from wraparound.identity.actions.arriving import link_records
from wraparound.identity.actions.believing import believe
from wraparound.identity.actions.deciding import decide_of, undo_decision
from wraparound.identity.actions.filing import end_unseen, file_ready, file_records, note_held
from wraparound.identity.actions.living import note_births, tell_life_event, undo_life_event
from wraparound.identity.actions.opening import open_person
from wraparound.identity.actions.shielding import CannotShield, lift_shield, set_shield
from wraparound.identity.actions.withholding import show_number, withhold_number

__all__ = [
    "CannotShield",
    "believe",
    "decide_of",
    "end_unseen",
    "file_ready",
    "file_records",
    "lift_shield",
    "link_records",
    "note_births",
    "note_held",
    "open_person",
    "set_shield",
    "show_number",
    "tell_life_event",
    "undo_decision",
    "undo_life_event",
    "withhold_number",
]
