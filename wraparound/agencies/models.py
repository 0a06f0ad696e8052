"""Organisations of the area, the versions of its settings, and tables of public facts."""

import json
from typing import Any

from django.db import models

from wraparound.agencies.words import AgencyType, ReferenceKind
from wraparound.kernel.compact import compact


class AsWritten(models.Field):
    """JSON whose keys stay in the order in which they were written, which PostgreSQL's own kind of it does not keep."""

    def get_internal_type(self) -> str:
        """Keep it as text."""
        return "TextField"

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        """Read what was kept."""
        return None if value is None else json.loads(value)

    def to_python(self, value: Any) -> Any:
        """Take plain values as they are."""
        return value

    def get_prep_value(self, value: Any) -> str:
        """Write it as it is kept."""
        return compact(value)

    def value_to_string(self, obj: models.Model) -> Any:
        """Give plain values, as a dump of the database writes them."""
        return self.value_from_object(obj)


class Agency(models.Model):
    """An organisation that helps children here, or one of its parts that answers for itself."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    type = models.CharField(max_length=20, choices=AgencyType.choices())
    phone = models.CharField(max_length=40, blank=True)
    email = models.EmailField(blank=True)
    ended_on = models.DateField(null=True, blank=True)

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "code", "name", "type", "phone", "email", "ended_on"}

    def __str__(self) -> str:
        """Name the agency."""
        return self.name


class Team(models.Model):
    """A team of an agency; people and work belong to teams."""

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=150)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    service = models.SlugField(max_length=60)
    ended_on = models.DateField(null=True, blank=True)

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "code", "name", "agency", "service", "ended_on"}

    def __str__(self) -> str:
        """Name the team."""
        return self.name


class AreaVersion(models.Model):
    """The area's settings as they were adopted once; in force until the next. Written once, never changed."""

    number = models.PositiveIntegerField(unique=True)
    area = models.SlugField(max_length=60)
    hash = models.CharField(max_length=64)
    content = AsWritten()  # the order of a feed's columns counts
    changed = models.JSONField()
    adopted_at = models.DateTimeField()
    adopted_by = models.CharField(max_length=150)

    class Meta:
        constraints = [models.CheckConstraint(name="agencies_versions_from_one", condition=models.Q(number__gte=1))]

    class Sensitivity:
        identifies = {"adopted_by"}
        describes: set[str] = set()
        harmless = {"id", "number", "area", "hash", "content", "changed", "adopted_at"}


class School(models.Model):
    """A school or college, open or closed, from Get Information about Schools."""

    urn = models.CharField(max_length=6, primary_key=True)
    name = models.CharField(max_length=200)
    la_code = models.CharField(max_length=3, blank=True)
    number = models.CharField(max_length=10, blank=True)
    type = models.CharField(max_length=100, blank=True)
    phase = models.CharField(max_length=60, blank=True)
    status = models.CharField(max_length=60, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    low_age = models.PositiveSmallIntegerField(null=True, blank=True)
    high_age = models.PositiveSmallIntegerField(null=True, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    gss_code = models.CharField(max_length=9, blank=True)

    class Meta:
        indexes = [models.Index(name="agencies_schools_of", fields=["la_code", "name"])]

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {
            "urn", "name", "la_code", "number", "type", "phase", "status", "opened_on", "closed_on", "low_age",
            "high_age", "postcode", "phone", "gss_code",
        }  # fmt: skip

    def __str__(self) -> str:
        """Name the school."""
        return self.name


class Postcode(models.Model):
    """Where a postcode is; one out of use has the month in which it ended."""

    postcode = models.CharField(max_length=8, primary_key=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    local_authority = models.CharField(max_length=9, blank=True)
    ended = models.DateField(null=True, blank=True)

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"postcode", "latitude", "longitude", "local_authority", "ended"}


class NhsOrganisation(models.Model):
    """A surgery, a trust or another body of the NHS."""

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"code", "name", "postcode", "opened_on", "closed_on", "phone"}

    def __str__(self) -> str:
        """Name the organisation."""
        return self.name


class ReferenceLoad(models.Model):
    """One file of public facts taken in: when, by whom, and what came of its rows."""

    kind = models.CharField(max_length=20, choices=ReferenceKind.choices())
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
        harmless = {"id", "kind", "file", "rows", "added", "changed", "set_aside", "at"}


class RowSetAside(models.Model):
    """A row of such a file that could not be taken in, and what would be right."""

    load = models.ForeignKey(ReferenceLoad, on_delete=models.PROTECT, related_name="+")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=60)
    value = models.CharField(max_length=80, blank=True)
    right = models.CharField(max_length=300)

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "load", "row", "field", "value", "right"}
