"""Tokens by which an agency's own systems ask, and how much each has asked in the minute under way."""

from django.db import models

from wraparound.access.rules import MOST_A_MINUTE, TOKEN_ROLES
from wraparound.access.words import Role


class Token(models.Model):
    """A secret that one system of an agency shows: only its hash is kept. It acts in one role, for a time."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=100)  # of the system that holds it
    role = models.CharField(max_length=20, choices=Role.choices())
    scopes = models.JSONField()
    hash = models.CharField(max_length=64, unique=True)
    a_minute = models.PositiveIntegerField()  # calls that it may make
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    taken_back_by = models.CharField(max_length=150, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    minute = models.BigIntegerField(default=0)  # since 1970: the one in which it asked last
    calls = models.PositiveIntegerField(default=0)  # in that minute

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_token_for_a_time", condition=models.Q(ends_at__gt=models.F("given_at"))
            ),
            models.CheckConstraint(
                name="access_token_of_a_role", condition=models.Q(role__in=[str(role) for role in TOKEN_ROLES])
            ),
            models.CheckConstraint(
                name="access_token_paced", condition=models.Q(a_minute__gte=1, a_minute__lte=MOST_A_MINUTE)
            ),
            models.CheckConstraint(
                name="access_token_taken_back_whole",
                condition=models.Q(taken_back_at__isnull=True, taken_back_by="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_by="")),
            ),
        ]

    class Sensitivity:
        identifies = {"given_by", "taken_back_by"}
        describes = {"hash"}
        harmless = {
            "id", "agency", "name", "role", "scopes", "a_minute", "given_at", "ends_at", "taken_back_at", "used_at",
            "minute", "calls",
        }  # fmt: skip

    def __str__(self) -> str:
        """Name the system that holds it."""
        return self.name
