"""Letters: those that are due, one as it is sent, and all of them as a page lists them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from wraparound.access.queries import token_of_link
from wraparound.agencies.queries import area_now
from wraparound.agencies.words import LetterFact
from wraparound.post.models import OPEN, Letter
from wraparound.post.ports import OUTSIDE
from wraparound.post.queries.names import names_told, phone_of_asker
from wraparound.post.rules import told, wording_of, written_out
from wraparound.post.words import LetterState, Message


def letters_due(at: datetime) -> QuerySet[Letter]:
    """Find the letters to be sent now: those that wait, and those whose sender has not been heard of."""
    nobodys = Q(state=LetterState.WAITING) | Q(state=LetterState.SENDING, lease_until__lte=at)
    return Letter.objects.filter(nobodys, state__in=OPEN, next_at__lte=at).order_by("next_at", "id")


def message_of(letter: Letter, *, at: datetime) -> Message | None:
    """Make a letter as it is sent; None where the link that it carries opens nothing any more. Cost: four queries."""
    area = area_now()
    said = told(letter.facts, names=names_told(letter.facts)) | {
        LetterFact.SERVICE: OUTSIDE.service,
        LetterFact.AREA: area.area.name if area else "",
        LetterFact.PHONE: phone_of_asker(letter.facts) or "its front door",
    }
    if letter.link is not None:
        token = token_of_link(letter.link, at=at)
        if token is None:
            return None
        said[LetterFact.LINK] = f"{OUTSIDE.service}link/{token}"
    wording = wording_of(letter.template, own=area.letters.letters if area else ())
    subject, text = written_out(wording, said=said)
    return Message(letter.message_id, letter.address, letter.name, subject, text, letter.written_at)
