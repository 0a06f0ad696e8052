"""Links that the engine would not settle alone, and what people who looked at them thought."""

from django.db import models
from django.db.models import F, Q

from wraparound.identity.models.belief import Decision
from wraparound.identity.models.record import Record
from wraparound.matching.words import Answer


class Doubt(models.Model):
    """Two records that may be one person's, so far as the last linking knew; gone when that knows better."""

    left = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    weight = models.FloatField()  # log2 odds that they are one person's
    settles = models.PositiveIntegerField()  # records that an answer joins or keeps apart
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    held_by = models.CharField(max_length=150, blank=True)  # who looks at it now, until when
    held_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="identity_doubt_once", fields=["left", "right"]),
            models.CheckConstraint(name="identity_doubt_in_order", condition=Q(left__lt=F("right"))),
        ]
        indexes = [
            models.Index(F("settles").desc(), F("weight").desc(), "id", name="identity_doubts_to_ask"),
        ]

    class Sensitivity:
        identifies = {"left", "right", "held_by"}
        describes = {"weight"}
        harmless = {"id", "settles", "decision", "held_until"}


class Judgement(models.Model):
    """What one person said when asked about two records; what several say together is a decision."""

    left = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=[(word.value, word.value) for word in Answer])
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="identity_judged_once", fields=["left", "right", "by"], condition=Q(undone_at__isnull=True)
            ),
            models.CheckConstraint(name="identity_judged_in_order", condition=Q(left__lt=F("right"))),
        ]
        indexes = [models.Index(name="identity_judged_by", fields=["by", "-id"])]

    class Sensitivity:
        identifies = {"left", "right", "by"}
        describes = {"answer"}
        harmless = {"id", "at", "undone_at"}
