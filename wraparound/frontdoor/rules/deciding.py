"""What a decision has to say, and whether a second pair of eyes looks at it before it holds."""

from collections.abc import Collection, Mapping
from datetime import date

from wraparound.frontdoor.words import Consent, FamilyTold, ResponseKind
from wraparound.frontdoor.words.deciding import Deciding, Offer

WHY_AT_LEAST = 15  # letters
TO_SOMEBODY = frozenset({ResponseKind.TEAM, ResponseKind.SERVICE, ResponseKind.LEAD})


def wanting(deciding: Deciding, *, levels: Collection[str], goes_on: bool, on: date) -> dict[str, str]:
    """Say what a decision lacks, by the field; nothing where it can hold.

    `goes_on` says whether an earlier response goes on, so that nothing new need be offered.
    """
    wants: dict[str, str] = {}
    if deciding.level not in levels:
        wants["level"] = "Choose the level of need, as you see it."
    if len(deciding.why.strip()) < WHY_AT_LEAST:
        wants["why"] = "Say why, so that somebody else can follow it."
    if len(deciding.told.strip()) < WHY_AT_LEAST:
        wants["told"] = "Say in a sentence what whoever raised it is told. They read these words."
    if deciding.family_told not in set(FamilyTold):
        wants["family_told"] = "Say whether the family knows."
    wants |= _of_consent(deciding)
    if not deciding.offers and not goes_on:
        wants["offers"] = "Offer something, and say by whom. Advice counts too, once somebody has given it."
    for number, offer in enumerate(deciding.offers, start=1):
        if words := _of_offer(offer, on=on):
            wants.setdefault("offers", f"Response {number}: {words}")
    return wants


def _of_consent(deciding: Deciding) -> Mapping[str, str]:
    if deciding.consent not in set(Consent):
        return {"consent": "Say whether the family agrees, or why that is not needed."}
    if deciding.consent != Consent.AGREED and len(deciding.consent_why.strip()) < WHY_AT_LEAST:
        return {"consent_why": "Say why this goes on without the family’s agreement."}
    return {}


def _of_offer(offer: Offer, *, on: date) -> str:
    if offer.kind in TO_SOMEBODY and not offer.to:
        return "choose who is asked to give it."
    if offer.kind is ResponseKind.ADVICE and not offer.words.strip():
        return "say what advice is to be given, and to whom."
    if offer.by_when is not None and offer.by_when < on:
        return "its day is over; give a day to come."
    return ""


def wants_second_eyes(level: str, *, second_eyes: Collection[str]) -> bool:
    """Say whether somebody else looks at a decision of this level before it holds. Which do, the area says."""
    return level in second_eyes
