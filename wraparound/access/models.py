"""Accounts and the roles they hold."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from wraparound.access.words import Role


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by username, as Django's sign-in asks."""


class Account(AbstractBaseUser):
    """One person's way in. They work for an agency; what they may is said by the roles they hold."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)

    objects = Accounts()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Sensitivity:
        identifies = {"username", "name", "email"}
        describes = {"password"}
        harmless = {"id", "last_login", "agency", "is_active"}

    def __str__(self) -> str:
        """Name the account as colleagues do."""
        return self.name


class RoleHeld(models.Model):
    """A role that an account holds, perhaps in one team, from a day to a day."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices())
    team = models.CharField(max_length=60, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="access_role_once", fields=["account", "role", "team", "begins_on"]),
            models.CheckConstraint(
                name="access_role_begins_before_it_ends",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gt=models.F("begins_on")),
            ),
        ]

    class Sensitivity:
        identifies = {"account"}
        describes: set[str] = set()
        harmless = {"id", "role", "team", "begins_on", "ends_on"}
