"""Who disagrees with what was decided, as those behind the door see it."""

from django.db.models import Exists, F, OuterRef, QuerySet

from wraparound.frontdoor.models import Disagreement
from wraparound.frontdoor.queries.contacts import contacts_at_the_door
from wraparound.kernel.acting import Actor


def disagreements_at_the_door(by: Actor) -> list[Disagreement]:
    """Give the disagreements about contacts that someone behind the door sees: what waits first, the next due first."""
    return list(_seen(by).order_by(F("answered_at").asc(nulls_first=True), "due_at")[:100])


def disagreement_at_the_door(pk: int, *, by: Actor) -> Disagreement | None:
    """Find one of them by its number."""
    return _seen(by).filter(pk=pk).first()


def _seen(by: Actor) -> QuerySet[Disagreement]:
    seen = contacts_at_the_door(by).filter(pk=OuterRef("contact"))
    return Disagreement.objects.select_related("contact").filter(Exists(seen))
