"""Feeds, the files that came in by them, and the rows that wait to be mended."""

from django.db import models

from wraparound.feeds.words import Holds, LoadState


class Feed(models.Model):
    """One agency's regular file: whom it covers, how often it comes, and what its columns are."""

    code = models.SlugField(max_length=60, unique=True)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    holds = models.CharField(max_length=10, choices=Holds.choices(), default=Holds.EVERYONE)
    map = models.JSONField()
    covers = models.CharField(max_length=300, blank=True)
    covers_since = models.DateField(null=True, blank=True)
    file = models.CharField(max_length=150, blank=True)  # what its files are called, with * and ?
    comes = models.CharField(max_length=60, blank=True)
    late_after_days = models.PositiveSmallIntegerField(default=9)  # after the last file; 0 is never
    owner = models.CharField(max_length=150, blank=True)
    declared = models.BooleanField(default=False)  # by the area's settings; otherwise set up in the page
    token = models.CharField(max_length=64, blank=True)  # SHA-256 of what a sender presents
    opened_at = models.DateTimeField(null=True, blank=True)
    late_told_at = models.DateTimeField(null=True, blank=True)  # since when its owner knows that it is late

    class Sensitivity:
        identifies = {"owner"}
        describes = {"token"}
        harmless = {
            "id", "code", "agency", "name", "holds", "map", "covers", "covers_since", "file", "comes",
            "late_after_days", "declared", "opened_at", "late_told_at",
        }  # fmt: skip

    def __str__(self) -> str:
        """Name the feed."""
        return self.name


class Load(models.Model):
    """One file that came in, and how far it has been taken in."""

    feed = models.ForeignKey(Feed, on_delete=models.PROTECT, related_name="loads")
    name = models.CharField(max_length=255)
    part = models.CharField(max_length=40, blank=True)  # which file of a set it is
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    as_of = models.DateField()
    state = models.CharField(max_length=10, choices=LoadState.choices(), default=LoadState.RECEIVED)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=150)
    worker = models.CharField(max_length=60, blank=True)
    worker_until = models.DateTimeField(null=True, blank=True)
    rows = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    set_aside = models.PositiveIntegerField(default=0)
    why = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="feeds_load_by_state", fields=["state", "id"])]

    class Sensitivity:
        identifies = {"received_by"}
        describes: set[str] = set()
        harmless = {
            "id", "feed", "name", "part", "sha256", "size", "as_of", "state", "received_at", "worker", "worker_until",
            "rows", "rows_done", "new", "changed", "unchanged", "returned", "ended", "set_aside", "why", "finished_at",
        }  # fmt: skip


class SetAside(models.Model):
    """A row that waits to be mended: where it is, what is wrong and what would be right."""

    load = models.ForeignKey(Load, on_delete=models.PROTECT, related_name="asides")
    row = models.PositiveIntegerField()
    key = models.CharField(max_length=200, blank=True)  # the agency's own reference, by which a record is known
    line = models.PositiveIntegerField(null=True, blank=True)  # of the file, where the row is an element
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300)
    right = models.CharField(max_length=300)
    values = models.JSONField()
    mended_at = models.DateTimeField(null=True, blank=True)
    mended_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="feeds_aside_once", fields=["load", "row"])]

    class Sensitivity:
        identifies = {"key", "value", "values", "mended_by"}
        describes: set[str] = set()
        harmless = {"id", "load", "row", "line", "column", "reason", "right", "mended_at"}


class Draft(models.Model):
    """A file whose feed is being set up: whose it is and what its columns are taken for, until it is confirmed."""

    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    title = models.CharField(max_length=150)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    map = models.JSONField()
    whys = models.JSONField(default=dict)
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    feed = models.ForeignKey(Feed, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Sensitivity:
        identifies = {"by"}
        describes: set[str] = set()
        harmless = {"id", "name", "sha256", "title", "agency", "map", "whys", "at", "feed"}
