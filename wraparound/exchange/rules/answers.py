"""What an answer tells, part by part, and until when a day goes on."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from wraparound.exchange.words.agreements import Part
from wraparound.exchange.words.asks import FIELDS, Outcome

LONDON = ZoneInfo("Europe/London")


def told_in(outcome: str, *, said: Mapping[str, str], has_files: bool) -> tuple[Part, ...]:
    """Give the parts that an answer tells: that the child is known or not is one, and every field with words."""
    if outcome in {Outcome.NEED_LONGER, Outcome.MAY_NOT_SAY, Outcome.NOT_COVERED, ""}:
        return ()
    fields = [part for field, part in FIELDS.items() if outcome == Outcome.KNOWN and said.get(field, "").strip()]
    files = [Part.FILES] if has_files and outcome == Outcome.KNOWN else []
    return tuple(dict.fromkeys([Part.KNOWN, *fields, *files]))


def ends_of_day(day: date) -> datetime:
    """Give the last moment of a day in England."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)
