"""What a share or a refusal must say before it is written down, and by what statute it is made."""

from datetime import date

from wraparound.access.words import Purpose
from wraparound.exchange.words import Basis, Condition, Detriment, Kind, Part, ShareDecision, Sharing, Statute, Told

# From which day each holds. Section 16LA was inserted by the Children's Wellbeing and Schools Act 2026 and is to be
# commenced by regulations; until the day is known, and written here, agencies tell by agreement.
HOLDS_FROM: dict[Statute, date | None] = {Statute.DUTY: None, Statute.AGREEMENT: date.min}
_SPECIAL = {
    Kind.HEALTH: Condition.SAFEGUARDING,
    Kind.POLICE: Condition.OFFENCES,
    Kind.YOUTH_JUSTICE: Condition.OFFENCES,
}


def statute_on(day: date) -> Statute:
    """Say by what agencies tell one another on a day: by the duty to share once it is in force."""
    return next(one for one, holds_from in HOLDS_FROM.items() if holds_from is not None and holds_from <= day)


def basis_for(purpose: Purpose) -> Basis:
    """Give the lawful basis that a purpose usually has; whoever decides may name another."""
    return Basis.LEGAL_OBLIGATION if purpose is Purpose.PROTECT else Basis.PUBLIC_TASK


def condition_for(kind: Kind, *, purpose: Purpose, parts: tuple[Part, ...]) -> Condition:
    """Give the condition of special data that this usually takes; health care itself has its own."""
    if Part.INTELLIGENCE in parts:
        return Condition.OFFENCES
    if kind is Kind.HEALTH and purpose is Purpose.HEALTH:
        return Condition.CARE
    return _SPECIAL.get(kind, Condition.SAFEGUARDING)


def why_not_noted(told: Told, *, sharing: Sharing) -> str:
    """Say why a share or refusal cannot be written down as it is told; nothing if it can."""
    if not told.parts:
        return "Say what was told or refused."
    if told.decision is ShareDecision.REFUSED:
        return "" if told.why or not sharing.allowed else "Say why it is refused: the agreement would let it be told."
    if not sharing.allowed:
        return f"It may not be told: {sharing.because}"
    if told.detriment is not Detriment.NOT_MORE:
        return "It is told only where telling is found not to be more detrimental to the child than not telling."
    if not (told.function and told.relevance):
        return "Say which function of the recipient it serves, and why it is relevant."
    return ""
