"""Two identities of one child that must never meet: the one of before an adoption, and the one of now."""

from django.db import models
from django.db.models import F, Q

from wraparound.identity.models.record import Person


class Apart(models.Model):
    """That two persons are one child's former and new identity, kept apart until a keeper of shields ends it."""

    former = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="identity_two_identities", condition=~Q(former=F("new"))),
            models.CheckConstraint(
                name="identity_apart_ended_whole",
                condition=Q(ended_at__isnull=True, ended_by="", ended_why="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="") & ~Q(ended_why="")),
            ),
        ]

    class Sensitivity:
        identifies = {"former", "new", "set_by", "ended_by"}
        describes = {"reason", "ended_why"}
        harmless = {"id", "set_at", "ended_at"}
