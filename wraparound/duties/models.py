"""What is owed, the versions of the rules that say by when, and what has happened to each duty."""

from django.db import models
from django.db.models import Q

from wraparound.agencies.words import ClockKind, HoursOf, Rung
from wraparound.duties.words import Answered, Happened, HowSure, Standing

OPEN = Q(closed_at__isnull=True)
CLOSED = Q(closed_at__isnull=False)


class RuleVersion(models.Model):
    """One version of a rule, from the day it holds. Written once, never changed; each duty says which governs it."""

    code = models.SlugField(max_length=60)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=150)
    clock = models.CharField(max_length=15, choices=ClockKind.choices())
    count = models.PositiveIntegerField()
    hours = models.CharField(max_length=10, choices=HoursOf.choices())
    ladder = models.JSONField()  # [[rung, share, hours], …]
    holds_from = models.DateField()
    because = models.CharField(max_length=300)
    sure = models.CharField(max_length=10, choices=HowSure.choices())
    reason = models.TextField(blank=True)  # why it was changed
    adopted_by = models.CharField(max_length=150)
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="duties_rule_version_once", fields=["code", "number"]),
            models.CheckConstraint(name="duties_rule_counts", condition=Q(number__gte=1, count__gte=1)),
        ]

    class Sensitivity:
        identifies = {"adopted_by"}
        describes: set[str] = set()
        harmless = {
            "id", "code", "number", "name", "clock", "count", "hours", "ladder", "holds_from", "because", "sure",
            "reason", "adopted_at",
        }  # fmt: skip

    def __str__(self) -> str:
        """Name the rule."""
        return self.name


class Duty(models.Model):
    """Something that an agency owes by a moment. Agencies stand here by their codes, people by their usernames."""

    version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    agency = models.SlugField(max_length=60, db_index=False)  # as below: an index of it alone is chosen, and slower
    owner = models.CharField(max_length=150, blank=True)  # none: the agency's desk
    owed_to = models.SlugField(max_length=60, db_index=False)
    owed_to_person = models.CharField(max_length=150, blank=True)
    about = models.BigIntegerField(null=True, blank=True)  # a person's number
    subject = models.CharField(max_length=80, blank=True)
    words = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()  # while it is paused: when it was due before it was
    set_due_at = models.DateTimeField(null=True, blank=True)
    extended_until = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)  # since when it stands still
    next_at = models.DateTimeField(null=True, blank=True)  # when the next rung is reached
    standing = models.CharField(max_length=10, choices=Standing.choices(), default=Standing.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)
    how = models.CharField(max_length=10, choices=Answered.choices(), blank=True)
    evidence = models.TextField(blank=True)  # or why it was withdrawn

    class Meta:
        indexes = [
            models.Index(
                name="duties_of_agency", fields=["agency", "due_at", "id", "standing", "about"], condition=OPEN
            ),
            models.Index(
                name="duties_of_owner",
                fields=["owner", "due_at", "id", "standing", "about"],
                condition=OPEN & ~Q(owner=""),
            ),
            models.Index(
                name="duties_owed_to", fields=["owed_to", "due_at", "id", "standing", "about"], condition=OPEN
            ),
            models.Index(
                name="duties_closed_of_agency", fields=["agency", "due_at", "id"], condition=Q(closed_at__isnull=False)
            ),
            models.Index(
                name="duties_closed_owed_to", fields=["owed_to", "due_at", "id"], condition=Q(closed_at__isnull=False)
            ),
            models.Index(name="duties_next", fields=["next_at"], condition=Q(next_at__isnull=False)),
            models.Index(name="duties_subject", fields=["subject"], condition=~Q(subject="")),
            models.Index(name="duties_by_rule", fields=["version"], condition=OPEN),
        ]
        constraints = [
            models.CheckConstraint(
                name="duties_closed_whole",
                condition=Q(closed_at__isnull=True, standing__in=[Standing.OPEN, Standing.PAUSED], how="")
                | Q(closed_at__isnull=False, standing=Standing.ANSWERED, next_at__isnull=True) & ~Q(how="")
                | Q(closed_at__isnull=False, standing=Standing.WITHDRAWN, next_at__isnull=True, how=""),
            ),
            models.CheckConstraint(
                name="duties_paused_whole",
                condition=Q(standing=Standing.PAUSED, paused_at__isnull=False, next_at__isnull=True)
                | ~Q(standing=Standing.PAUSED) & Q(paused_at__isnull=True),
            ),
        ]

    class Sensitivity:
        identifies = {"owner", "owed_to_person", "about"}
        describes = {"words", "evidence", "how", "subject"}
        harmless = {
            "id", "version", "agency", "owed_to", "started_at", "due_at", "set_due_at", "extended_until", "paused_at",
            "next_at", "standing", "closed_at",
        }  # fmt: skip

    def __str__(self) -> str:
        """Say what is owed, in words that name nobody."""
        return self.words


class DutyPause(models.Model):
    """A time in which the clock of a duty stood."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+", db_index=False)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="duties_pause_once", fields=["duty", "begins_at"]),
            models.CheckConstraint(
                name="duties_pause_begins_before_it_ends", condition=Q(ends_at__gt=models.F("begins_at"))
            ),
        ]

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "duty", "begins_at", "ends_at"}


class Happening(models.Model):
    """A line of a duty's history. A rung is climbed once for each moment at which the duty was due."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Happened.choices())
    rung = models.CharField(max_length=12, choices=Rung.choices(), blank=True)
    due_at = models.DateTimeField()  # when it was due from then on
    words = models.TextField(blank=True)  # the reason, or to whom
    by = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="duties_history", fields=["duty", "id"])]
        constraints = [
            models.UniqueConstraint(name="duties_rung_once", fields=["duty", "rung", "due_at"], condition=~Q(rung="")),
        ]

    class Sensitivity:
        identifies = {"by"}
        describes = {"words"}
        harmless = {"id", "duty", "kind", "rung", "due_at", "at"}


class Absence(models.Model):
    """That somebody is away from a day until before another, and who stands in for them."""

    username = models.CharField(max_length=150)
    deputy = models.CharField(max_length=150)
    begins_on = models.DateField()
    ends_on = models.DateField()
    noted_by = models.CharField(max_length=150)
    noted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back

    class Meta:
        indexes = [models.Index(name="duties_away", fields=["deputy", "begins_on"])]
        constraints = [
            models.CheckConstraint(
                name="duties_absence_begins_before_it_ends", condition=Q(ends_on__gt=models.F("begins_on"))
            ),
            models.CheckConstraint(name="duties_deputy_is_another", condition=~Q(deputy=models.F("username"))),
        ]

    class Sensitivity:
        identifies = {"username", "deputy", "noted_by"}
        describes: set[str] = set()
        harmless = {"id", "begins_on", "ends_on", "noted_at", "ended_at"}


class CalendarFeed(models.Model):
    """A secret address at which a calendar reads when somebody's duties are due. The address itself is not kept."""

    username = models.CharField(max_length=150)
    with_desk = models.BooleanField(default=False)  # what the agency's desk owes, too
    hash = models.CharField(max_length=64, blank=True, db_index=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="duties_one_calendar_each", fields=["username"], condition=Q(ended_at__isnull=True)
            ),
        ]

    class Sensitivity:
        identifies = {"username", "hash"}
        describes: set[str] = set()
        harmless = {"id", "with_desk", "made_at", "ended_at"}


class DayTold(models.Model):
    """A day on which everybody was told what is owed, so that nobody is told twice."""

    day = models.DateField(unique=True)
    letters = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "day", "letters", "at"}
