"""What agencies agreed to tell one another, as an area's file says it; exchange decides by it."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from wraparound.agencies.words.keys import Key, Kind, choice, code, codes, text
from wraparound.agencies.words.kinds import AgencyType
from wraparound.kernel.word import Word


class EffectCode(Word):
    """What a clause does; exchange says it, which a test holds this against."""

    ALLOW = "allow", "Allows"
    EXCLUDE = "exclude", "Excludes"


class PurposeCode(Word):
    """What something is told for; access says it, which a test holds this against."""

    PROTECT = "protect", "Find out whether a child is suffering harm"
    NEED = "need", "Assess or help a child in need"
    EARLY_HELP = "early_help", "Help a family early"
    CARE = "care", "Look after a child in care or a care leaver"
    SEND = "send", "Support special educational needs or a disability"
    HEALTH = "health", "Give or arrange health care"
    OFFENDING = "offending", "Prevent offending by or against a child"
    DISCLOSE = "disclose", "Decide what to tell another agency"
    CORRECT = "correct", "Keep records right"
    OVERSEE = "oversee", "Check how records were used"
    OTHER = "other", "Something else, in your own words"


class PartCode(Word):
    """A part of what is told, or a level of it; exchange says them, which a test holds this against."""

    EXISTENCE = "existence", "that the child is known or asked about"
    CONTENT = "content", "all that is known of the child, without sensitive intelligence"
    ASKED = "asked", "that they ask about the child, and why"
    KNOWN = "known", "that they know the child"
    SINCE = "since", "since when they have known the child"
    KNOWS = "knows", "what they know of the child"
    STRENGTHS = "strengths", "what goes well"
    WORRIES = "worries", "what worries them"
    CONTACT = "contact", "whom to call"
    FILES = "files", "files"
    INTELLIGENCE = "intelligence", "sensitive intelligence"


class KindCode(Word):
    """A kind of information; exchange says it, which a test holds this against."""

    CARE = "care", "Social care"
    HEALTH = "health", "Health"
    EDUCATION = "education", "Education"
    POLICE = "police", "Crime and policing"
    HOUSING = "housing", "Housing"
    YOUTH_JUSTICE = "youth_justice", "Youth justice"
    EARLY_YEARS = "early_years", "Early years"
    FAMILY = "family", "Family support"
    OTHER = "other", "Other"


def _among(words: type[Word], says: str) -> Key:
    return Key(kind=Kind.LIST, says=says, among=tuple(words.choices()))


@dataclass(frozen=True, kw_only=True)
class ClauseDeclared:
    """One clause: who may, or may not, tell whom what of a child, for what, and from when to when."""

    code: Annotated[str, code("the clause's code, by which every share names it", like="health-protect")]
    effect: Annotated[EffectCode, choice(EffectCode, says="whether it allows or excludes; an exclusion wins")]
    holders: Annotated[
        tuple[str, ...],
        codes("the agencies that would tell; any where none and no type is named", refers="agencies"),
    ] = ()
    holder_types: Annotated[tuple[str, ...], _among(AgencyType, "every agency of these types would tell, too")] = ()
    recipients: Annotated[
        tuple[str, ...],
        codes("the agencies that would be told; any where none and no type is named", refers="agencies"),
    ] = ()
    recipient_types: Annotated[
        tuple[str, ...], _among(AgencyType, "every agency of these types would be told, too")
    ] = ()
    kinds: Annotated[tuple[str, ...], _among(KindCode, "the kinds of information; any where none is named")] = ()
    purposes: Annotated[tuple[str, ...], _among(PurposeCode, "what for; any purpose where none is named")] = ()
    parts: Annotated[
        tuple[str, ...], _among(PartCode, "what is told, part by part or by its level; everything where none is named")
    ] = ()
    begins_on: Annotated[date, Key(kind=Kind.DAY, says="the first day on which it holds", like="2026-04-01")]
    ends_on: Annotated[
        date | None, Key(kind=Kind.DAY, says="the first day on which it holds no more", like="2028-04-01")
    ] = None
    because: Annotated[str, text("why, as it would be said in court, with who agreed it")]
