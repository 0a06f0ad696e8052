"""The ledger's words."""

from wraparound.kernel.word import Word


class Kind(Word):
    """Whether an entry tells of an act or of a look."""

    ACT = "act", "did"
    LOOK = "look", "looked at"
