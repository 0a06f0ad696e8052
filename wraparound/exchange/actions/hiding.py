"""When somebody is hidden: links and letters about them open nothing more; what is owed waits with their keepers."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from wraparound.access.actions import withdraw_links
from wraparound.exchange.models import Asked
from wraparound.exchange.queries.asks import subject_of
from wraparound.identity.queries.seen import shields_standing
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole
from wraparound.post.actions import withdraw_letters


@whole
def close_to_hidden(*, by: Actor, at: datetime) -> int:
    """Take back the links and the unsent letters of questions about those who are hidden; says of how many partners.

    Cost: one query where there are none.
    """
    hidden = Exists(shields_standing().filter(person=OuterRef("ask__person")))
    open_still = Asked.objects.filter(hidden, withdrawn_at__isnull=True).select_related("ask", "agency")
    found = list(open_still)
    for one in found:
        withdraw_links(subject_of(one.ask), agency=one.agency.code, by=by, at=at)
    for subject in {subject_of(one.ask) for one in found}:
        withdraw_letters(subject, by=by, at=at)
    return len(found)
