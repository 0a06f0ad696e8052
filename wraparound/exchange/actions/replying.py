"""Telling the one who asked that an answer came, without a word of what it says."""

from datetime import datetime

from wraparound.access.queries import account_called
from wraparound.exchange.models import Asked
from wraparound.exchange.queries.asks import subject_of
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole
from wraparound.post.actions import write_letter
from wraparound.post.words import Recipient


@whole
def tell_asker(asked: Asked, *, by: Actor, at: datetime) -> None:
    """Write to the one who asked that a partner answered; where they have no address their page tells it."""
    asker = account_called(asked.ask.asked_by)
    if asker is None or not asker.email:
        return
    to = Recipient(asker.email, asker.name, asked.ask.agency.code)
    facts = {"reference": asked.ask.ref, "agency": asked.agency.code}
    write_letter("answer-came", to=to, facts=facts, about=subject_of(asked.ask), by=by, at=at)
