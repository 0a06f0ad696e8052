"""Who is away, and who stands in for them."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from wraparound.access.queries import accounts_listed
from wraparound.duties.models import Absence


def absences_standing(*, at: datetime) -> QuerySet[Absence]:
    """Find the absences under way on a day that nobody took back."""
    today = localdate(at)
    return Absence.objects.filter(ended_at__isnull=True, begins_on__lte=today, ends_on__gt=today)


def stands_in_for(username: str, *, at: datetime) -> list[str]:
    """Give for whom someone stands in today."""
    if not username:
        return []
    return list(absences_standing(at=at).filter(deputy=username).values_list("username", flat=True))


def absences_of(agency: str, *, at: datetime) -> list[tuple[Absence, str, str]]:
    """Give the absences of an agency's people that are under way or to come, with who is away and stands in."""
    names = dict(accounts_listed().filter(agency__code=agency).values_list("username", "name"))
    found = Absence.objects.filter(ended_at__isnull=True, ends_on__gt=localdate(at), username__in=names)
    return [(one, names[one.username], names.get(one.deputy, one.deputy)) for one in found.order_by("begins_on", "pk")]
