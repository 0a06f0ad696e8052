"""A link to a work address, by which somebody without an account tells the front door."""

from datetime import datetime, timedelta
from secrets import token_hex

from wraparound.access.actions import make_link
from wraparound.agencies.words import LetterCode
from wraparound.frontdoor.actions.telling import note_knock
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.knocks import knocks
from wraparound.frontdoor.queries.numbers import agency_of_address
from wraparound.frontdoor.rules.knocks import MOST_LINKS, MOST_LINKS_FROM
from wraparound.frontdoor.words.drafts import Came, KnockKind
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole
from wraparound.post.actions import write_letter
from wraparound.post.words import Recipient

LASTS = timedelta(days=28)  # long enough to follow what comes of it


@whole
def ask_for_link(address: str, *, came: Came, by: Actor, at: datetime) -> bool:
    """Send a link to a work address of an agency of the area; says whether one went. Whoever asks is never told."""
    address = address.strip()
    agency = agency_of_address(address)
    often = knocks(KnockKind.LINK, mark=address.lower(), at=at) >= MOST_LINKS
    if knocks(KnockKind.LINK, mark=came.there, at=at) >= MOST_LINKS_FROM or often:
        return False
    note_knock(KnockKind.LINK, mark=came.there, by=by, at=at)
    note_knock(KnockKind.LINK, mark=address.lower(), by=by, at=at)
    if not agency:
        return False
    about = f"tell:{token_hex(16)}"
    link = make_link(address, agency=agency, about=about, ends_at=at + LASTS, by=by, at=at)
    to = Recipient(address, address, agency)
    facts = {"asker": front_door()}
    write_letter(LetterCode.TELL_LINK, to=to, facts=facts, about=link.about, link=link.pk, by=by, at=at)
    return True
