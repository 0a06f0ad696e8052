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
from wraparound.ledger.queries.reading import entries_about, entries_by, newest_entries

__all__ = [
    "days_to_seal",
    "entries_about",
    "entries_by",
    "entries_in_all",
    "hash_before",
    "last_entry_of",
    "lines_from",
    "newest_entries",
    "newest_head",
    "sealed_heads",
    "seals",
]
