"""Keeping what somebody types, while they type it: not a word is lost, and no tab writes over another's."""

from datetime import datetime
from secrets import token_hex

from django.db.models import Q

from wraparound.frontdoor.actions.steps import NoSuchContact
from wraparound.frontdoor.models import Contact, ContactDraft
from wraparound.frontdoor.queries.contacts import contact_at_the_door
from wraparound.frontdoor.queries.drafts import mark_of, owner_of
from wraparound.frontdoor.rules.drafts import BROWSER, KEPT_FOR, KEPT_FOR_BROWSERS, THROWN_FOR, is_key, says_anything
from wraparound.frontdoor.words.drafts import Draft, Kept
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole


class CannotKeep(CannotDo):
    """There is no draft of this key."""


@whole
def keep_draft(draft: Draft, *, by: Actor, at: datetime) -> Kept:  # noqa: ARG001 – by whom, its owner says
    """Keep what is typed, if anything is: not again what became a contact; beside it, what another tab had changed."""
    if not is_key(draft.key):
        raise CannotKeep("What you typed could not be kept: load the page again.")
    if not says_anything(draft.said) and not draft.seen:
        return Kept(draft.key, "")
    if ref := Contact.objects.filter(key=draft.key).values_list("ref", flat=True).first():
        return Kept(draft.key, "", ref=ref)
    found = ContactDraft.objects.select_for_update(of=("self",)).filter(key=draft.key).first()
    said = dict(draft.said)
    if found is None:
        _forget_the_old(at)
        made = _made(draft, key=draft.key, at=at)
        return Kept(made.key, mark_of(made))
    is_theirs = (found.owner, found.page) == (draft.owner, draft.page)
    if is_theirs and found.said == said and found.thrown_at is None:
        return Kept(found.key, mark_of(found))
    if not is_theirs or mark_of(found) != draft.seen:
        apart = _made(draft, key=token_hex(16), at=at)
        return Kept(apart.key, mark_of(apart), is_apart=True)
    found.said, found.saved_at, found.thrown_at = said, at, None
    found.save(update_fields=["said", "saved_at", "thrown_at"])
    return Kept(found.key, mark_of(found))


@whole
def keep_beside(ref: str, *, draft: Draft, by: Actor, at: datetime) -> Kept:
    """Keep what somebody types beside a contact that they see; raises NoSuchContact where they see none."""
    if contact_at_the_door(ref, by=by) is None:
        raise NoSuchContact("There is no such contact.")
    return keep_draft(draft, by=by, at=at)


@whole
def throw_away(key: str, *, by: Actor, at: datetime) -> None:
    """Throw away what somebody has typed themselves. For a day it can be brought back."""
    ContactDraft.objects.filter(key=key, owner=owner_of(by), thrown_at__isnull=True).update(thrown_at=at)


@whole
def bring_back(key: str, *, by: Actor, at: datetime) -> None:  # noqa: ARG001 – when, nobody asks
    """Bring back what somebody threw away."""
    ContactDraft.objects.filter(key=key, owner=owner_of(by)).update(thrown_at=None)


def end_draft(draft: Draft | None, *, by: Actor) -> None:
    """End a draft of somebody's, within the action that does what it says; not what another tab has kept since."""
    if draft is None:
        return
    found = ContactDraft.objects.filter(key=draft.key, owner=owner_of(by)).first()
    if found is not None and mark_of(found) == draft.seen:
        found.delete()


def _made(draft: Draft, *, key: str, at: datetime) -> ContactDraft:
    return ContactDraft.objects.create(key=key, owner=draft.owner, page=draft.page, said=dict(draft.said), saved_at=at)


def _forget_the_old(at: datetime) -> None:
    of_browsers = Q(owner__startswith=BROWSER, saved_at__lt=at - KEPT_FOR_BROWSERS)
    thrown = Q(thrown_at__lt=at - THROWN_FOR)
    ContactDraft.objects.filter(of_browsers | thrown | Q(saved_at__lt=at - KEPT_FOR)).delete()
