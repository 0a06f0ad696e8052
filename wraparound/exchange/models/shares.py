"""Every share and every refusal between agencies, with its reason."""

from django.db import models
from django.db.models import Q

from wraparound.access.words import Purpose
from wraparound.exchange.words import Basis, Condition, Detriment, Kind, ShareDecision, Statute


class Share(models.Model):
    """One share or refusal: who told whom what of which child, why, and who decided. Written once, never changed."""

    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    holder = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("identity.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices())
    basis = models.CharField(max_length=20, choices=Basis.choices())
    condition = models.CharField(max_length=20, choices=Condition.choices())
    kind = models.CharField(max_length=20, choices=Kind.choices())
    parts = models.JSONField()
    function = models.TextField(blank=True)
    relevance = models.TextField(blank=True)
    detriment = models.CharField(max_length=20, choices=Detriment.choices())
    detriment_words = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=ShareDecision.choices())
    why = models.TextField()
    clause = models.CharField(max_length=60, blank=True)
    version = models.PositiveIntegerField()
    decider = models.CharField(max_length=150)
    about = models.CharField(max_length=60, blank=True)
    statute = models.CharField(max_length=20, choices=Statute.choices())

    class Meta:
        indexes = [
            models.Index(name="exchange_shares_newest", fields=["-at", "-id"]),
            models.Index(name="exchange_shares_about", fields=["about"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="exchange_shared_under_a_clause",
                condition=Q(decision="refused")
                | (~Q(clause="") & Q(version__gte=1, detriment="not_more") & ~Q(function="") & ~Q(relevance="")),
            ),
            models.CheckConstraint(name="exchange_share_says_why", condition=~Q(why="")),
        ]

    class Sensitivity:
        identifies = {"by", "person", "decider"}
        describes = {
            "purpose", "basis", "condition", "kind", "parts", "function", "relevance", "detriment", "detriment_words",
            "decision", "why", "clause",
        }  # fmt: skip
        harmless = {"id", "at", "holder", "recipient", "version", "about", "statute"}
