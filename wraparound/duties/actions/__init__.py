"""Every write of duties: opening, answering, giving longer, pausing, handing over, climbing, and changing rules."""

from wraparound.duties.actions.calendars import end_calendar, make_calendar
from wraparound.duties.actions.changing import CannotChangeRule, change_rule, look_at_moves, look_at_rule
from wraparound.duties.actions.climbing import see_to_clocks
from wraparound.duties.actions.closing import CannotAct, answer_duty, withdraw_duty
from wraparound.duties.actions.day import tell_the_day
from wraparound.duties.actions.handing import CannotNoteAbsence, end_absence, hand_over, hand_over_all, note_absence
from wraparound.duties.actions.keeping import extend_duty, pause_duty, resume_duty
from wraparound.duties.actions.looking import look_at_duties, look_at_duty
from wraparound.duties.actions.opening import open_duty
from wraparound.duties.actions.rules import CannotOpen

__all__ = [
    "CannotAct", "CannotChangeRule", "CannotNoteAbsence", "CannotOpen", "answer_duty", "change_rule", "end_absence",
    "end_calendar", "extend_duty", "hand_over", "hand_over_all", "look_at_duties", "look_at_duty", "look_at_moves",
    "look_at_rule", "make_calendar", "note_absence", "open_duty", "pause_duty", "resume_duty", "see_to_clocks",
    "tell_the_day", "withdraw_duty",
]  # fmt: skip
