"""Who may tell whom what: the versions of the agreements, and the draft of the next."""

from django.db import models
from django.db.models import Q


class Agreement(models.Model):
    """All clauses as they were adopted once; in force until the next. Written once, never changed."""

    number = models.PositiveIntegerField(unique=True)
    clauses = models.JSONField()  # a list; what a clause can say is `exchange.words.Clause`
    hash = models.CharField(max_length=64)
    changed = models.JSONField()  # sentences: what is otherwise than in the version before
    reason = models.TextField()
    from_file = models.BooleanField()
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=150)

    class Meta:
        constraints = [models.CheckConstraint(name="exchange_agreements_from_one", condition=Q(number__gte=1))]

    class Sensitivity:
        identifies = {"clauses", "adopted_by"}
        describes = {"changed", "reason"}
        harmless = {"id", "number", "hash", "from_file", "adopted_at"}

    def __str__(self) -> str:
        """Name the version."""
        return f"version {self.number}"


class Draft(models.Model):
    """The next version while keepers write it; one at a time, until it is adopted or given up."""

    based_on = models.PositiveIntegerField()  # the number of the version it began from; 0 for none
    clauses = models.JSONField()
    begun_by = models.CharField(max_length=150)
    begun_at = models.DateTimeField()
    changed_by = models.CharField(max_length=150)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    became = models.PositiveIntegerField(null=True, blank=True)  # the number of the version; null where given up

    class Meta:
        constraints = [
            models.UniqueConstraint(
                models.Value(1), name="exchange_one_draft_at_a_time", condition=Q(ended_at__isnull=True)
            ),
            models.CheckConstraint(
                name="exchange_draft_became_when_ended", condition=Q(became__isnull=True) | Q(ended_at__isnull=False)
            ),
        ]

    class Sensitivity:
        identifies = {"clauses", "begun_by", "changed_by"}
        describes: set[str] = set()
        harmless = {"id", "based_on", "begun_at", "changed_at", "ended_at", "became"}
