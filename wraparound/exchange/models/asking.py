"""Questions to partners, whom each reached, and what was answered."""

from django.db import models

from wraparound.access.words import Purpose
from wraparound.exchange.words import Basis
from wraparound.exchange.words.asks import FileKind, Outcome, Urgency, Withheld


class Ask(models.Model):
    """One question about a child, and perhaps others of the household, to some partners at once."""

    ref = models.CharField(max_length=12, unique=True)  # by chance: it tells of no other question
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose.choices())
    basis = models.CharField(max_length=10, choices=Basis.choices())
    what_for = models.TextField()
    named = models.TextField(blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency.choices())
    decider = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=150)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(name="exchange_ask_by_agency", fields=["agency", "-asked_at"])]
        constraints = [
            models.CheckConstraint(
                name="exchange_ask_withdrawn_whole",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by="", withdrawn_why="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_by="") & ~models.Q(withdrawn_why="")),
            ),
        ]

    class Sensitivity:
        identifies = {"person", "named", "asked_by", "decider", "withdrawn_by"}
        describes = {"what_for", "withdrawn_why"}
        harmless = {"id", "ref", "agency", "purpose", "basis", "urgency", "asked_at", "withdrawn_at"}

    def __str__(self) -> str:
        """Give its reference, which names nobody."""
        return self.ref


class AskDraft(models.Model):
    """A question as far as somebody has typed it, kept so that nothing is lost before it is asked."""

    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")
    username = models.CharField(max_length=150)
    purpose = models.CharField(max_length=20, blank=True)
    what_for = models.TextField(blank=True)
    named = models.TextField(blank=True)
    urgency = models.CharField(max_length=10, blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(name="exchange_one_draft_of_a_question", fields=["person", "username"])]

    class Sensitivity:
        identifies = {"person", "username", "named"}
        describes = {"what_for", "purpose"}
        harmless = {"id", "urgency", "saved_at"}


class Asked(models.Model):
    """One partner of a question. A partner that may not know of the child has no row: it was never asked."""

    ask = models.ForeignKey(Ask, on_delete=models.PROTECT, related_name="asked")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    address = models.EmailField(blank=True)  # the desk's, to which links are bound
    why = models.CharField(max_length=300)  # this partner
    asked_at = models.DateTimeField()
    duty = models.BigIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices(), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    unreached_at = models.DateTimeField(null=True, blank=True)
    unreached_why = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="exchange_asked_once", fields=["ask", "agency"]),
            models.CheckConstraint(
                name="exchange_asked_answered_whole",
                condition=models.Q(outcome="", answered_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(answered_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(name="exchange_asked_of", fields=["agency", "-asked_at"])]

    class Sensitivity:
        identifies = {"address"}
        describes = {"why", "outcome"}
        harmless = {
            "id", "ask", "agency", "asked_at", "duty", "answered_at", "unreached_at",
            "unreached_why", "withdrawn_at",
        }  # fmt: skip


class AskedAbout(models.Model):
    """Someone about whom a partner is asked: a sibling may be told to one partner and not to another."""

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="about")
    person = models.ForeignKey("identity.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="exchange_about_once", fields=["asked", "person"])]

    class Sensitivity:
        identifies = {"person"}
        describes: set[str] = set()
        harmless = {"id", "asked"}


class Answer(models.Model):
    """What a partner wrote: a draft until it is sent, and never changed after; more may be sent later."""

    asked = models.ForeignKey(Asked, on_delete=models.PROTECT, related_name="answers")
    outcome = models.CharField(max_length=20, choices=Outcome.choices(), blank=True)
    since = models.CharField(max_length=200, blank=True)
    knows = models.TextField(blank=True)
    strengths = models.TextField(blank=True)
    worries = models.TextField(blank=True)
    contact = models.CharField(max_length=300, blank=True)
    sealed = models.TextField(blank=True)  # encrypted: for whoever decides alone
    sealed_by = models.CharField(max_length=254, blank=True)  # who wrote it, and alone reads it before it is sent
    wording = models.TextField(blank=True)
    withheld = models.CharField(max_length=20, choices=Withheld.choices(), blank=True)
    reason = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)
    considered = models.BooleanField(default=False)
    name = models.CharField(max_length=150, blank=True)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=254)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="exchange_one_draft", fields=["asked"], condition=models.Q(sent_at__isnull=True)
            ),
            models.CheckConstraint(
                name="exchange_sent_with_outcome", condition=models.Q(sent_at__isnull=True) | ~models.Q(outcome="")
            ),
        ]

    class Sensitivity:
        identifies = {"contact", "name", "saved_by", "sealed_by"}
        describes = {
            "outcome", "since", "knows", "strengths", "worries", "sealed", "wording", "withheld", "reason",
        }  # fmt: skip
        harmless = {"id", "asked", "until", "considered", "saved_at", "sent_at"}


class Wording(models.Model):
    """Other words that the decider asks for in place of what is sealed; they go on once the partner agrees."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="wordings")
    words = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=150)
    agreed = models.BooleanField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="exchange_one_wording_open", fields=["answer"], condition=models.Q(agreed__isnull=True)
            )
        ]

    class Sensitivity:
        identifies = {"proposed_by", "decided_by"}
        describes = {"words"}
        harmless = {"id", "answer", "proposed_at", "agreed", "decided_at"}


class Attachment(models.Model):
    """A file sent with an answer: checked by how it begins, kept encrypted, handed out as a download alone."""

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=10, choices=FileKind.choices())
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=254)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Sensitivity:
        identifies = {"added_by"}
        describes = {"name"}
        harmless = {"id", "answer", "kind", "size", "sha256", "place", "added_at", "removed_at"}
