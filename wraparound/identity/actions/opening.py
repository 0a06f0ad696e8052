"""Breaking the glass to see someone whom one's agency does not know."""

from datetime import datetime, timedelta

from wraparound.access.actions import break_glass
from wraparound.access.policies import check_may_look_up
from wraparound.identity.models import Person, Record
from wraparound.identity.queries.seen import person_known
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole


@whole
def open_person(code: str, *, reason: str, lasts: timedelta, by: Actor, at: datetime) -> Person | None:
    """Open a person's page to someone for a reason and a time; nothing where there is no such person.

    The agencies that hold a record of the person now are told.
    """
    check_may_look_up(by)
    person = person_known(code, by=by)
    if person is None:
        return None
    owners = Record.objects.filter(person=person, ended_on__isnull=True).values_list("agency__code", flat=True)
    break_glass(person.pk, reason=reason, lasts=lasts, owners=owners.order_by("agency__code"), by=by, at=at)
    return person
