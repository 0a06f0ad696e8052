"""Contacts: what the front door was told, about whom, and all that happened since."""

from django.db import models
from django.db.models import Q

from wraparound.frontdoor.words import Channel, ContactState, Did, FamilyTold, Teller, ToldHow, Urgency


class Contact(models.Model):
    """Somebody telling the front door about a child, or several of a family."""

    ref = models.CharField(max_length=12, unique=True)  # by chance: it tells of no other contact
    channel = models.CharField(max_length=10, choices=Channel.choices())
    teller = models.CharField(max_length=20, choices=Teller.choices())
    agency = models.ForeignKey("agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    teller_username = models.CharField(max_length=150, blank=True)
    teller_name = models.CharField(max_length=150, blank=True)
    teller_role = models.CharField(max_length=150, blank=True)
    teller_phone = models.CharField(max_length=40, blank=True)
    teller_email = models.EmailField(blank=True)
    stays_unnamed = models.BooleanField(default=False)
    link = models.BigIntegerField(null=True, blank=True)  # by which it was told, and can be followed
    code_hash = models.CharField(max_length=64, blank=True)  # of the code that opens its page
    key = models.CharField(max_length=80, blank=True)  # of what was typed, so that it is taken in once
    other = models.CharField(max_length=80, blank=True)  # an outside system's reference
    story = models.TextField()
    wants = models.TextField(blank=True)
    family_told = models.CharField(max_length=10, choices=FamilyTold.choices(), blank=True)
    family_words = models.TextField(blank=True)
    happened_on = models.DateField(null=True, blank=True)
    received_at = models.DateTimeField()
    received_by = models.CharField(max_length=254)
    state = models.CharField(max_length=10, choices=ContactState.choices(), default=ContactState.RECEIVED)
    moved_at = models.DateTimeField()
    urgency = models.CharField(max_length=10, choices=Urgency.choices(), blank=True)
    holder = models.CharField(max_length=150, blank=True)  # who at the door has taken it up
    lead = models.CharField(max_length=150, blank=True)  # who leads the work with the family already
    duty = models.BigIntegerField(null=True, blank=True)  # the decision that is owed
    due_at = models.DateTimeField(null=True, blank=True)  # when it is due, as its duty says
    decided_at = models.DateTimeField(null=True, blank=True)  # for the first time, by which the law's clock goes
    local_duty = models.BigIntegerField(null=True, blank=True)
    local_due_at = models.DateTimeField(null=True, blank=True)
    telling_duty = models.BigIntegerField(null=True, blank=True)  # telling whoever raised it
    told_at = models.DateTimeField(null=True, blank=True)
    told_how = models.CharField(max_length=10, choices=ToldHow.choices(), blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    joined_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="joined")

    class Meta:
        indexes = [
            models.Index(name="frontdoor_open", fields=["due_at"], condition=Q(ended_at__isnull=True)),
            models.Index(name="frontdoor_by_moment", fields=["-received_at"]),
            models.Index(name="frontdoor_told_by", fields=["teller_username", "-received_at"]),
        ]
        constraints = [
            models.UniqueConstraint(name="frontdoor_taken_in_once", fields=["key"], condition=~Q(key="")),
            models.CheckConstraint(
                name="frontdoor_ends_accepted_and_told",
                condition=Q(ended_at__isnull=True)
                | Q(told_at__isnull=False, state__in=[ContactState.ACCEPTED, ContactState.BEGUN, ContactState.JOINED]),
            ),
            models.CheckConstraint(
                name="frontdoor_joined_whole",
                condition=Q(state=ContactState.JOINED, joined_to__isnull=False)
                | (~Q(state=ContactState.JOINED) & Q(joined_to__isnull=True)),
            ),
            models.CheckConstraint(
                name="frontdoor_told_whole",
                condition=Q(told_at__isnull=True, told_how="") | (Q(told_at__isnull=False) & ~Q(told_how="")),
            ),
        ]

    class Sensitivity:
        identifies = {
            "teller_username", "teller_name", "teller_role", "teller_phone", "teller_email", "received_by", "holder",
            "lead",
        }  # fmt: skip
        describes = {"story", "wants", "family_told", "family_words", "happened_on", "urgency"}
        harmless = {
            "id", "ref", "channel", "teller", "agency", "stays_unnamed", "link", "code_hash", "key", "other",
            "received_at", "state", "moved_at", "duty", "due_at", "decided_at", "local_duty", "local_due_at",
            "telling_duty", "told_at", "told_how", "ended_at", "joined_to",
        }  # fmt: skip

    def __str__(self) -> str:
        """Give its reference, which names nobody."""
        return self.ref


class ContactChild(models.Model):
    """A child of a contact: somebody of the index, or only what was said of them until somebody finds out who."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="children")
    place = models.PositiveSmallIntegerField()
    person = models.ForeignKey("identity.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=150, blank=True)  # as told
    name_folded = models.CharField(max_length=150, blank=True)  # as it is compared with other names
    called = models.CharField(max_length=150, blank=True)  # in the index, once it is known who they are
    born = models.CharField(max_length=40, blank=True)
    unborn = models.BooleanField(default=False)
    sex = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    school = models.CharField(max_length=150, blank=True)
    nhs_number = models.CharField(max_length=20, blank=True)
    described = models.CharField(max_length=300, blank=True)
    found_at = models.DateTimeField(null=True, blank=True)
    found_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="frontdoor_child_place", fields=["contact", "place"]),
            models.UniqueConstraint(
                name="frontdoor_child_once", fields=["contact", "person"], condition=Q(person__isnull=False)
            ),
            models.CheckConstraint(
                name="frontdoor_child_someone",
                condition=Q(person__isnull=False) | ~Q(name="") | ~Q(described="") | Q(unborn=True),
            ),
        ]
        indexes = [
            models.Index(name="frontdoor_about", fields=["person"]),
            models.Index(name="frontdoor_named", fields=["name_folded"], condition=~Q(name_folded="")),
        ]

    class Sensitivity:
        identifies = {
            "person",
            "name",
            "name_folded",
            "called",
            "born",
            "address",
            "school",
            "nhs_number",
            "described",
            "found_by",
        }
        describes = {"unborn", "sex"}
        harmless = {"id", "contact", "place", "found_at"}


class ContactStep(models.Model):
    """Something that happened to a contact, by whom and when: written once, never changed."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="steps")
    did = models.CharField(max_length=30, choices=Did.choices())
    words = models.TextField(blank=True)
    by = models.CharField(max_length=254)
    by_name = models.CharField(max_length=254, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(name="frontdoor_steps_of", fields=["contact", "at"])]

    class Sensitivity:
        identifies = {"by", "by_name"}
        describes = {"words"}
        harmless = {"id", "contact", "did", "at"}


class ContactDraft(models.Model):
    """What somebody has typed and not sent yet: kept for whoever types it, by their account, link or browser."""

    key = models.CharField(max_length=80, unique=True)
    owner = models.CharField(max_length=200)
    page = models.CharField(max_length=40, blank=True)  # such as decide:C-7K3M-92QX; "" for a worry to tell
    said = models.JSONField()
    saved_at = models.DateTimeField()
    thrown_at = models.DateTimeField(null=True, blank=True)  # thrown away; it can be brought back for a day

    class Meta:
        indexes = [models.Index(name="frontdoor_drafts_of", fields=["owner", "-saved_at"])]

    class Sensitivity:
        identifies = {"owner", "said"}
        describes: set[str] = set()
        harmless = {"id", "key", "page", "saved_at", "thrown_at"}


class Reading(models.Model):
    """That somebody at the door has a contact before them now."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="+")
    username = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="frontdoor_reads_once", fields=["contact", "username"])]

    class Sensitivity:
        identifies = {"username"}
        describes: set[str] = set()
        harmless = {"id", "contact", "at"}
