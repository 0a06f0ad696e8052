"""A strategy discussion as a calendar file: its reference, when, and the way in. It names no child."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from wraparound.duties.rules.ical import folded, moment, words_of

LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class Appointment:
    """A discussion as a calendar has it: `version` counts how often it was moved."""

    ref: str
    begins_at: datetime
    where: str
    version: int
    changed_at: datetime
    is_off: bool = False


def invitation(one: Appointment, *, host: str, page: str) -> str:
    """Write the calendar file of a discussion; `page` is where one reads of it."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wraparound//Strategy discussions//EN",
        "CALSCALE:GREGORIAN",
        f"METHOD:{'CANCEL' if one.is_off else 'PUBLISH'}",
        "BEGIN:VEVENT",
        f"UID:strategy-{one.ref}@{host}",
        f"SEQUENCE:{one.version}",
        f"DTSTAMP:{moment(one.changed_at)}",
        f"DTSTART:{moment(one.begins_at)}",
        f"DTEND:{moment(one.begins_at + LASTS)}",
        f"SUMMARY:{words_of(f'Strategy discussion {one.ref}')}",
        f"LOCATION:{words_of(one.where)}",
        f"URL:{page}",
        f"STATUS:{'CANCELLED' if one.is_off else 'CONFIRMED'}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)
