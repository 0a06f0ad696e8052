"""The children of contacts, as their cards and pages name them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from wraparound.frontdoor.models import ContactChild
from wraparound.frontdoor.queries.door import for_the_door
from wraparound.identity.queries.pages import persons_called
from wraparound.identity.queries.seen import hidden_from, is_seen
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class ChildShown:
    """A child of a contact, with the code of who they are in the index, where that is known and may be seen."""

    child: ContactChild
    code: str

    @property
    def words(self) -> str:
        """Name them as a card does."""
        called = self.child.called or self.child.name or self.child.described or "Name not known"
        return f"{called} (unborn)" if self.child.unborn else called


def children_of(contacts: Collection[int], *, by: Actor, at: datetime) -> dict[int, list[ChildShown]]:
    """Give the children of some contacts, by the contact; none who is hidden. Cost: one query, however many."""
    hidden = Exists(hidden_from(by).filter(person=OuterRef("person")))
    held = ContactChild.objects.filter(contact__in=list(contacts)).exclude(hidden, person__isnull=False)
    seen = ExpressionWrapper(is_seen("person", by=by, at=at) & Q(person__isnull=False), BooleanField())
    found: dict[int, list[ChildShown]] = {}
    for one in held.annotate(seen=seen).select_related("person").order_by("contact", "place"):
        code = one.person.code if one.person is not None and one.seen else ""
        found.setdefault(one.contact_id, []).append(ChildShown(one, code))
    return found


def called_now(person: int, *, by: Actor, at: datetime) -> str:
    """Name somebody of the index as they are called now, so that a card need not look them up. Cost: two queries."""
    return next((name for _, name in persons_called([person], by=for_the_door(by), at=at).values()), "")
