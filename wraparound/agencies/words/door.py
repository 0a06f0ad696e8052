"""How the front door works here: who looks twice, what is the same worry, who talks when a child is not safe."""

from dataclasses import dataclass
from typing import Annotated

from wraparound.agencies.words.keys import Key, Kind, code, codes, many, text
from wraparound.agencies.words.kinds import AgencyType


@dataclass(frozen=True, kw_only=True)
class SignOfNeed:
    """Something that is often seen at a level of need: a prompt for whoever decides, never a point of a sum."""

    level: Annotated[str, code("the level at which it is often seen", refers="levels")]
    about: Annotated[str, text("the part of life it is about", like="Home and money")]
    words: Annotated[str, text("what is seen", like="The family has moved three times in a year")]


@dataclass(frozen=True, kw_only=True)
class Answerer:
    """One rung of the ladder for those who disagree with a decision: who answers on it."""

    name: Annotated[str, text("who answers, as a role or a name", like="Front door manager")]
    email: Annotated[str, Key(kind=Kind.EMAIL, says="where it reaches them", like="door.manager@example.org")]
    hours: Annotated[int, Key(kind=Kind.NUMBER, says="within how many working hours they answer", like="8")] = 8


@dataclass(frozen=True, kw_only=True)
class Door:
    """How the front door works."""

    second_eyes: Annotated[
        tuple[str, ...], codes("levels at which a second person looks at a decision before it holds", refers="levels")
    ] = ()
    same_within: Annotated[
        int,
        Key(kind=Kind.NUMBER, says="for how many days an earlier contact is shown as perhaps the same", like="14"),
    ] = 14
    quorum: Annotated[
        tuple[AgencyType, ...],
        Key(
            kind=Kind.LIST,
            says="whom a strategy discussion needs, by the part of the service",
            among=tuple(AgencyType.choices()),
        ),
    ] = (AgencyType.SOCIAL_CARE, AgencyType.POLICE, AgencyType.HEALTH)
    signs: Annotated[tuple[SignOfNeed, ...], many(SignOfNeed, says="what is often seen at each level")] = ()
    rungs: Annotated[
        tuple[Answerer, ...], many(Answerer, says="who answers those who disagree, the nearest first")
    ] = ()
    screening: Annotated[
        str, code("the local rule by which a contact is first looked at, if there is one", like="first-look")
    ] = ""
