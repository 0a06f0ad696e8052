"""Every read of post."""

from wraparound.post.queries.errands import errands_listed, is_worked_on, workers_holding
from wraparound.post.queries.letters import letters_due, message_of
from wraparound.post.queries.names import names_told, phone_of_asker
from wraparound.post.queries.pages import SHOWS, Asked, LettersPage, letters_failed, letters_page
from wraparound.post.queries.postbox import posted_letter, posted_letters

__all__ = [
    "SHOWS", "Asked", "LettersPage", "errands_listed", "is_worked_on", "letters_due", "letters_failed",
    "letters_page", "message_of", "names_told", "phone_of_asker", "posted_letter", "posted_letters",
    "workers_holding",
]  # fmt: skip
