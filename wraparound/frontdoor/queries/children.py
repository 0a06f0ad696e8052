"""The children of contacts, as their cards and pages name them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from wraparound.frontdoor.models import ContactChild
from wraparound.identity.queries.pages import persons_called
from wraparound.identity.queries.seen import hidden_from
from wraparound.kernel.acting import Actor


@dataclass(frozen=True)
class ChildShown:
    """A child of a contact: as they are called in the index where it is known who they are, else as they were told."""

    child: ContactChild
    code: str
    name: str

    @property
    def words(self) -> str:
        """Name them as a card does."""
        called = self.name or self.child.name or self.child.described
        return f"{called or 'Name not known'} (unborn)" if self.child.unborn else called or "Name not known"


def children_of(contacts: Collection[int], *, by: Actor, at: datetime) -> dict[int, list[ChildShown]]:
    """Give the children of some contacts, by the contact; none who is hidden. Cost: three queries, however many."""
    hidden = Exists(hidden_from(by).filter(person=OuterRef("person")))
    held = ContactChild.objects.filter(contact__in=list(contacts)).exclude(hidden, person__isnull=False)
    rows = list(held.order_by("contact", "place"))
    persons = {one.person_id for one in rows if one.person_id is not None}
    called = persons_called(persons, by=by, at=at) if persons else {}
    found: dict[int, list[ChildShown]] = {}
    for one in rows:
        code, name = called.get(one.person_id or 0, ("", ""))
        found.setdefault(one.contact_id, []).append(ChildShown(one, code, name))
    return found
