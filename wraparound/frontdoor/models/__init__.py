"""Tables of the front door."""

from wraparound.frontdoor.models.contacts import Contact, ContactChild, ContactDraft, ContactStep, Reading
from wraparound.frontdoor.models.decisions import Decision, Response

__all__ = ["Contact", "ContactChild", "ContactDraft", "ContactStep", "Decision", "Reading", "Response"]
