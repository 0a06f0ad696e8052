"""A new link in place of one that opens no more: sent to the address that the first was made for, and to no other."""

from datetime import datetime

from wraparound.access.actions import make_link, withdraw_link
from wraparound.access.queries import link_shown, state_of
from wraparound.access.words import LinkState
from wraparound.agencies.words import LetterCode
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole
from wraparound.post.actions.letters import write_letter
from wraparound.post.models import Letter
from wraparound.post.words import Recipient

AGAIN = {LetterCode.QUESTION: LetterCode.QUESTION_AGAIN, LetterCode.WORK_WANTED: LetterCode.WORK_AGAIN}


class CannotSendLinkAgain(CannotDo):
    """The link was taken back, or a new one was sent already: it is on its way."""


@whole
def send_link_again(token: str, *, key: str = "", by: Actor, at: datetime) -> Letter | None:
    """Send a new link in place of one that does not open in the browser that holds `key`, once for each link.

    It lasts as long as the first did, and the old one opens nothing any more. None where there is no such link.
    """
    link = link_shown(token)
    if link is None:
        return None
    first = Letter.objects.filter(link=link.pk).order_by("pk").first()
    if state_of(link, key=key, at=at) not in {LinkState.ELSEWHERE, LinkState.OVER}:
        raise CannotSendLinkAgain("This link still opens, or it was taken back: then there is a newer one, or no need.")
    if first is None or withdraw_link(link.pk, by=by, at=at) is None:
        raise CannotSendLinkAgain("A new link was sent already, to the same address.")
    ends_at = at + (link.ends_at - link.made_at)
    new = make_link(link.address, agency=link.agency.code, about=link.about, ends_at=ends_at, by=by, at=at)
    again = AGAIN.get(LetterCode(first.template), LetterCode(first.template))
    to = Recipient(link.address, first.name, link.agency.code)
    return write_letter(again, to=to, facts=first.facts, about=link.about, link=new.pk, by=by, at=at)
