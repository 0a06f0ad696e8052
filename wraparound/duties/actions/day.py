"""Telling everybody, once each working day, what is owed: numbers, and nobody's name."""

from datetime import datetime

from django.utils.timezone import localtime

from wraparound.agencies.rules import LONDON
from wraparound.agencies.words import LetterCode
from wraparound.duties.events import DayToldOf
from wraparound.duties.models import DayTold
from wraparound.duties.queries.day import days_of
from wraparound.duties.queries.people import directory_of
from wraparound.kernel.acting import Actor
from wraparound.kernel.working_days import is_working_day
from wraparound.ledger.actions import whole, write_down
from wraparound.post.actions import write_letter

FROM_HOUR = 7  # in England


@whole
def tell_the_day(*, by: Actor, at: datetime) -> int:
    """Write to whoever owes or is owed something, once on a working day from seven on; says how many letters."""
    here = localtime(at, LONDON)
    if here.hour < FROM_HOUR or not is_working_day(here.date()):
        return 0
    told, is_new = DayTold.objects.get_or_create(day=here.date(), defaults={"letters": 0, "at": at})
    if not is_new:
        return 0
    days = days_of(directory_of(at=at), at=at)
    for reader, day in days.items():
        once = f"digest {here.date()} {reader.address}"[:120]
        written = write_letter(
            LetterCode.DIGEST, to=reader, facts=day.facts(), about=f"day:{here.date()}", once=once, by=by, at=at
        )
        told.letters += written is not None
    told.save(update_fields=["letters"])
    write_down(DayToldOf(here.date().isoformat(), told.letters), by=by, at=at)
    return told.letters
