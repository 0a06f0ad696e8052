"""Local services with their past, the files they came in, and need that found none."""

from django.db import models
from django.db.models import Q

from wraparound.directory.words import AgeGroup, Need, ServiceHappened


class LocalService(models.Model):
    """A service of any organisation. One that closes stays, and is said to be closed."""

    code = models.SlugField(max_length=60, unique=True)
    number = models.UUIDField(unique=True)  # by which Open Referral knows it
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    agency = models.SlugField(max_length=60, blank=True)
    about = models.TextField(blank=True)
    ages_from = models.PositiveSmallIntegerField(null=True, blank=True)
    ages_to = models.PositiveSmallIntegerField(null=True, blank=True)
    levels = models.JSONField(default=list)
    needs = models.JSONField(default=list)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    area_wide = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    web = models.URLField(max_length=300, blank=True)
    how_to_refer = models.TextField(blank=True)
    families_may_come = models.BooleanField(default=False)
    cost = models.CharField(max_length=300, blank=True)
    access = models.TextField(blank=True)
    days = models.TextField(blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    places_free = models.PositiveIntegerField(null=True, blank=True)
    wait_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    capacity_on = models.DateField(null=True, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    confirmed_by = models.CharField(max_length=150, blank=True)  # none: whoever published the file it came in
    version = models.PositiveIntegerField(default=1)  # of what is said, so that nobody overwrites what they never saw
    changed_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64, blank=True)  # of the row it was last read from

    class Meta:
        indexes = [models.Index(name="directory_by_name", fields=["name", "id"])]
        constraints = [
            models.CheckConstraint(
                name="directory_ages_in_order",
                condition=Q(ages_from__isnull=True) | Q(ages_to__isnull=True) | Q(ages_from__lte=models.F("ages_to")),
            ),
            models.CheckConstraint(
                name="directory_opens_before_it_closes",
                condition=Q(opens_on__isnull=True) | Q(closes_on__isnull=True) | Q(opens_on__lte=models.F("closes_on")),
            ),
        ]

    class Sensitivity:
        identifies = {"confirmed_by"}
        describes: set[str] = set()
        harmless = {
            "id", "code", "number", "name", "organisation", "agency", "about", "ages_from", "ages_to", "levels",
            "needs", "address", "postcode", "area_wide", "phone", "email", "web", "how_to_refer", "families_may_come",
            "cost", "access", "days", "opens_on", "closes_on", "places_free", "wait_weeks", "capacity_on",
            "confirmed_on", "version", "changed_at", "fingerprint",
        }  # fmt: skip

    def __str__(self) -> str:
        """Name the service."""
        return self.name


class ServiceStep(models.Model):
    """A line of a service's past: what was done, by whom, and what was said before and after. Never changed."""

    service = models.ForeignKey(LocalService, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ServiceHappened.choices())
    changed = models.JSONField(default=list)  # [[field, before, after], …] in words
    words = models.TextField(blank=True)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Sensitivity:
        identifies = {"by"}
        describes: set[str] = set()
        harmless = {"id", "service", "kind", "changed", "words", "at"}


class ServiceLoad(models.Model):
    """A file of services that was taken in, and what came of its rows. Written once, never changed."""

    file = models.CharField(max_length=255)
    rows = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    set_aside = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)

    class Sensitivity:
        identifies = {"by"}
        describes: set[str] = set()
        harmless = {"id", "file", "rows", "added", "changed", "set_aside", "at"}


class RowWaiting(models.Model):
    """A row of a file that waits to be mended: the field, the value found and what would be right."""

    load = models.ForeignKey(ServiceLoad, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=60)
    value = models.CharField(max_length=200, blank=True)
    right = models.CharField(max_length=300)

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "load", "row", "field", "value", "right"}


class UnmetNeed(models.Model):
    """A need for which no service was found, counted for planning; it holds nobody's name."""

    need = models.CharField(max_length=24, choices=Need.choices())
    age_group = models.CharField(max_length=10, choices=AgeGroup.choices())
    level = models.SlugField(max_length=60, blank=True)
    about = models.CharField(max_length=80, blank=True)
    noted_by = models.CharField(max_length=150)
    noted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="directory_unmet_newest", fields=["noted_at"])]
        constraints = [
            models.UniqueConstraint(
                name="directory_unmet_once", fields=["about", "need", "age_group", "level"], condition=~Q(about="")
            ),
        ]

    class Sensitivity:
        identifies = {"noted_by"}
        describes = {"need", "age_group", "level", "about"}
        harmless = {"id", "noted_at"}
