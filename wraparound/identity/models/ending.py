"""Parts in a life that end since someone has grown up, those that will soon, and holds that stop it."""

from django.db import models
from django.db.models import Q

from wraparound.identity.models.record import Person, Record
from wraparound.identity.words import HoldKind


class Ending(models.Model):
    """That an agency's part ended by age: since when, by which rule of the area; the record itself stays as it is."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60)
    words = models.CharField(max_length=200)  # why, as the child's page says it
    due_on = models.DateField()  # when they reached the age
    on = models.DateField()  # since when it is shown as ended
    at = models.DateTimeField()
    gone_on = models.DateField(null=True, blank=True)  # since when the agency's file holds the record no longer
    undone_why = models.TextField(blank=True)
    undone_by = models.CharField(max_length=150, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="identity_ended_on", fields=["on"], condition=Q(undone_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(name="identity_ended_once", fields=["record"], condition=Q(undone_at__isnull=True)),
            models.CheckConstraint(
                name="identity_ending_undone_whole",
                condition=Q(undone_at__isnull=True, undone_by="", undone_why="")
                | (Q(undone_at__isnull=False) & ~Q(undone_by="") & ~Q(undone_why="")),
            ),
        ]

    class Sensitivity:
        identifies = {"record", "undone_by"}
        describes = {"rule", "words", "due_on", "undone_why"}
        harmless = {"id", "on", "at", "gone_on", "undone_at"}


class EndingToCome(models.Model):
    """That an agency's part will end within some months, or never by itself, since no birth date is known.

    It is worked out anew each day, and history of nothing.
    """

    record = models.OneToOneField(Record, on_delete=models.PROTECT, related_name="+")
    rule = models.CharField(max_length=60)
    words = models.CharField(max_length=200)
    due_on = models.DateField(null=True, blank=True, db_index=True)  # none where no birth date is known
    at = models.DateTimeField()

    class Sensitivity:
        identifies = {"record"}
        describes = {"rule", "words", "due_on"}
        harmless = {"id", "at"}


class Hold(models.Model):
    """What stops parts in someone's life from ending by age, until a keeper lifts it. It never ends by itself."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=HoldKind.choices())
    reason = models.TextField()
    until = models.DateField(null=True, blank=True)  # when a keeper is to look at it again
    spread_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    set_by = models.CharField(max_length=150)
    set_at = models.DateTimeField()
    lifted_by = models.CharField(max_length=150, blank=True)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(name="identity_holds", fields=["person"], condition=Q(lifted_at__isnull=True))]
        constraints = [
            models.CheckConstraint(
                name="identity_hold_lifted_whole",
                condition=Q(lifted_at__isnull=True, lifted_by="", lifted_why="")
                | (Q(lifted_at__isnull=False) & ~Q(lifted_by="") & ~Q(lifted_why="")),
            ),
        ]

    class Sensitivity:
        identifies = {"person", "set_by", "lifted_by"}
        describes = {"kind", "reason", "until", "spread_from", "lifted_why"}
        harmless = {"id", "set_at", "lifted_at"}
