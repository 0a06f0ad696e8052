"""Every write of duties: opening, answering, giving longer, pausing, handing over, climbing, and changing rules."""

from wraparound.duties.actions.closing import CannotAct, answer_duty, withdraw_duty
from wraparound.duties.actions.opening import open_duty
from wraparound.duties.actions.rules import CannotOpen

__all__ = ["CannotAct", "CannotOpen", "answer_duty", "open_duty", "withdraw_duty"]
