"""What is decided about a contact, and what is offered."""

from dataclasses import dataclass
from datetime import date

from wraparound.directory.words import Need
from wraparound.frontdoor.words import Consent, FamilyTold, ResponseKind


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One response: what is offered, by whom, by when. `to` is the code of a team or of a local service."""

    kind: ResponseKind
    to: str = ""
    words: str = ""
    by_when: date | None = None


@dataclass(frozen=True, kw_only=True)
class Deciding:
    """A decision as somebody makes it.

    `why` is for those who work with the child; `told` are the words that whoever raised it may have. `seen` is the
    number of the newest step that the one who decides had before them: what came since, they have not weighed.
    """

    level: str  # the code of a level of need
    why: str
    told: str
    offers: tuple[Offer, ...]
    family_told: FamilyTold | str = ""
    family_said: str = ""
    consent: Consent | str = ""
    consent_why: str = ""
    seen: int = 0
    unmet: tuple[Need, ...] = ()  # needs for which no service was found
