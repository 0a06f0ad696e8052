"""Every write of post: letters written, taken back, sent, and errands done."""

from wraparound.post.actions.letters import (
    CannotSendAgain,
    CannotWriteLetter,
    send_again,
    withdraw_letters,
    write_letter,
)

__all__ = ["CannotSendAgain", "CannotWriteLetter", "send_again", "withdraw_letters", "write_letter"]
