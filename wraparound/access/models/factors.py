"""What an account signs in with: invitations, passkeys, apps that make codes, recovery codes, an agency's account."""

from django.db import models

from wraparound.access.models.accounts import Account
from wraparound.access.words import Change


class Invitation(models.Model):
    """A link by which a person sets up how they sign in: it works once and for a time. Only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="access_invitation_for_a_time", condition=models.Q(ends_at__gt=models.F("made_at"))
            ),
            models.CheckConstraint(
                name="access_invitation_used_or_withdrawn",
                condition=models.Q(used_at__isnull=True) | models.Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="access_one_invitation_open",
                fields=["account"],
                condition=models.Q(used_at__isnull=True, withdrawn_at__isnull=True),
            ),
        ]

    class Sensitivity:
        identifies = {"account", "made_by"}
        describes = {"hash"}
        harmless = {"id", "made_at", "ends_at", "used_at", "withdrawn_at"}


class Passkey(models.Model):
    """A key that a person's device keeps for this service. Here is its public half, which signs nothing."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    credential = models.CharField(max_length=1400, unique=True)  # the device's name for it, in base64url
    material = models.TextField()  # the public key and what the device said with it, in base64url
    name = models.CharField(max_length=60)
    count = models.BigIntegerField(default=0)  # how often the device says it has signed; many always say 0
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Sensitivity:
        identifies = {"account", "credential"}
        describes = {"material", "name"}
        harmless = {"id", "count", "made_at", "used_at", "ended_at"}


class CodeApp(models.Model):
    """An app that makes a new code every half minute, by a secret it shares with the service (RFC 6238)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    sealed = models.TextField()  # the secret, encrypted by the node's key
    made_at = models.DateTimeField()
    last_step = models.BigIntegerField()  # the newest half minute whose code was used: a code works once
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="access_one_code_app", fields=["account"], condition=models.Q(ended_at__isnull=True)
            ),
        ]

    class Sensitivity:
        identifies = {"account"}
        describes = {"sealed"}
        harmless = {"id", "made_at", "last_step", "ended_at"}


class RecoveryCode(models.Model):
    """A code on paper that stands in, once, for the app's. Only its hash is kept."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="access_recovery_code_once", fields=["account", "hash"])]

    class Sensitivity:
        identifies = {"account"}
        describes = {"hash"}
        harmless = {"id", "made_at", "used_at", "ended_at"}


class AgencyIdentity(models.Model):
    """That an account is who an agency's own sign-in names by an issuer and a subject."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="access_agency_names_one_account",
                fields=["issuer", "subject"],
                condition=models.Q(ended_at__isnull=True),
            ),
        ]

    class Sensitivity:
        identifies = {"account", "subject"}
        describes: set[str] = set()
        harmless = {"id", "issuer", "made_at", "ended_at"}


class FactorChange(models.Model):
    """That something changed about how an account signs in, kept to be told to the one it belongs to."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=30, choices=Change.choices())
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="access_change_by_account", fields=["account", "-at"])]

    class Sensitivity:
        identifies = {"account", "by"}
        describes: set[str] = set()
        harmless = {"id", "what", "at"}
