"""Every read of the ledger."""

from wraparound.ledger.queries.chain import (
    days_to_seal,
    entries_in_all,
    hash_before,
    last_entry_of,
    lines_from,
    newest_head,
    sealed_heads,
    seals,
)
from wraparound.ledger.queries.compiled import Compiled, kept_in_words
from wraparound.ledger.queries.reading import (
    Page,
    Told,
    entries_about,
    entries_asked,
    entries_by,
    looked_at_lately,
    newest_entries,
    nth_newest,
    page_asked,
)
from wraparound.ledger.queries.unusual import Unusual, unusual_on

__all__ = [
    "Compiled",
    "Page",
    "Told",
    "Unusual",
    "days_to_seal",
    "entries_about",
    "entries_asked",
    "entries_by",
    "entries_in_all",
    "hash_before",
    "kept_in_words",
    "last_entry_of",
    "lines_from",
    "looked_at_lately",
    "newest_entries",
    "newest_head",
    "nth_newest",
    "page_asked",
    "sealed_heads",
    "seals",
    "unusual_on",
]
