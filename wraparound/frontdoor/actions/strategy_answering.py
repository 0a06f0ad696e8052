"""What those say who are invited to a strategy discussion, by their link or as the door heard it; inviting more."""

from datetime import datetime

from wraparound.agencies.words import LetterCode
from wraparound.frontdoor.actions.strategy import CannotDiscuss, hold_discussion
from wraparound.frontdoor.actions.strategy_inviting import check_address, invite_each, send_invitation
from wraparound.frontdoor.events import InvitationAnswered
from wraparound.frontdoor.models import Discussion, Invited, InvitedAbout
from wraparound.frontdoor.queries.contacts import persons_of
from wraparound.frontdoor.queries.strategy import invited_by_link
from wraparound.frontdoor.rules.strategy import wanting_of_reply
from wraparound.frontdoor.words.strategy import DiscussionState, Invite, InvitedSays, Reply
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def answer_invitation(ref: str, *, reply: Reply, by: Actor, at: datetime) -> Invited:
    """Say by the link in a letter whether one comes; somebody else who comes gets a letter of their own."""
    seen = invited_by_link(ref, by=by)
    if seen is None:
        raise CannotDiscuss("There is no such invitation.")
    discussion = Discussion.objects.select_for_update(of=("self",)).select_related("contact").get(pk=seen.discussion_id)
    if discussion.state != DiscussionState.CALLED:
        raise CannotDiscuss(f"This discussion was {discussion.get_state_display().lower()} meanwhile.")
    return _said(discussion, invited=seen.pk, reply=reply, by=by, at=at)


@whole
def note_reply(ref: str, *, invited: int, reply: Reply, by: Actor, at: datetime) -> Invited:
    """Note, as those who called it, what somebody invited said, such as by telephone."""
    return _said(hold_discussion(ref, by=by), invited=invited, reply=reply, by=by, at=at)


@whole
def invite_more(ref: str, *, invite: tuple[Invite, ...], by: Actor, at: datetime) -> list[Invited]:
    """Invite more people to a discussion that is still to be held."""
    discussion = hold_discussion(ref, by=by)
    if not invite:
        raise CannotDiscuss("Choose whom to invite.", wants={"invite": "Choose whom to invite."})
    return invite_each(discussion, invite=invite, by=by, at=at)


def _said(discussion: Discussion, *, invited: int, reply: Reply, by: Actor, at: datetime) -> Invited:
    if wants := wanting_of_reply(reply):
        raise CannotDiscuss(" ".join(wants.values()), wants=wants)
    found = Invited.objects.select_related("agency").filter(discussion=discussion, pk=invited, kept_back="")
    held = found.select_for_update(of=("self",)).first()
    if held is None:
        raise CannotDiscuss("Nobody of this number is invited.")
    held.discussion = discussion
    held.says, held.said_at, held.said_by, held.said_why = reply.says, at, str(by), reply.why.strip()
    held.save()
    if reply.says == InvitedSays.INSTEAD:
        _instead(held, reply=reply, by=by, at=at)
    event = InvitationAnswered(discussion.ref, held.agency.code, str(reply.says))
    write_down(event, about=persons_of(discussion.contact), by=by, at=at)
    return held


def _instead(held: Invited, *, reply: Reply, by: Actor, at: datetime) -> None:
    """Have somebody else of the same agency come in their place, who may know of the same children."""
    address = reply.address.strip()
    check_address(address, agency=held.agency)
    taken = Invited.objects.filter(discussion=held.discussion, address=address).first()
    if taken is not None:
        raise CannotDiscuss(
            "They are invited already. Give somebody else, or say that you cannot come.",
            wants={"address": "They are invited already."},
        )
    other = Invited(
        discussion=held.discussion,
        agency=held.agency,
        name=reply.name.strip()[:150],
        address=address,
        why=f"comes in place of {held.name}",
        asked_at=at,
        says=InvitedSays.COMING,
        said_at=at,
        said_by=str(by),
        instead_of=held,
    )
    send_invitation(other, template=LetterCode.STRATEGY_INVITATION, by=by, at=at)
    other.save()
    about = InvitedAbout.objects.filter(invited=held).values_list("child", flat=True)
    InvitedAbout.objects.bulk_create([InvitedAbout(invited=other, child_id=child) for child in about])
