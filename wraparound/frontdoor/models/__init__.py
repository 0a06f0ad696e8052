"""Tables of the front door."""

from wraparound.frontdoor.models.contacts import Contact, ContactChild, ContactDraft, ContactStep, Reading
from wraparound.frontdoor.models.decisions import ContactDecision, Response
from wraparound.frontdoor.models.telling import Disagreement, Knock

__all__ = [
    "Contact", "ContactChild", "ContactDecision", "ContactDraft", "ContactStep", "Disagreement", "Knock", "Reading",
    "Response",
]  # fmt: skip
