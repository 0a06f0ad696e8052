"""Decisions about an area's settings, opening hours and tables of public facts: plain values in and out."""

from wraparound.agencies.rules.changes import changes_between
from wraparound.agencies.rules.checking import Checked, checked
from wraparound.agencies.rules.guide import guide
from wraparound.agencies.rules.opening import DAYS, LONDON, OpenNow, hours_in_words, hours_on, open_at, spans
from wraparound.agencies.rules.reading import area_in
from wraparound.agencies.rules.reference import Unreadable, fields_of, rows_in
from wraparound.agencies.rules.shape import area_of, fingerprint, plain, words_told

__all__ = [
    "DAYS", "LONDON", "Checked", "OpenNow", "Unreadable", "area_in", "area_of", "changes_between", "checked",
    "fields_of", "fingerprint", "guide", "hours_in_words", "hours_on", "open_at", "plain", "rows_in", "spans",
    "words_told",
]  # fmt: skip
