"""What a partner may tell of a child who is asked about, part by part."""

from datetime import datetime

from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.exchange.models import Asked
from wraparound.exchange.queries.agreements import policy_now
from wraparound.exchange.rules import may_tell
from wraparound.exchange.words import KIND_OF, Part, Question, Sharing


def sharing_of_parts(asked: Asked, *, at: datetime) -> dict[Part, Sharing]:
    """Say of each part of an answer whether the partner may tell it to the one who asks, and why. Cost: two queries."""
    policy = policy_now(at)
    return {
        part: may_tell(
            Question(
                holder=asked.agency.code,
                recipient=asked.ask.agency.code,
                kind=KIND_OF[AgencyType(asked.agency.type)],
                purpose=Purpose(asked.ask.purpose),
                part=part,
                person=asked.ask.person_id,
                on=at.date(),
            ),
            policy=policy,
        )
        for part in Part
        if part is not Part.ASKED
    }
