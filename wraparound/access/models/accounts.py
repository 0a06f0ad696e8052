"""Accounts, the roles they hold, and how they came in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from wraparound.access.words import Role, SignInResult, WayIn


class Accounts(BaseUserManager["Account"]):
    """Finds accounts by username, as Django's sign-in asks, with the agency that every page names beside them."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        """Read the agency with the account: each page asks for both."""
        return super().get_queryset().select_related("agency")


class Account(AbstractBaseUser):
    """One person's way in. They work for an agency; what they may is said by the roles they hold."""

    username = models.CharField(max_length=150, unique=True)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    home = models.CharField(max_length=64, blank=True)  # a mark of the postcode of their home, which nobody can read

    objects = Accounts()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="access_email_is_one_accounts", condition=~models.Q(email="")),
        ]

    class Sensitivity:
        identifies = {"username", "name", "email", "home"}
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


class SignIn(models.Model):
    """One attempt to sign in, whoever it was."""

    username = models.CharField(max_length=150)
    address = models.CharField(max_length=45)
    way = models.CharField(max_length=20, choices=WayIn.choices())
    result = models.CharField(max_length=20, choices=SignInResult.choices())
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(name="access_sign_in_by_name", fields=["username", "-at"]),
            models.Index(name="access_sign_in_by_address", fields=["address", "-at"]),
        ]

    class Sensitivity:
        identifies = {"username", "address"}
        describes: set[str] = set()
        harmless = {"id", "way", "result", "at"}


class Sitting(models.Model):
    """A time signed in at one browser, from signing in to signing out; it can be ended from another."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40, unique=True)
    address = models.CharField(max_length=45)
    browser = models.CharField(max_length=60)
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Sensitivity:
        identifies = {"account", "address", "key"}
        describes = {"browser"}
        harmless = {"id", "began_at", "ends_at", "ended_at"}
