"""Files of notifications that came in, and each of their rows until it has gone in or somebody said that it is none."""

from django.db import models
from django.db.models import Q

from wraparound.frontdoor.models.contacts import Contact
from wraparound.frontdoor.words.notices import NoticeState


class NoticeFile(models.Model):
    """A file of notifications of one agency, taken in once."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)  # the shape's code
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    headings = models.JSONField()  # those that are read, in their order
    unread = models.JSONField()  # those that the shape knows nothing of
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=254)
    by_name = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(name="frontdoor_file_once", fields=["agency", "kind", "sha256"])]
        indexes = [models.Index(name="frontdoor_files_of", fields=["agency", "-received_at"])]

    class Sensitivity:
        identifies = {"received_by", "by_name"}
        describes: set[str] = set()
        harmless = {"id", "agency", "kind", "name", "sha256", "headings", "unread", "received_at"}

    def __str__(self) -> str:
        """Give what the agency calls it."""
        return self.name


class NoticeLine(models.Model):
    """One row of a file of notifications, and what became of it."""

    file = models.ForeignKey(NoticeFile, on_delete=models.PROTECT, related_name="lines")
    row = models.PositiveIntegerField()  # as a person counts it: the headings are row 1
    reference = models.CharField(max_length=80, blank=True)
    values = models.JSONField()
    state = models.CharField(max_length=10, choices=NoticeState.choices())
    column = models.CharField(max_length=200, blank=True)
    value = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    right = models.CharField(max_length=300, blank=True)
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=254, blank=True)
    mended = models.BooleanField(default=False)
    why = models.TextField(blank=True)  # it is none

    class Meta:
        constraints = [
            models.UniqueConstraint(name="frontdoor_line_once", fields=["file", "row"]),
            models.CheckConstraint(
                name="frontdoor_line_settled_whole",
                condition=Q(state__in=[NoticeState.IN, NoticeState.BEFORE], contact__isnull=False,
                            settled_at__isnull=False)
                | (Q(state=NoticeState.NOT_ONE, contact__isnull=True, settled_at__isnull=False) & ~Q(why=""))
                | Q(state__in=[NoticeState.READY, NoticeState.WAITS], contact__isnull=True, settled_at__isnull=True),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(name="frontdoor_lines_by_state", fields=["file", "state", "row"]),
            models.Index(name="frontdoor_lines_by_ref", fields=["reference", "state"]),
        ]

    class Sensitivity:
        identifies = {"values", "value", "settled_by"}
        describes = {"why"}
        harmless = {
            "id", "file", "row", "reference", "state", "column", "reason", "right", "contact", "settled_at", "mended",
        }  # fmt: skip
