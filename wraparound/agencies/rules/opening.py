"""Opening hours: reading them, and whether somebody is there at a moment, in words."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from wraparound.agencies.words import OpeningHours
from wraparound.kernel.working_days import bank_holidays

LONDON = ZoneInfo("Europe/London")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTES_A_DAY = 24 * 60
_TIMES = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)\s*(?:to|until|-|–)\s*([01]?\d|2[0-4])[:.]([0-5]\d)")
_LOOK_AHEAD = 14  # days; nobody is closed for longer by their week alone

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class OpenNow:
    """Whether somebody is there, and the sentence that says until when or from when."""

    is_open: bool
    words: str


def spans(text: str) -> Spans | None:
    """Read hours as (opens, closes) in minutes after midnight, in order; None where they cannot be read."""
    if text.strip().lower() == "closed":
        return ()
    found: list[tuple[int, int]] = []
    for piece in text.split(","):
        match = _TIMES.fullmatch(piece.strip())
        if not match:
            return None
        opens, closes = (int(match[at]) * 60 + int(match[at + 1]) for at in (1, 3))
        if opens >= closes or closes > MINUTES_A_DAY or (found and opens <= found[-1][1]):
            return None
        found.append((opens, closes))
    return tuple(found)


def hours_on(day: date, *, hours: OpeningHours) -> str:
    """Give what is written for a day, which on a bank holiday is what is written for those."""
    if day in bank_holidays(day.year):
        return hours.bank_holidays
    return str(getattr(hours, DAYS[day.weekday()]))


def open_at(moment: datetime, *, hours: OpeningHours) -> OpenNow:
    """Say whether an agency is open at a moment (with its time zone) and when that changes."""
    here = moment.astimezone(LONDON)
    today, minute = here.date(), here.hour * 60 + here.minute
    now = next((span for span in _on(today, hours) if span[0] <= minute < span[1]), None)
    if now:
        return OpenNow(True, _until(today, closes=now[1], hours=hours))
    holiday = bank_holidays(today.year).get(today)
    why = f"Closed now: today is {holiday}." if holiday and not _on(today, hours) else "Closed now."
    for ahead in range(_LOOK_AHEAD):
        day = today + timedelta(days=ahead)
        opens = [span[0] for span in _on(day, hours) if ahead or span[0] > minute]
        if opens:
            return OpenNow(False, f"{why} Opens {_day_in_words(day, today=today)} at {time_in_words(opens[0])}.")
    return OpenNow(False, f"{why} No opening hours are known.")


def time_in_words(minute: int) -> str:
    """Write a time as people read it: 9am, 5:30pm, midday, midnight."""
    if minute % MINUTES_A_DAY == 0:
        return "midnight"
    if minute == MINUTES_A_DAY // 2:
        return "midday"
    hour, rest = divmod(minute, 60)
    minutes = f":{rest:02}" if rest else ""
    return f"{(hour - 1) % 12 + 1}{minutes}{'am' if hour < 12 else 'pm'}"


def hours_in_words(text: str) -> str:
    """Write a day's hours as people read them: 9am to 5pm; open all day; closed."""
    found = spans(text)
    if not found:
        return "closed" if found == () else text
    if found == ((0, MINUTES_A_DAY),):
        return "open all day and night"
    return " and ".join(f"{time_in_words(opens)} to {time_in_words(closes)}" for opens, closes in found)


def _on(day: date, hours: OpeningHours) -> Spans:
    return spans(hours_on(day, hours=hours)) or ()


def _until(today: date, *, closes: int, hours: OpeningHours) -> str:
    """Follow a span over midnight, for a night is written on both days."""
    day = today
    while closes == MINUTES_A_DAY:
        following = _on(day + timedelta(days=1), hours)
        if not following or following[0][0] != 0:
            break
        day, closes = day + timedelta(days=1), following[0][1]
        if (day - today).days >= _LOOK_AHEAD:
            return "Open at any time."
    when = "" if day == today else f"{_day_in_words(day, today=today)} at "
    return f"Open now, until {when}{time_in_words(closes)}."


def _day_in_words(day: date, *, today: date) -> str:
    ahead = (day - today).days
    if ahead < 2:
        return ("today", "tomorrow")[ahead]
    return f"on {day:%A}" if ahead < 7 else f"on {day:%A} {day.day} {day:%B}"
