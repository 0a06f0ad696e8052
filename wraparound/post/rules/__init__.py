"""What a letter may say and how it says it, and when it is tried again."""

from wraparound.post.rules.facts import NAMED, due_in_words, told, wanting_of_facts
from wraparound.post.rules.trying import GIVEN_UP_AFTER, HELD_FOR, LEASE, OUTAGE, WAITS, next_try
from wraparound.post.rules.wording import usual_wordings, wording_of, written_out

__all__ = [
    "GIVEN_UP_AFTER", "HELD_FOR", "LEASE", "NAMED", "OUTAGE", "WAITS", "due_in_words", "next_try", "told",
    "usual_wordings", "wanting_of_facts", "wording_of", "written_out",
]  # fmt: skip
