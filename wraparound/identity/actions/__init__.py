"""Every write to records, persons and beliefs."""

from wraparound.identity.actions.arriving import link_records
from wraparound.identity.actions.believing import believe
from wraparound.identity.actions.deciding import decide_of, undo_decision
from wraparound.identity.actions.ending import settle_endings, take_back_ending
from wraparound.identity.actions.filing import end_unseen, file_ready, file_records, note_held
from wraparound.identity.actions.living import note_births, tell_life_event, undo_life_event
from wraparound.identity.actions.opening import open_person
from wraparound.identity.actions.retaining import lift_hold, set_hold
from wraparound.identity.actions.shielding import CannotShield, lift_shield, set_shield
from wraparound.identity.actions.withholding import show_number, withhold_number

__all__ = [
    "CannotShield",
    "believe",
    "decide_of",
    "end_unseen",
    "file_ready",
    "file_records",
    "lift_hold",
    "lift_shield",
    "link_records",
    "note_births",
    "note_held",
    "open_person",
    "set_hold",
    "set_shield",
    "settle_endings",
    "show_number",
    "take_back_ending",
    "tell_life_event",
    "undo_decision",
    "undo_life_event",
    "withhold_number",
]
