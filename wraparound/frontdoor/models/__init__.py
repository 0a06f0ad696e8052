"""Tables of the front door."""

from wraparound.frontdoor.models.contacts import Contact, ContactChild, ContactDraft, ContactStep, Reading
from wraparound.frontdoor.models.decisions import ContactDecision, Response
from wraparound.frontdoor.models.notices import NoticeFile, NoticeLine
from wraparound.frontdoor.models.strategy import Discussion, DiscussionChild, Invited, InvitedAbout, NextStep
from wraparound.frontdoor.models.telling import Disagreement, Knock

__all__ = [
    "Contact", "ContactChild", "ContactDecision", "ContactDraft", "ContactStep", "Disagreement", "Discussion",
    "DiscussionChild", "Invited", "InvitedAbout", "Knock", "NextStep", "NoticeFile", "NoticeLine", "Reading",
    "Response",
]  # fmt: skip
