"""Every write of post: letters written, taken back, sent, and errands done."""

from wraparound.post.actions.again import CannotSendLinkAgain, send_link_again
from wraparound.post.actions.carrying import carry, mark_sent, note_not_taken, put_back, take_due
from wraparound.post.actions.errands import Came, hold_errands, let_go, note_errand
from wraparound.post.actions.letters import (
    CannotSendAgain,
    CannotWriteLetter,
    send_again,
    withdraw_letters,
    write_letter,
)

__all__ = [
    "Came", "CannotSendAgain", "CannotSendLinkAgain", "CannotWriteLetter", "carry", "hold_errands", "let_go",
    "mark_sent", "note_errand", "note_not_taken", "put_back", "send_again", "send_link_again", "take_due",
    "withdraw_letters", "write_letter",
]  # fmt: skip
