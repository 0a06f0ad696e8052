"""What a partner may tell of a child who is asked about, part by part."""

from collections.abc import Sequence
from datetime import datetime

from wraparound.access.words import Purpose
from wraparound.agencies.words import AgencyType
from wraparound.exchange.models import Asked
from wraparound.exchange.queries.agreements import policy_now
from wraparound.exchange.rules import Policy, may_tell
from wraparound.exchange.words import KIND_OF, Part, Question, Sharing

Parts = dict[Part, Sharing]


def sharing_of_parts(asked: Asked, *, at: datetime) -> Parts:
    """Say of each part of an answer whether the partner may tell it to the one who asks, and why. Cost: three queries.

    One answer tells of everyone the partner is asked about: a part that may not be told of one of them is not told.
    """
    return told_of_all(list(sharing_of_each(asked, at=at).values()))


def told_of_all(each: Sequence[Parts]) -> Parts:
    """Take what may be told of several persons at once: a part's first refusal, else what is said of the child."""
    return {part: next((of[part] for of in each if not of[part].allowed), sharing) for part, sharing in each[0].items()}


def sharing_of_each(asked: Asked, *, at: datetime) -> dict[int, Parts]:
    """Say it of each person that the partner is asked about, the child first. Cost: three queries."""
    policy = policy_now(at)
    about = asked.about.order_by("pk").values_list("person", flat=True)
    persons = dict.fromkeys([asked.ask.person_id, *about])
    return {person: _of(person, asked=asked, policy=policy, at=at) for person in persons}


def _of(person: int, *, asked: Asked, policy: Policy, at: datetime) -> Parts:
    return {
        part: may_tell(
            Question(
                holder=asked.agency.code,
                recipient=asked.ask.agency.code,
                kind=KIND_OF[AgencyType(asked.agency.type)],
                purpose=Purpose(asked.ask.purpose),
                part=part,
                person=person,
                on=at.date(),
            ),
            policy=policy,
        )
        for part in Part
        if part is not Part.ASKED
    }
