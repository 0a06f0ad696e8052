"""What each agency holds, and who we believe it is about."""

from django.db import models


class Person(models.Model):
    """One child or adult as far as we believe. The code goes with the records and is never used again."""

    code = models.CharField(max_length=11, unique=True)
    since = models.DateTimeField()
    became = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Sensitivity:
        identifies = {"code"}
        describes: set[str] = set()
        harmless = {"id", "since", "became"}

    def __str__(self) -> str:
        """Give the code, which names nobody."""
        return self.code


class Record(models.Model):
    """What one agency holds about one person, as it said it; numbers in it are evidence, never keys."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    feed = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    said = models.JSONField()
    digest = models.CharField(max_length=32)
    load = models.BigIntegerField()  # the last load that held it
    since = models.DateTimeField()  # when it first came
    changed_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="records")
    belief = models.CharField(max_length=12, blank=True)
    waits = models.BooleanField(default=True)  # to be linked: it is new, says something else, or was decided about

    class Meta:
        constraints = [models.UniqueConstraint(name="identity_record_once", fields=["feed", "key"])]
        indexes = [models.Index(name="identity_waits", fields=["id"], condition=models.Q(waits=True))]

    class Sensitivity:
        identifies = {"key", "said", "person"}
        describes: set[str] = set()
        harmless = {"id", "agency", "feed", "digest", "load", "since", "changed_at", "ended_on", "belief", "waits"}


class RecordPast(models.Model):
    """What a record said before it changed: former names and addresses are kept."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="past")
    said = models.JSONField()
    until = models.DateTimeField()

    class Sensitivity:
        identifies = {"said", "record"}
        describes: set[str] = set()
        harmless = {"id", "until"}
