"""What was believed and said about records: the log that can be undone, and what the engine learnt."""

from django.db import models
from django.db.models import F, Q

from wraparound.identity.models.apart import Apart
from wraparound.identity.models.record import Person, Record
from wraparound.identity.words import Why
from wraparound.matching.words import Answer


class Decision(models.Model):
    """What someone said of two records. It always wins over the engine, until it is taken back."""

    left = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=[(word.value, word.value) for word in Answer])
    reason = models.TextField(blank=True)
    apart = models.ForeignKey(Apart, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="identity_two_records", condition=~Q(left=F("right"))),
            models.CheckConstraint(
                name="identity_undone_whole",
                condition=Q(undone_at__isnull=True, undone_by="") | (Q(undone_at__isnull=False) & ~Q(undone_by="")),
            ),
        ]

    class Sensitivity:
        identifies = {"left", "right", "by", "undone_by"}
        describes = {"answer", "reason"}
        harmless = {"id", "apart", "at", "undone_at"}


class Move(models.Model):
    """One record's way from one person to another, and why; undoing it is another move."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    was = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    now = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=16, choices=Why.choices())
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Sensitivity:
        identifies = {"record", "was", "now", "by"}
        describes = {"why"}
        harmless = {"id", "decision", "at"}


class Teaching(models.Model):
    """What the engine learnt from this area's records; the newest is used, so that beliefs stay comparable.

    A model, and what was counted for it: how common values are, and how usual it is to be found where.
    """

    model = models.JSONField()
    lessons = models.BinaryField(default=bytes)
    digest = models.CharField(max_length=32, blank=True)  # of the lessons
    records = models.PositiveIntegerField()  # that the model was learnt from; 0 where it is the engine's own
    counted = models.PositiveIntegerField(default=0)  # records that the rest was counted among
    feeds = models.JSONField(default=list)  # those they were of
    at = models.DateTimeField()

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "model", "lessons", "digest", "records", "counted", "feeds", "at"}


class Linkings(models.Model):
    """How often records have been linked: whoever links holds the one row, so that no two link at once."""

    turn = models.PositiveBigIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)  # that are linked
    in_part = models.PositiveIntegerField(default=0)  # arrivals since all were, whose surroundings were cut

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "turn", "records", "in_part"}


class Meeting(models.Model):
    """Which records meet under which keys, a page for each run of keys (`identity.queries.laid`)."""

    number = models.PositiveIntegerField(primary_key=True)
    content = models.BinaryField()

    class Sensitivity:
        identifies = {"content"}
        describes: set[str] = set()
        harmless = {"number"}


class Compared(models.Model):
    """What a record says as the engine compares it, by the record's number, as it was when the record was linked."""

    number = models.PositiveBigIntegerField(primary_key=True)
    content = models.BinaryField()

    class Sensitivity:
        identifies = {"content"}
        describes: set[str] = set()
        harmless = {"number"}


class Likeness(models.Model):
    """Which records are so like one another that they may be one person's, a page for each run of records."""

    number = models.PositiveBigIntegerField(primary_key=True)
    content = models.BinaryField()

    class Sensitivity:
        identifies = {"content"}
        describes: set[str] = set()
        harmless = {"number"}
