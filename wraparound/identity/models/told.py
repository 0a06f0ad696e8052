"""What a record tells beside who someone is: family, homes, the agency's parts. What is told no more is kept, ended."""

from django.db import models
from django.db.models import Q

from wraparound.identity.models.record import Record
from wraparound.identity.words import Answered, LivesWith, Relation, Responsibility


class Involvement(models.Model):
    """An agency's part in someone's life: which service and professional, how to reach them, since when."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="involvements")
    service = models.CharField(max_length=150, blank=True)
    team = models.CharField(max_length=150, blank=True)
    professional = models.CharField(max_length=150, blank=True)
    professional_role = models.CharField(max_length=150, blank=True)
    professional_phone = models.CharField(max_length=40, blank=True)
    professional_email = models.CharField(max_length=254, blank=True)
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    last_contact_on = models.DateField(null=True, blank=True)
    told_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Sensitivity:
        identifies = {"record", "professional", "professional_phone", "professional_email"}
        describes = {"service", "team", "professional_role"}
        harmless = {"id", "begins_on", "ends_on", "last_contact_on", "told_on", "until_on"}


class Relative(models.Model):
    """An adult or sibling named in someone's record, as it said so from one day until another."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="relatives")
    name = models.CharField(max_length=300, blank=True)
    relation = models.CharField(max_length=20, choices=Relation.choices(), default=Relation.PARENT_OR_CARER)
    responsibility = models.CharField(max_length=10, choices=Responsibility.choices(), default=Responsibility.NOT_ASKED)
    lives_with = models.CharField(max_length=10, choices=LivesWith.choices(), default=LivesWith.NOT_ASKED)
    answered = models.CharField(max_length=10, choices=Answered.choices(), default=Answered.NAMED)
    told_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="identity_relative_told_once", fields=["record", "name", "relation"], condition=Q(until_on=None)
            ),
            models.CheckConstraint(
                name="identity_named_or_asked", condition=Q(name="") ^ Q(answered=Answered.NAMED.value)
            ),
        ]

    class Sensitivity:
        identifies = {"record", "name"}
        describes = {"relation", "responsibility", "lives_with", "answered"}
        harmless = {"id", "told_on", "until_on"}


class Address(models.Model):
    """Where a record says someone lives or lived; `home` is the same however the home is written, "" if not clear."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="addresses")
    home = models.CharField(max_length=80, blank=True)
    line = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    household = models.CharField(max_length=60, blank=True)
    since_on = models.DateField(null=True, blank=True)
    told_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(name="identity_home", fields=["home"]),
            models.Index(name="identity_household", fields=["household"], condition=Q(household__gt="")),
        ]

    class Sensitivity:
        identifies = {"record", "home", "line", "postcode", "household"}
        describes: set[str] = set()
        harmless = {"id", "since_on", "told_on", "until_on"}


class Asked(models.Model):
    """What a feed's files ask about, so that "not asked" and "nothing told" are never one."""

    feed = models.CharField(max_length=60, unique=True)
    asks = models.JSONField()
    at = models.DateTimeField()

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "feed", "asks", "at"}


class Withheld(models.Model):
    """A number that nobody is shown, since showing it could harm someone; by its value, wherever it stands."""

    kind = models.CharField(max_length=12)
    number = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    shown_reason = models.TextField(blank=True)
    shown_by = models.CharField(max_length=150, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="identity_withheld_once", fields=["kind", "number"], condition=Q(shown_at__isnull=True)
            ),
        ]

    class Sensitivity:
        identifies = {"number", "by", "shown_by"}
        describes = {"reason", "shown_reason"}
        harmless = {"id", "kind", "at", "shown_at"}
