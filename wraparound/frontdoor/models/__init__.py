"""Tables of the front door."""

from wraparound.frontdoor.models.contacts import Contact, ContactChild, ContactDraft, ContactStep, Reading
from wraparound.frontdoor.models.decisions import ContactDecision, Response

__all__ = ["Contact", "ContactChild", "ContactDecision", "ContactDraft", "ContactStep", "Reading", "Response"]
