"""Decisions about contacts, and the responses that are offered."""

from django.db import models
from django.db.models import Q

from wraparound.frontdoor.models.contacts import Contact
from wraparound.frontdoor.words import Consent, FamilyTold, ResponseKind, ResponseState


class ContactDecision(models.Model):
    """What somebody decided about a contact, and why; seen by a second pair of eyes where the area says so."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="decisions")
    level = models.SlugField(max_length=60)
    level_name = models.CharField(max_length=150)
    document = models.CharField(max_length=200, blank=True)  # the threshold document by which it was seen
    why = models.TextField()
    told = models.TextField()  # the words that whoever raised it may have
    family_told = models.CharField(max_length=10, choices=FamilyTold.choices())
    family_said = models.TextField(blank=True)
    consent = models.CharField(max_length=12, choices=Consent.choices())
    consent_why = models.TextField(blank=True)
    offers = models.JSONField(default=list)  # until it holds; then they are its responses
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(null=True, blank=True)  # from when it holds
    seconded_by = models.CharField(max_length=150, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_by = models.CharField(max_length=150, blank=True)
    sent_back_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="frontdoor_one_proposed",
                fields=["contact"],
                condition=Q(made_at__isnull=True, sent_back_at__isnull=True),
            ),
            models.CheckConstraint(
                name="frontdoor_seconded_by_another",
                condition=Q(seconded_by="") | ~Q(seconded_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="frontdoor_sent_back_whole",
                condition=Q(sent_back_at__isnull=True, sent_back_by="", sent_back_why="")
                | (Q(sent_back_at__isnull=False, made_at__isnull=True) & ~Q(sent_back_by="") & ~Q(sent_back_why="")),
            ),
        ]

    class Sensitivity:
        identifies = {"proposed_by", "seconded_by", "sent_back_by"}
        describes = {
            "level", "level_name", "why", "told", "family_told", "family_said", "consent", "consent_why",
            "sent_back_why", "offers",
        }  # fmt: skip
        harmless = {"id", "contact", "document", "proposed_at", "made_at", "sent_back_at"}


class Response(models.Model):
    """What is offered after a contact, until somebody named has accepted it, and the family has begun."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="responses")
    decision = models.ForeignKey(ContactDecision, on_delete=models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=10, choices=ResponseKind.choices())
    to = models.CharField(max_length=80, blank=True)  # the code of the team or the service
    to_name = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    by_when = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=ResponseState.choices(), default=ResponseState.WANTED)
    moved_at = models.DateTimeField()
    work = models.CharField(max_length=20, blank=True)  # the work that a team or a service was asked to take on
    duty = models.BigIntegerField(null=True, blank=True)  # of advice: giving it
    accepted_by = models.CharField(max_length=254, blank=True)  # the name of who accepted it, or gave the advice
    accepted_at = models.DateTimeField(null=True, blank=True)
    given_to = models.CharField(max_length=200, blank=True)
    came_back_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="frontdoor_accepted_by_somebody",
                condition=~Q(state__in=[ResponseState.ACCEPTED, ResponseState.BEGUN, ResponseState.GIVEN])
                | (Q(accepted_at__isnull=False) & ~Q(accepted_by="")),
            ),
            models.CheckConstraint(
                name="frontdoor_advice_given_to_somebody",
                condition=~Q(state=ResponseState.GIVEN) | (Q(kind=ResponseKind.ADVICE) & ~Q(given_to="")),
            ),
            models.CheckConstraint(
                name="frontdoor_came_back_with_why",
                condition=~Q(state__in=[ResponseState.REFUSED, ResponseState.NOT_TAKEN_UP]) | ~Q(came_back_why=""),
            ),
        ]
        indexes = [models.Index(name="frontdoor_response_work", fields=["work"])]

    class Sensitivity:
        identifies = {"accepted_by", "given_to"}
        describes = {"kind", "to", "to_name", "words", "came_back_why"}
        harmless = {
            "id", "contact", "decision", "by_when", "state", "moved_at", "work", "duty", "accepted_at",
        }  # fmt: skip
