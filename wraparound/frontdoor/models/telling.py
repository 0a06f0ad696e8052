"""Disagreements of those who told the front door, and how often the pages without an account were knocked at."""

from django.db import models
from django.db.models import Q

from wraparound.frontdoor.models.contacts import Contact
from wraparound.frontdoor.words.drafts import KnockKind


class Disagreement(models.Model):
    """That whoever told the front door disagrees with what was decided: one rung of the ladder, with its clock."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="disagreements")
    after = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="taken_to")
    rung = models.PositiveSmallIntegerField()  # 0 is the nearest
    rung_name = models.CharField(max_length=150)
    why = models.TextField()
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=254)
    duty = models.BigIntegerField(null=True, blank=True)
    due_at = models.DateTimeField()
    answer = models.TextField(blank=True)  # in words that whoever disagrees may have
    changes = models.BooleanField(default=False)  # whether it is decided anew
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="frontdoor_one_disagreement", fields=["contact"], condition=Q(answered_at__isnull=True)
            ),
            models.CheckConstraint(
                name="frontdoor_disagreement_answered_whole",
                condition=Q(answered_at__isnull=True, answered_by="", answer="", changes=False)
                | (Q(answered_at__isnull=False) & ~Q(answered_by="") & ~Q(answer="")),
            ),
        ]
        indexes = [models.Index(name="frontdoor_disagreed", fields=["contact", "raised_at"])]

    class Sensitivity:
        identifies = {"raised_by", "answered_by"}
        describes = {"why", "answer", "changes"}
        harmless = {"id", "contact", "after", "rung", "rung_name", "raised_at", "duty", "due_at", "answered_at"}


class Knock(models.Model):
    """That a page without an account was used from somewhere: kept for a day, so that floods are seen."""

    kind = models.CharField(max_length=10, choices=KnockKind.choices())
    mark = models.CharField(max_length=254)  # a network address, a work address or a contact's reference
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="frontdoor_knocks", fields=["kind", "mark", "at"])]

    class Sensitivity:
        identifies = {"mark"}
        describes: set[str] = set()
        harmless = {"id", "kind", "at"}
