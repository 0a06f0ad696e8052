"""The ledger's tables. The database itself refuses to change or delete a row (migration 0002)."""

from django.db import models

from wraparound.ledger.words import Kind


class Entry(models.Model):
    """One line: who did or saw what, when, for which agency and purpose."""

    day = models.DateField()
    place = models.PositiveIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=4, choices=Kind.choices())
    username = models.CharField(max_length=150)
    agency = models.CharField(max_length=60)
    purpose = models.CharField(max_length=60, blank=True)
    event = models.CharField(max_length=80)
    facts = models.JSONField()
    rules = models.CharField(max_length=40, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(name="ledger_one_place_a_day", fields=["day", "place"])]
        indexes = [
            models.Index(name="ledger_by_whom", fields=["username", "-id"]),
            models.Index(name="ledger_by_agency", fields=["agency", "-id"]),
            models.Index(name="ledger_by_event", fields=["event", "-id"]),
        ]

    class Sensitivity:
        identifies = {"username"}
        describes = {"facts", "purpose", "event"}
        harmless = {"id", "day", "place", "at", "kind", "agency", "rules", "previous", "hash"}

    def said(self) -> dict[str, object]:
        """Give all that the entry says, as its hash covers it."""
        plain = ("place", "username", "agency", "purpose", "event", "facts", "rules")
        told = {"day": self.day.isoformat(), "at": self.at.isoformat(), "kind": str(self.kind)}
        return told | {name: getattr(self, name) for name in plain}


class Mention(models.Model):
    """That an entry is about a person, so that "who looked at this child" is one look-up."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    person = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(name="ledger_mention_once", fields=["person", "entry"])]

    class Sensitivity:
        identifies = {"person"}
        describes: set[str] = set()
        harmless = {"id", "entry"}


class Seal(models.Model):
    """A signed head: the hash of a day's chain up to one entry, to be handed out and held against the ledger."""

    day = models.DateField()
    place = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Sensitivity:
        identifies: set[str] = set()
        describes: set[str] = set()
        harmless = {"id", "day", "place", "hash", "signature", "key", "at"}
