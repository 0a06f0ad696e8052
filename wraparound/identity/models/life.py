"""What happens in a life: births that are expected and births, moves between areas, deaths."""

from django.db import models
from django.db.models import Q

from wraparound.identity.models.record import Person, Record
from wraparound.identity.words import LifeKind


class LifeEvent(models.Model):
    """That someone was born, moved or died: told by a record and going with it, or by somebody of a person.

    Of where someone moved from or to it holds the place and whom to ask there: nothing of what is known there.
    """

    record = models.ForeignKey(Record, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=LifeKind.choices())
    on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=150, blank=True)
    ask = models.CharField(max_length=300, blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_why = models.TextField(blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                name="identity_births_to_come", fields=["record"], condition=Q(kind="expected", undone_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="identity_life_of_one",
                condition=Q(record__isnull=True, person__isnull=False) | Q(record__isnull=False, person__isnull=True),
            ),
            models.UniqueConstraint(
                name="identity_told_once_by_record",
                fields=["record", "kind"],
                condition=Q(record__isnull=False, undone_at__isnull=True),
            ),
            models.CheckConstraint(
                name="identity_life_undone_whole",
                condition=Q(undone_at__isnull=True, undone_by="", undone_why="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="") & ~Q(undone_why="")),
            ),
        ]

    class Sensitivity:
        identifies = {"record", "person", "by", "undone_by"}
        describes = {"kind", "on", "place", "ask", "undone_why"}
        harmless = {"id", "at", "undone_at"}
