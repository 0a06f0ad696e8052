"""A calendar of due moments as RFC 5545 writes one: numbers and words that name nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_FOLD = 74  # octets to a line; the blank that goes on with the next counts


@dataclass(frozen=True)
class Item:
    """Something in the calendar: its number, when it is due, the words, and since when they are as they are."""

    number: int
    due: datetime
    words: str
    changed_at: datetime


def calendar(items: Iterable[Item], *, name: str, host: str, page: str) -> str:
    """Write a calendar. `host` makes its items' marks unique; `page` is where one reads of an item, with {number}."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wraparound//Duties//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{words_of(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for one in items:
        lines += _event(one, host=host, page=page)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(one: Item, *, host: str, page: str) -> list[str]:
    due = one.due.astimezone(UTC)
    begins = due - timedelta(minutes=15)  # what ends at midnight stands on the day it is due
    return [
        "BEGIN:VEVENT",
        f"UID:duty-{one.number}@{host}",
        f"DTSTAMP:{moment(one.changed_at)}",
        f"DTSTART:{moment(begins)}",
        f"DTEND:{moment(due)}",
        f"SUMMARY:{words_of(f'Due: {one.words}')}",
        f"URL:{page.format(number=one.number)}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def moment(at: datetime) -> str:
    """Write a moment as calendars do."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def words_of(words: str) -> str:
    """Write words so that nothing in them ends a line or a part of one."""
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def folded(line: str) -> str:
    """Break a line where it gets too long, never within a letter."""
    lines, length = "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > _FOLD:
            lines, length = f"{lines}\r\n ", 1
        lines, length = lines + letter, length + size
    return lines
