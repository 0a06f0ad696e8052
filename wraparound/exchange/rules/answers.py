"""What an answer tells, part by part, and until when a day goes on."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wraparound.exchange.words.agreements import Part
from wraparound.exchange.words.asks import FIELDS, Outcome, Said

LONDON = ZoneInfo("Europe/London")


def told_in(outcome: str, *, said: Mapping[str, str], has_files: bool) -> tuple[Part, ...]:
    """Give the parts that an answer tells: that the child is known or not is one, and every field with words."""
    if outcome in {Outcome.NEED_LONGER, Outcome.MAY_NOT_SAY, Outcome.NOT_COVERED, ""}:
        return ()
    fields = [part for field, part in FIELDS.items() if outcome == Outcome.KNOWN and said.get(field, "").strip()]
    files = [Part.FILES] if has_files and outcome == Outcome.KNOWN else []
    return tuple(dict.fromkeys([Part.KNOWN, *fields, *files]))


def said_as_agreed(said: Said, *, allowed: Collection[str]) -> Said:
    """Leave out of an answer what belongs to what is answered not, and what no agreement lets be told."""
    told = allowed if said.outcome == Outcome.KNOWN else ()
    left_out: dict[str, Any] = {field: "" for field in FIELDS if field != "files" and field not in told}
    if said.outcome == Outcome.KNOWN:
        left_out |= {"reason": ""}
    return replace(
        said,
        **left_out,
        withheld=said.withheld if said.outcome == Outcome.MAY_NOT_SAY else "",
        until=said.until if said.outcome == Outcome.NEED_LONGER else None,
    )


def ends_of_day(day: date) -> datetime:
    """Give the last moment of a day in England."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)
