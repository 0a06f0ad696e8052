"""Writing down each share and each refusal."""

from datetime import datetime
from typing import Any

from wraparound.agencies.queries import agencies_ever
from wraparound.agencies.rules import LONDON
from wraparound.exchange.events import InformationShared, ShareRefused
from wraparound.exchange.models import Share
from wraparound.exchange.rules.shares import statute_on, why_not_noted
from wraparound.exchange.words import ShareDecision, Sharing, Told
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down


class CannotNoteShare(CannotDo):
    """What is said of a share or refusal does not hold together, or may not be told at all."""


@whole
def note_share(told: Told, *, sharing: Sharing, by: Actor, at: datetime) -> Share:
    """Write down what one agency told another of a child, or that it was refused, with all its reasons.

    `sharing` is what the agreement says to it (`queries.sharing_of`): what it does not allow cannot be noted as told.
    """
    wrong = why_not_noted(told, sharing=sharing)
    if wrong:
        raise CannotNoteShare(wrong)
    numbers = dict(agencies_ever().filter(code__in=(told.holder, told.recipient)).values_list("code", "pk"))
    share = Share.objects.create(
        at=at, by=by.username, holder_id=numbers[told.holder], recipient_id=numbers[told.recipient],
        decider=told.decider or by.username, why=_why(told, sharing=sharing), clause=sharing.clause,
        version=sharing.version, statute=statute_on(at.astimezone(LONDON).date()), **_as_told(told),
    )  # fmt: skip
    kind = InformationShared if told.decision is ShareDecision.SHARED else ShareRefused
    event = kind(
        share.pk, told.holder, told.recipient, told.purpose, tuple(map(str, told.parts)), sharing.clause,
        sharing.version, told.about,
    )  # fmt: skip
    about = [] if told.person is None else [told.person]
    write_down(event, about=about, rules=f"agreements {sharing.version}", by=by, at=at)
    return share


def _why(told: Told, *, sharing: Sharing) -> str:
    """Keep what the agreement says, and before it what whoever refused says."""
    refused = told.decision is ShareDecision.REFUSED
    return told.why if refused and sharing.allowed else " ".join(filter(None, [told.why * refused, sharing.because]))


def _as_told(told: Told) -> dict[str, Any]:
    same = (
        "purpose", "basis", "condition", "kind", "function", "relevance", "detriment", "detriment_words", "decision",
        "about",
    )  # fmt: skip
    said = {name: getattr(told, name) for name in same}
    return said | {"person_id": told.person, "parts": [str(part) for part in told.parts]}
