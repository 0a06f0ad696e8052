"""Inviting to a strategy discussion: whom an agreement lets know of the child; and what the invited say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from wraparound.access.actions import make_link, withdraw_links
from wraparound.access.rules import is_address
from wraparound.access.words import Purpose
from wraparound.agencies.queries import agencies_of_area, agency
from wraparound.agencies.words import AgencyType, LetterCode
from wraparound.exchange.actions import note_share
from wraparound.exchange.queries.agreements import sharing_of
from wraparound.exchange.rules.shares import basis_for, condition_for
from wraparound.exchange.words import KIND_OF, Detriment, Part, Question, ShareDecision, Sharing, Told
from wraparound.frontdoor.models import ContactChild, Discussion, DiscussionChild, Invited, InvitedAbout
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.strategy import domains_of, is_hidden, subject_of_discussion
from wraparound.frontdoor.rules.strategy import is_of_agency
from wraparound.frontdoor.words.strategy import Invite, InvitedSays
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole
from wraparound.post.actions import withdraw_letters, write_letter
from wraparound.post.words import Recipient

LINK_LASTS = timedelta(days=14)  # after the discussion
NO_ADDRESS = "They have no e-mail address here. Telephone them."
HIDDEN = "A child is hidden, so no letter goes out about this. Telephone them."
KIND_HELD = AgencyType.SOCIAL_CARE


class CannotInvite(CannotDo):
    """There is no such agency, or the address is none of theirs."""


@whole
def invite_each(discussion: Discussion, *, invite: Sequence[Invite], by: Actor, at: datetime) -> list[Invited]:
    """Invite some people, each by a letter with a link; whom no agreement lets know of a child is not invited."""
    agencies = {one.code: one for one in agencies_of_area()}
    held = set(Invited.objects.filter(discussion=discussion).values_list("agency__code", "name", "address"))
    made = []
    for one in invite:
        whose = agencies.get(one.agency)
        if whose is None or not one.name.strip():
            raise CannotInvite("Give the agency, and the name, of everybody whom you add.")
        check_address(one.address, agency=whose)
        mark = (one.agency, one.name.strip()[:150], one.address.strip())
        if mark in held or (mark[2] and any(mark[2] == address for _, _, address in held)):
            continue
        held.add(mark)
        made.append(_invited(discussion, one=one, agency=whose, by=by, at=at))
    return made


@whole
def tell_it_moved(discussion: Discussion, *, by: Actor, at: datetime) -> None:
    """Send everybody invited a letter with a new link, and forget what they said of the time before."""
    subject = subject_of_discussion(discussion)
    withdraw_letters(subject, by=by, at=at)
    found = list(Invited.objects.filter(discussion=discussion, kept_back="").select_related("agency"))
    for code in {one.agency.code for one in found}:
        withdraw_links(subject, agency=code, by=by, at=at)
    for one in found:
        if one.address:
            one.says, one.said_at, one.said_by, one.said_why = "", None, "", ""
            send_invitation(one, template=LetterCode.STRATEGY_MOVED, by=by, at=at)
            one.save()


@whole
def tell_it_is_off(discussion: Discussion, *, by: Actor, at: datetime) -> None:
    """Tell everybody who was invited by a letter that a discussion is not held; their links go on saying why."""
    subject, hidden = subject_of_discussion(discussion), is_hidden(discussion.contact)
    withdraw_letters(subject, by=by, at=at)
    facts = {"reference": discussion.ref, "asker": front_door()}
    for one in Invited.objects.filter(discussion=discussion, kept_back="").exclude(address="").select_related("agency"):
        if not hidden:
            to = Recipient(one.address, one.name, one.agency.code)
            write_letter(LetterCode.STRATEGY_OFF, to=to, facts=facts, about=subject, by=by, at=at)


@whole
def send_invitation(invited: Invited, *, template: LetterCode, by: Actor, at: datetime) -> None:
    """Send somebody a letter with a link, or note why none goes. It is not saved here."""
    discussion = invited.discussion
    hidden = is_hidden(discussion.contact)
    invited.unreached_why = HIDDEN if hidden else "" if invited.address else NO_ADDRESS
    if invited.unreached_why:
        return
    subject, ends_at = subject_of_discussion(discussion), max(at, discussion.begins_at) + LINK_LASTS
    whose = invited.agency.code
    link = make_link(invited.address, agency=whose, about=subject, ends_at=ends_at, by=by, at=at)
    facts = {"reference": discussion.ref, "asker": front_door(), "due": discussion.begins_at.isoformat()}
    to = Recipient(invited.address, invited.name, whose)
    write_letter(template, to=to, facts=facts, about=subject, link=link.pk, by=by, at=at)


def check_address(address: str, *, agency: Any) -> None:
    """See to it that an address is one for mail, and of the agency: in a domain of its own, or its own as declared."""
    said = address.strip()
    own = said == agency.email or is_of_agency(said, domains=domains_of(agency.code))
    if said and not (is_address(said) and own):
        raise CannotInvite(f"“{said[:80]}” is no work address of {agency.name}.")


def _invited(discussion: Discussion, *, one: Invite, agency: Any, by: Actor, at: datetime) -> Invited:
    chosen = DiscussionChild.objects.filter(discussion=discussion).select_related("child").order_by("child__place")
    children = [row.child for row in chosen]
    told = {child.pk: _sharing(discussion, agency=agency, child=child, by=by, at=at) for child in children}
    allowed = [child for child in children if told[child.pk].allowed]
    own = agency.code == by.agency and not one.address and one.name == str(by)
    invited = Invited(
        discussion=discussion,
        agency=agency,
        name=one.name.strip()[:150],
        address=one.address.strip(),
        why=one.why.strip() or "added by name",
        asked_at=at,
        kept_back="" if allowed else " ".join(dict.fromkeys(held.because for held in told.values())),
        says=InvitedSays.COMING if own else "",
        said_at=at if own else None,
        said_by=by.username if own else "",
    )
    if allowed and not own:
        send_invitation(invited, template=LetterCode.STRATEGY_INVITATION, by=by, at=at)
    invited.save()
    InvitedAbout.objects.bulk_create([InvitedAbout(invited=invited, child=child) for child in allowed])
    return invited


def _sharing(discussion: Discussion, *, agency: Any, child: ContactChild, by: Actor, at: datetime) -> Sharing:
    """Say whether we may let an agency know that we ask about a child, and write down which it was."""
    door = front_door()
    if agency.code == door:
        return Sharing(True, "It is our own.")
    kind = _kind_of(door)
    asked = {"holder": door, "recipient": agency.code, "kind": kind, "purpose": Purpose.PROTECT}
    sharing = sharing_of(Question(**asked, part=Part.ASKED, person=child.person_id, on=at.date()), at=at)
    told = Told(
        **asked,
        person=child.person_id,
        parts=(Part.ASKED,),
        basis=basis_for(Purpose.PROTECT),
        decision=ShareDecision.SHARED if sharing.allowed else ShareDecision.REFUSED,
        condition=condition_for(kind, purpose=Purpose.PROTECT, parts=(Part.ASKED,)),
        function=Purpose.PROTECT.label,
        relevance=discussion.why,
        detriment=Detriment.NOT_MORE if sharing.allowed else Detriment.NOT_WEIGHED,
        about=subject_of_discussion(discussion),
    )
    note_share(told, sharing=sharing, by=replace(by, purpose=by.purpose or Purpose.PROTECT), at=at)
    return sharing


def _kind_of(door: str) -> Any:
    held = agency(door)
    return KIND_OF[AgencyType(held.type)] if held else KIND_OF[KIND_HELD]
