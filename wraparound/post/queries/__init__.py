"""Every read of post."""

from wraparound.post.queries.errands import errands_listed, is_worked_on, workers_holding
from wraparound.post.queries.letters import letters_due, message_of
from wraparound.post.queries.names import names_told, phone_of_asker

__all__ = [
    "errands_listed", "is_worked_on", "letters_due", "message_of", "names_told", "phone_of_asker",
    "workers_holding",
]  # fmt: skip
