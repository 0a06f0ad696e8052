"""Seats in teams, and work that teams and local services are asked to take on."""

from django.db import models
from django.db.models import F, Q

from wraparound.teams.rules.states import CLOSED, HELD, WAITS
from wraparound.teams.words import WorkAct, WorkStanding

WITH_WHY = (WorkStanding.REFUSED, WorkStanding.NOT_TAKEN_UP, WorkStanding.WITHDRAWN, WorkStanding.ENDED)


class Seat(models.Model):
    """An agency's place in a team: who fills it, as what, for how much of full time, from a day to a day."""

    team = models.ForeignKey("agencies.Team", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    username = models.CharField(max_length=150, blank=True)
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=150)
    share = models.PositiveSmallIntegerField()  # hundredths of full time
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    given_by = models.CharField(max_length=150)
    given_at = models.DateTimeField()
    ended_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [models.Index(name="teams_seat_of", fields=["username"], condition=~Q(username=""))]
        constraints = [
            models.UniqueConstraint(
                name="teams_one_seat_each",
                fields=["team", "username"],
                condition=Q(ends_on__isnull=True) & ~Q(username=""),
            ),
            models.CheckConstraint(name="teams_seat_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(name="teams_seat_can_be_reached", condition=~Q(username="") | ~Q(email="")),
            models.CheckConstraint(name="teams_seat_share", condition=Q(share__gte=1, share__lte=100)),
            models.CheckConstraint(
                name="teams_seat_begins_before_it_ends",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("begins_on")),
            ),
        ]

    class Sensitivity:
        identifies = {"username", "name", "email", "given_by", "ended_by"}
        describes: set[str] = set()
        harmless = {"id", "team", "agency", "role", "share", "begins_on", "ends_on", "given_at"}

    def __str__(self) -> str:
        """Name who fills it."""
        return self.name


class Work(models.Model):
    """What a team or a local service is asked to take on for a child or several, until somebody named accepts it."""

    ref = models.CharField(max_length=12, unique=True)  # by chance: it tells of no other work
    about = models.CharField(max_length=80, db_index=True)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    team = models.ForeignKey("agencies.Team", on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    service = models.CharField(max_length=60, blank=True)
    service_name = models.CharField(max_length=150)
    address = models.EmailField(blank=True)  # to which links are bound
    level = models.SlugField(max_length=60, blank=True)
    leads = models.BooleanField(default=False)
    words = models.TextField()
    standing = models.CharField(max_length=15, choices=WorkStanding.choices(), default=WorkStanding.WANTED)
    asking_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    due_rule = models.SlugField(max_length=60)
    duty = models.BigIntegerField(null=True, blank=True)  # what whoever is asked owes now
    allocated_to = models.CharField(max_length=150, blank=True)  # a username
    holder = models.CharField(max_length=150, blank=True)  # a username; none for somebody without an account
    holder_name = models.CharField(max_length=150, blank=True)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    why = models.TextField(blank=True)  # it is over
    unreached_at = models.DateTimeField(null=True, blank=True)
    unreached_why = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(name="teams_work_of_team", fields=["team", "standing", "asked_at"]),
            models.Index(name="teams_work_of_agency", fields=["agency", "standing", "asked_at"]),
            models.Index(name="teams_work_held_by", fields=["holder"], condition=~Q(holder="")),
            models.Index(name="teams_work_allocated_to", fields=["allocated_to"], condition=~Q(allocated_to="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="teams_work_accepted_by_a_name",
                condition=~Q(standing__in=[*HELD, WorkStanding.ENDED, WorkStanding.NOT_TAKEN_UP])
                | (Q(accepted_at__isnull=False) & ~Q(holder_name="")),
            ),
            models.CheckConstraint(
                name="teams_work_waits_for_nobody_yet",
                condition=~Q(standing__in=[*WAITS, WorkStanding.REFUSED])
                | Q(accepted_at__isnull=True, holder="", holder_name="", seat__isnull=True),
            ),
            models.CheckConstraint(
                name="teams_work_allocated_to_somebody",
                condition=(Q(standing=WorkStanding.ALLOCATED) & ~Q(allocated_to=""))
                | (~Q(standing=WorkStanding.ALLOCATED) & Q(allocated_to="")),
            ),
            models.CheckConstraint(
                name="teams_work_begun_at", condition=~Q(standing=WorkStanding.BEGUN) | Q(begun_at__isnull=False)
            ),
            models.CheckConstraint(name="teams_work_over_with_why", condition=~Q(standing__in=WITH_WHY) | ~Q(why="")),
            models.CheckConstraint(
                name="teams_work_closed_at",
                condition=Q(standing__in=CLOSED, closed_at__isnull=False)
                | (~Q(standing__in=CLOSED) & Q(closed_at__isnull=True)),
            ),
        ]

    class Sensitivity:
        identifies = {"asked_by", "allocated_to", "holder", "holder_name", "address"}
        describes = {"words", "why", "level", "service", "service_name", "leads"}
        harmless = {
            "id", "ref", "about", "agency", "team", "standing", "asking_agency", "asked_at", "due_rule", "duty", "seat",
            "accepted_at", "begun_at", "closed_at", "unreached_at", "unreached_why",
        }  # fmt: skip

    def __str__(self) -> str:
        """Give its reference, which names nobody."""
        return self.ref


class WorkChild(models.Model):
    """Somebody for whom work is asked."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="children")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="teams_work_child_once", fields=["work", "person"])]

    class Sensitivity:
        identifies = {"person"}
        describes: set[str] = set()
        harmless = {"id", "work"}


class WorkStep(models.Model):
    """A line of the history of a piece of work. Written once, never changed."""

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=15, choices=WorkAct.choices())
    by = models.CharField(max_length=254)
    name = models.CharField(max_length=254)  # of whoever did it, as they were called then
    who = models.CharField(max_length=150, blank=True)  # who takes it on from then
    words = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="teams_work_history", fields=["work", "id"])]

    class Sensitivity:
        identifies = {"by", "name", "who"}
        describes = {"words", "act"}
        harmless = {"id", "work", "at"}
