"""That someone broke the glass, and what was found of it afterwards."""

from django.db import models

from wraparound.access.models.accounts import Account
from wraparound.access.words import Finding


class BrokenGlass(models.Model):
    """That someone opened what was closed to them, for a reason and a time, and what was found of it afterwards."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="glasses")
    person = models.BigIntegerField()
    purpose = models.CharField(max_length=60)
    reason = models.TextField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    finding = models.CharField(max_length=20, choices=Finding.choices(), blank=True)
    remark = models.TextField(blank=True)
    reviewed_by = models.CharField(max_length=150, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_glass_for_a_time", condition=models.Q(ends_at__gt=models.F("begins_at"))
            ),
            models.CheckConstraint(
                name="access_glass_reviewed_whole",
                condition=models.Q(reviewed_at__isnull=True, reviewed_by="", finding="")
                | (models.Q(reviewed_at__isnull=False) & ~models.Q(reviewed_by="") & ~models.Q(finding="")),
            ),
        ]
        indexes = [models.Index(name="access_glass_by_account", fields=["account", "-ends_at"])]

    class Sensitivity:
        identifies = {"account", "person", "reviewed_by"}
        describes = {"purpose", "reason", "finding", "remark"}
        harmless = {"id", "begins_at", "ends_at", "reviewed_at"}


class OwnerTold(models.Model):
    """That an agency which knows the person is told of an opening, on its people's home pages."""

    glass = models.ForeignKey(BrokenGlass, on_delete=models.PROTECT, related_name="+")
    agency = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(name="access_owner_told_once", fields=["agency", "glass"])]

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "glass", "agency"}
