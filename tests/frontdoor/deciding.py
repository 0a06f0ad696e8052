"""Decisions about contacts, for tests."""

from tests.acting import AT
from tests.frontdoor.telling import WORKER
from wraparound.frontdoor.actions.deciding import decide
from wraparound.frontdoor.models import Contact, Response
from wraparound.frontdoor.words import Consent, FamilyTold, ResponseKind
from wraparound.frontdoor.words.deciding import Deciding, Offer
from wraparound.kernel.acting import Actor

TEAM = Offer(kind=ResponseKind.TEAM, to="family-help-north", words="Visit this week")
ADVICE = Offer(kind=ResponseKind.ADVICE, words="Where to find the parenting group")
HELPER = Actor(
    "amir.tolland", "social-care", "Amir Tolland", frozenset({"lead"}), frozenset({"family-help-north"}), "need"
)


def deciding(**said) -> Deciding:
    """Give a decision for family help at the targeted level, which needs no second pair of eyes."""
    usual = {
        "level": "targeted",
        "why": "Two schools and the health visitor see the same; the mother asks for help.",
        "told": "Family Help is asked to visit this week. They will call you.",
        "offers": (TEAM,),
        "family_told": FamilyTold.YES,
        "family_said": "She is glad of it.",
        "consent": Consent.AGREED,
    }
    return Deciding(**(usual | said))


def decided(contact: Contact, *, by=WORKER, at=AT, **said) -> Contact:
    """Decide a contact."""
    return decide(contact.ref, deciding=deciding(**said), by=by, at=at)


def response_of(contact: Contact) -> Response:
    """Give the newest response of a contact."""
    return Response.objects.filter(contact=contact).latest("pk")
