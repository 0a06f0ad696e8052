"""Keeping what somebody types, while they type it: not a word is lost, and no tab writes over another's."""

from datetime import datetime
from secrets import token_hex

from django.db.models import Q

from wraparound.frontdoor.models import Contact, ContactDraft
from wraparound.frontdoor.queries.drafts import mark_of
from wraparound.frontdoor.rules.drafts import BROWSER, KEPT_FOR, KEPT_FOR_BROWSERS, is_key
from wraparound.frontdoor.words.drafts import Draft, Kept
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole


class CannotKeep(CannotDo):
    """There is no draft of this key."""


@whole
def keep_draft(draft: Draft, *, by: Actor, at: datetime) -> Kept:  # noqa: ARG001 – by whom, its owner says
    """Keep what is typed. What became a contact is not kept again; what another tab had changed is kept beside it."""
    if not is_key(draft.key):
        raise CannotKeep("What you typed could not be kept: load the page again.")
    if ref := Contact.objects.filter(key=draft.key).values_list("ref", flat=True).first():
        return Kept(draft.key, "", ref=ref)
    found = ContactDraft.objects.select_for_update(of=("self",)).filter(key=draft.key).first()
    said = dict(draft.said)
    if found is None:
        _forget_the_old(at)
        made = ContactDraft.objects.create(key=draft.key, owner=draft.owner, said=said, saved_at=at)
        return Kept(made.key, mark_of(made))
    if found.owner == draft.owner and found.said == said:
        return Kept(found.key, mark_of(found))
    if found.owner != draft.owner or mark_of(found) != draft.seen:
        apart = ContactDraft.objects.create(key=token_hex(16), owner=draft.owner, said=said, saved_at=at)
        return Kept(apart.key, mark_of(apart), is_apart=True)
    found.said, found.saved_at = said, at
    found.save(update_fields=["said", "saved_at"])
    return Kept(found.key, mark_of(found))


def _forget_the_old(at: datetime) -> None:
    of_browsers = Q(owner__startswith=BROWSER, saved_at__lt=at - KEPT_FOR_BROWSERS)
    ContactDraft.objects.filter(of_browsers | Q(saved_at__lt=at - KEPT_FOR)).delete()
