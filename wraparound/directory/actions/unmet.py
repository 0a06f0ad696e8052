"""Counting need that found no service."""

from datetime import datetime

from wraparound.agencies.queries import levels
from wraparound.directory.events import NeedFoundNoService
from wraparound.directory.models import UnmetNeed
from wraparound.directory.policies import check_may_see_directory
from wraparound.directory.rules import age_group
from wraparound.directory.words import Need, Unmet
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotNoteUnmet(CannotDo):
    """The need or the level is none of the lists."""


@whole
def note_unmet(unmet: Unmet, *, by: Actor, at: datetime) -> UnmetNeed:
    """Count a need for which no service was found. The same need of the same contact and age counts once."""
    check_may_see_directory(by)
    if unmet.need not in list(Need):
        raise CannotNoteUnmet("Choose the need from the list.")
    if unmet.level and unmet.level not in [one.code for one in levels()]:
        raise CannotNoteUnmet("Choose one of the area's levels of need.")
    said = {"need": unmet.need, "age_group": age_group(unmet.age), "level": unmet.level, "about": unmet.about}
    noted = {"noted_by": by.username, "noted_at": at}
    if unmet.about:
        made, is_new = UnmetNeed.objects.get_or_create(**said, defaults=noted)
    else:
        made, is_new = UnmetNeed.objects.create(**said, **noted), True
    if is_new:
        write_down(NeedFoundNoService(made.pk, unmet.need, unmet.about), by=by, at=at)
    return made
