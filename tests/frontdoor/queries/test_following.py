"""What whoever told is shown: nothing by which somebody could be found whom they are not to find."""

import pytest

from tests.directory.keeping import kept
from tests.exchange.asking import begun
from tests.frontdoor.deciding import TEAM, decided
from tests.frontdoor.telling import told
from wraparound.frontdoor.models import Contact
from wraparound.frontdoor.queries.following import followed
from wraparound.frontdoor.queries.papers import letter_of
from wraparound.frontdoor.words import Channel, ResponseKind, Teller
from wraparound.frontdoor.words.deciding import Offer
from wraparound.frontdoor.words.papers import Reader
from wraparound.frontdoor.words.telling import Referrer

pytestmark = pytest.mark.django_db
REFUGE = "Harbour Refuge"
NEIGHBOUR = Referrer(teller=Teller.PUBLIC, name="Sam Pell", email="sam@example.org")


def told_by(teller: Referrer, *, channel: Channel) -> Contact:
    """Have a refuge and a team asked after what somebody told."""
    code = kept(REFUGE).code
    refuge = Offer(kind=ResponseKind.SERVICE, to=code, words="A room tonight")
    return decided(told(referrer=teller, channel=channel), offers=(TEAM, refuge))


def test_a_refuge_is_named_to_the_family_it_takes_in_and_to_nobody_who_told():
    begun()
    contact = told_by(NEIGHBOUR, channel=Channel.PUBLIC)
    assert [one.what for one in followed(contact).offers] == ["A team that helps families", "A local service"]
    letter = letter_of(contact, reader=Reader.REFERRER)
    assert REFUGE not in str(letter)
    assert "Family Help North" not in str(letter)
    assert REFUGE in str(letter_of(contact, reader=Reader.FAMILY))
