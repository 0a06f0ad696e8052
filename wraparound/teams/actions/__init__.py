"""Every write of work and seats."""

from wraparound.teams.actions.asking import (
    CannotAskForWork,
    ask_for_work,
    send_work_link_again,
    take_back_work,
    withdraw_work,
)
from wraparound.teams.actions.going import end_work, note_begun, note_not_taken_up
from wraparound.teams.actions.moving import CannotTakeWork
from wraparound.teams.actions.releasing import (
    close_work_to_hidden,
    note_work_reached,
    note_work_unreached,
    release_work,
)
from wraparound.teams.actions.seats import CannotGiveSeat, adopt_seats, end_seat, give_seat
from wraparound.teams.actions.taking import (
    accept_work,
    allocate,
    hand_over_work,
    note_accepted,
    note_refused,
    refuse_work,
)

__all__ = [
    "CannotAskForWork", "CannotGiveSeat", "CannotTakeWork", "accept_work", "adopt_seats", "allocate", "ask_for_work",
    "close_work_to_hidden", "end_seat", "end_work", "give_seat", "hand_over_work", "note_accepted", "note_begun",
    "note_not_taken_up", "note_refused", "note_work_reached", "note_work_unreached", "refuse_work", "release_work",
    "send_work_link_again", "take_back_work", "withdraw_work",
]  # fmt: skip
