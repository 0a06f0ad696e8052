"""Links from letters: how someone without an account comes to the one thing that a letter is about."""

from django.db import models


class Link(models.Model):
    """A link in a letter to a work address: for one thing, for a time, for the one browser that opened it.

    What the link ends with is kept nowhere. The node's vault draws it from `seed`, so that a letter can be made when it
    is sent; the database alone opens nothing.
    """

    address = models.EmailField()
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=80)  # the one thing it opens: ask:Q-7K3M
    seed = models.CharField(max_length=32)
    hash = models.CharField(max_length=64, unique=True)
    key = models.CharField(max_length=64, blank=True)  # the hash of what the browser that opened it holds
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="access_link_for_a_time", condition=models.Q(ends_at__gt=models.F("made_at"))),
            models.CheckConstraint(
                name="access_link_opened_whole",
                condition=models.Q(opened_at__isnull=True, key="")
                | (models.Q(opened_at__isnull=False) & ~models.Q(key="")),
            ),
        ]
        indexes = [models.Index(name="access_link_about", fields=["about", "-made_at"])]

    class Sensitivity:
        identifies = {"address", "made_by"}
        describes = {"seed", "hash", "key"}
        harmless = {"id", "agency", "about", "made_at", "ends_at", "opened_at", "withdrawn_at"}
