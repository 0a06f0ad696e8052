"""The agreements in force, laid out to be asked; and their versions."""

from datetime import datetime
from functools import lru_cache

from django.db.models import QuerySet

from wraparound.agencies.queries import agencies_ever
from wraparound.agencies.words import AgencyType
from wraparound.exchange.models import Agreement, Draft
from wraparound.exchange.rules import Policy, may_tell
from wraparound.exchange.rules.writing import clauses_of, now_about
from wraparound.exchange.words import Agreed, Clause, Party, Question, Sharing
from wraparound.identity.queries.codes import numbers_retired

Led = tuple[tuple[int, int], ...]


def policy_now(at: datetime) -> Policy:
    """Give the agreements in force at a moment; with none adopted, everything is denied.

    Cost: two small queries, three where a clause is about one child; what they say is laid out once for a process.
    """
    found = Agreement.objects.filter(adopted_at__lte=at).order_by("-number").values_list("number", "hash").first()
    return _policy_in(*found) if found else Policy(Agreed(0, parties={one.code: one for one in parties_ever()}))


def sharing_of(question: Question, *, at: datetime) -> Sharing:
    """Say whether it may be told, under the agreements in force at a moment. Many at once: `policy_now`, `may_tell`."""
    return may_tell(question, policy=policy_now(at))


def parties_ever() -> tuple[Party, ...]:
    """Give the agencies that agreements can be about, those that have ended too. Cost: one query."""
    rows = agencies_ever().values_list("code", "name", "type", "ended_on")
    return tuple(Party(code, name, AgencyType(kind), ended) for code, name, kind, ended in rows)


def parties_now() -> list[Party]:
    """Give the agencies that work here now, by name, to be chosen from."""
    return sorted((one for one in parties_ever() if one.ended_on is None), key=lambda one: one.name.casefold())


def versions() -> QuerySet[Agreement]:
    """Find every version of the agreements, newest first, without their clauses."""
    return Agreement.objects.order_by("-number").defer("clauses")


def newest_to_change() -> Agreement | None:
    """Give the newest version, and have everybody else who would change the agreements wait."""
    return Agreement.objects.select_for_update(of=("self",)).order_by("-number").first()


def draft_to_change() -> Draft | None:
    """Give the draft that is neither adopted nor given up, to be changed."""
    return Draft.objects.select_for_update(of=("self",)).filter(ended_at__isnull=True).first()


def _policy_in(number: int, hash_: str) -> Policy:
    """Give one version of the agreements; a clause about someone who was taken in by another is about the other."""
    clauses = _clauses(number, hash_)
    named = frozenset(person for clause in clauses for person in clause.persons)
    led = tuple(sorted(numbers_retired(named).items())) if named else ()
    return _laid_out(number, hash_, parties_ever(), led)


@lru_cache(maxsize=16)
def _clauses(number: int, hash_: str) -> tuple[Clause, ...]:
    """Read and build a version once: what has the same fingerprint is the same for ever."""
    held = Agreement.objects.filter(number=number, hash=hash_).values_list("clauses", flat=True)[0]
    return clauses_of(held)


@lru_cache(maxsize=16)
def _laid_out(number: int, hash_: str, parties: tuple[Party, ...], led: Led) -> Policy:
    return Policy(Agreed(number, now_about(_clauses(number, hash_), led=dict(led)), {one.code: one for one in parties}))
