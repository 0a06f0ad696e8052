"""What leaves the building, and the work that time itself sets."""

from django.db import models

from wraparound.agencies.words import LetterCode
from wraparound.post.words import LetterState

OPEN = [str(LetterState.WAITING), str(LetterState.SENDING)]


class Letter(models.Model):
    """A letter, written in the transaction of what it tells and sent after it. No words that anybody typed stand in it.

    Its text is made when it is sent, from the area's wording and the facts; the link it may carry is drawn then.
    """

    template = models.CharField(max_length=30, choices=LetterCode.choices())
    address = models.EmailField()
    name = models.CharField(max_length=150, blank=True)
    agency = models.CharField(max_length=60)
    facts = models.JSONField()
    about = models.CharField(max_length=80, blank=True)  # what it tells of: ask:Q-7K3M
    link = models.BigIntegerField(null=True, blank=True)  # the number of the link it carries
    once = models.CharField(max_length=120, blank=True)  # what may be told once alone
    state = models.CharField(max_length=10, choices=LetterState.choices(), default=LetterState.WAITING)
    message_id = models.CharField(max_length=150, unique=True)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField()
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=500, blank=True)  # what whoever carries it last said against it
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="post_letter_once", fields=["once"], condition=~models.Q(once="")),
            models.CheckConstraint(
                name="post_letter_leased_whole",
                condition=models.Q(state=LetterState.SENDING, lease_until__isnull=False) & ~models.Q(worker="")
                | (~models.Q(state=LetterState.SENDING) & models.Q(lease_until__isnull=True, worker="")),
            ),
            models.CheckConstraint(
                name="post_letter_sent_at",
                condition=models.Q(state=LetterState.SENT, sent_at__isnull=False)
                | (~models.Q(state=LetterState.SENT) & models.Q(sent_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(name="post_letters_due", fields=["next_at", "id"], condition=models.Q(state__in=OPEN)),
            models.Index(name="post_letters_about", fields=["about"]),
            models.Index(name="post_letters_by_state", fields=["state", "-written_at", "-id"]),
            models.Index(name="post_letters_newest", fields=["-written_at", "-id"]),
        ]

    class Sensitivity:
        identifies = {"address", "name", "written_by"}
        describes: set[str] = set()
        harmless = {
            "id", "template", "agency", "facts", "about", "link", "once", "state", "message_id", "tries", "next_at",
            "worker", "lease_until", "why", "written_at", "sent_at",
        }  # fmt: skip


class Errand(models.Model):
    """Work that time sets again and again: whose it is now, when it was last done, and what is wrong with it."""

    code = models.CharField(max_length=60, unique=True)
    worker = models.CharField(max_length=100, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveBigIntegerField(default=0)  # how many things, ever
    did_at = models.DateTimeField(null=True, blank=True)  # when there last was something to do
    why = models.CharField(max_length=500, blank=True)  # the fault of the last time; empty where it went well
    failures = models.PositiveIntegerField(default=0)  # times that it failed, one after another
    failed_at = models.DateTimeField(null=True, blank=True)

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {
            "id", "code", "worker", "lease_until", "began_at", "ended_at", "done", "did_at", "why", "failures",
            "failed_at",
        }  # fmt: skip
