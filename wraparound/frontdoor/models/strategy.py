"""Strategy discussions: called, with whom it needs, held with what was decided, or called off with why."""

from django.db import models
from django.db.models import Q

from wraparound.frontdoor.models.contacts import Contact, ContactChild
from wraparound.frontdoor.words.strategy import DiscussionState, Enquiry, InvitedSays, Medical, Meets


class Discussion(models.Model):
    """A strategy discussion about children of a contact."""

    ref = models.CharField(max_length=12, unique=True)  # by chance
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="discussions")
    why = models.TextField()
    how = models.CharField(max_length=10, choices=Meets.choices())
    where = models.CharField(max_length=300, blank=True)
    begins_at = models.DateTimeField()
    version = models.PositiveSmallIntegerField(default=0)  # how often it was moved, for calendars
    changed_at = models.DateTimeField()
    changed_why = models.TextField(blank=True)  # it was moved, or called off
    state = models.CharField(max_length=10, choices=DiscussionState.choices(), default=DiscussionState.CALLED)
    called_at = models.DateTimeField()
    called_by = models.CharField(max_length=150)
    called_by_name = models.CharField(max_length=254, blank=True)
    duty = models.BigIntegerField(null=True, blank=True)  # holding it
    held_at = models.DateTimeField(null=True, blank=True)  # written up
    held_by = models.CharField(max_length=150, blank=True)
    shared = models.TextField(blank=True)
    enquiry = models.CharField(max_length=10, choices=Enquiry.choices(), blank=True)
    instead = models.TextField(blank=True)
    medical = models.CharField(max_length=10, choices=Medical.choices(), blank=True)
    safety = models.TextField(blank=True)
    no_quorum_why = models.TextField(blank=True)
    conference_duty = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="frontdoor_one_called", fields=["contact"], condition=Q(state=DiscussionState.CALLED)
            ),
            models.CheckConstraint(
                name="frontdoor_held_whole",
                condition=Q(state=DiscussionState.HELD, held_at__isnull=False) & ~Q(enquiry="") & ~Q(shared="")
                | ~Q(state=DiscussionState.HELD) & Q(held_at__isnull=True, enquiry=""),
            ),
            models.CheckConstraint(
                name="frontdoor_called_off_with_why",
                condition=~Q(state=DiscussionState.CALLED_OFF) | ~Q(changed_why=""),
            ),
        ]

    class Sensitivity:
        identifies = {"called_by", "called_by_name", "held_by"}
        describes = {
            "why", "where", "changed_why", "shared", "enquiry", "instead", "medical", "safety", "no_quorum_why",
        }  # fmt: skip
        harmless = {
            "id", "ref", "contact", "how", "begins_at", "version", "changed_at", "state", "called_at", "duty",
            "held_at", "conference_duty",
        }  # fmt: skip

    def __str__(self) -> str:
        """Give its reference, which names nobody."""
        return self.ref


class DiscussionChild(models.Model):
    """A child whom a discussion is about."""

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="frontdoor_discussed_once", fields=["discussion", "child"])]

    class Sensitivity:
        identifies = {"child"}
        describes: set[str] = set()
        harmless = {"id", "discussion"}


class Invited(models.Model):
    """Somebody whom a discussion needs: invited, or not, with the reason; and what they said."""

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="invited")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    address = models.EmailField(blank=True)
    why = models.TextField()
    asked_at = models.DateTimeField()
    kept_back = models.TextField(blank=True)  # why they may not be told, and so are not invited
    unreached_why = models.CharField(max_length=300, blank=True)
    says = models.CharField(max_length=10, choices=InvitedSays.choices(), blank=True)
    said_at = models.DateTimeField(null=True, blank=True)
    said_by = models.CharField(max_length=254, blank=True)
    said_why = models.TextField(blank=True)
    instead_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    was_there = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="frontdoor_invited_once", fields=["discussion", "address"], condition=~Q(address="")
            ),
            models.CheckConstraint(
                name="frontdoor_cannot_with_why", condition=~Q(says=InvitedSays.CANNOT) | ~Q(said_why="")
            ),
            models.CheckConstraint(
                name="frontdoor_kept_back_says_nothing", condition=Q(kept_back="") | Q(says="", was_there=False)
            ),
        ]

    class Sensitivity:
        identifies = {"name", "address", "said_by"}
        describes = {"why", "kept_back", "said_why"}
        harmless = {
            "id", "discussion", "agency", "asked_at", "unreached_why", "says", "said_at", "instead_of", "was_there",
        }  # fmt: skip


class InvitedAbout(models.Model):
    """A child about whom somebody invited may know that the discussion asks."""

    invited = models.ForeignKey(Invited, on_delete=models.PROTECT, related_name="about")
    child = models.ForeignKey(ContactChild, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="frontdoor_invited_about_once", fields=["invited", "child"])]

    class Sensitivity:
        identifies = {"child"}
        describes: set[str] = set()
        harmless = {"id", "invited"}


class NextStep(models.Model):
    """What a discussion agreed to do next: whose it is, and by when. It is a duty of their agency."""

    discussion = models.ForeignKey(Discussion, on_delete=models.PROTECT, related_name="next_steps")
    place = models.PositiveSmallIntegerField()
    words = models.TextField()
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150)
    by_when = models.DateField()
    duty = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="frontdoor_step_place", fields=["discussion", "place"]),
            models.CheckConstraint(name="frontdoor_step_has_owner", condition=~Q(name="") & ~Q(words="")),
        ]

    class Sensitivity:
        identifies = {"name"}
        describes = {"words"}
        harmless = {"id", "discussion", "place", "agency", "by_when", "duty"}
