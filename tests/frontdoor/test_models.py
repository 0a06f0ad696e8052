"""What the front door's tables cannot hold."""

import pytest
from django.db import IntegrityError, transaction

from tests.acting import AT
from tests.exchange.asking import begun
from tests.frontdoor.telling import told
from wraparound.frontdoor.models import Contact, ContactChild, ContactDecision, Response
from wraparound.frontdoor.words import ContactState, ResponseKind, ResponseState, ToldHow

pytestmark = pytest.mark.django_db


def refused(does):
    with pytest.raises(IntegrityError), transaction.atomic():
        does()


def test_a_contact_cannot_end_without_being_accepted_and_told():
    begun()
    contact = Contact.objects.filter(pk=told().pk)
    refused(lambda: contact.update(ended_at=AT))
    refused(lambda: contact.update(ended_at=AT, told_at=AT, told_how=ToldHow.PAGE))
    refused(lambda: contact.update(ended_at=AT, state=ContactState.ACCEPTED))
    contact.update(ended_at=AT, state=ContactState.ACCEPTED, told_at=AT, told_how=ToldHow.PAGE)


def test_a_contact_is_joined_to_another_or_not_at_all():
    begun()
    contact = Contact.objects.filter(pk=told().pk)
    refused(lambda: contact.update(state=ContactState.JOINED))


def test_a_child_is_somebody():
    begun()
    contact = told()
    refused(lambda: ContactChild.objects.create(contact=contact, place=9))


def test_a_response_is_accepted_by_a_name_and_comes_back_with_why():
    begun()
    contact = told()
    decision = ContactDecision.objects.create(
        contact=contact, level="targeted", level_name="Targeted", why="w", told="t", family_told="yes",
        consent="agreed", proposed_at=AT, proposed_by="rosa", made_at=AT,
    )  # fmt: skip
    response = Response.objects.create(
        contact=contact, decision=decision, kind=ResponseKind.TEAM, to="x", to_name="X", moved_at=AT
    )
    held = Response.objects.filter(pk=response.pk)
    for state in (ResponseState.ACCEPTED, ResponseState.BEGUN, ResponseState.GIVEN):
        refused(lambda state=state: held.update(state=state))
    refused(lambda: held.update(state=ResponseState.GIVEN, accepted_by="Rosa", accepted_at=AT, given_to="Her mother"))
    for state in (ResponseState.REFUSED, ResponseState.NOT_TAKEN_UP):
        refused(lambda state=state: held.update(state=state))
    refused(lambda: ContactDecision.objects.filter(pk=decision.pk).update(seconded_by="rosa"))
