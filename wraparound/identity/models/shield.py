"""Who is hidden, and why: only keepers of shields read this table, and every query asks it whom to leave out."""

from django.db import models
from django.db.models import Q

from wraparound.identity.models.record import Person
from wraparound.identity.words import ShieldKind


class Shield(models.Model):
    """What hides a person, with everything linked to them, until a keeper lifts it. It never ends by itself."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ShieldKind.choices())
    reason = models.TextField()
    until = models.DateField(null=True, blank=True)  # when a keeper is to look at it again
    spread_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="identity_shield_once", fields=["person", "kind"], condition=Q(lifted_at__isnull=True)
            ),
            models.CheckConstraint(
                name="identity_shield_lifted_whole",
                condition=Q(lifted_at__isnull=True, lifted_by="", lifted_why="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="") & ~Q(lifted_why="")),
            ),
        ]

    class Sensitivity:
        identifies = {"person", "set_by", "lifted_by"}
        describes = {"kind", "reason", "until", "spread_from", "lifted_why"}
        harmless = {"id", "set_at", "lifted_at"}
