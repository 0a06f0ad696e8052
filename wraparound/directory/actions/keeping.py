"""Adding, changing, confirming and closing a local service; what was said before is kept."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

from wraparound.agencies.rules import LONDON
from wraparound.directory.actions.writing import CannotKeepService, add, put
from wraparound.directory.events import ServiceConfirmed
from wraparound.directory.models import LocalService, ServiceStep
from wraparound.directory.policies import check_may_keep_directory
from wraparound.directory.queries.known import codes_taken, facts_of, known, services_to_change
from wraparound.directory.rules import changes, code_for, faults, normal
from wraparound.directory.words import ServiceFacts, ServiceFault, ServiceHappened
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole, write_down


@whole
def keep_service(
    facts: ServiceFacts, *, code: str = "", seen: int | None = None, by: Actor, at: datetime
) -> LocalService:
    """Add a service, or change the one of a code; `seen` is the version that whoever changes it had before them.

    Whoever keeps it says with it that all of it is right, so that it counts as confirmed.
    """
    check_may_keep_directory(by)
    facts = normal(facts)
    wrong = faults(facts, known=known())
    if wrong:
        raise CannotKeepService(wrong[0].right, faults=tuple(wrong))
    today = _day(at)
    if not code:
        facts = _as_of(facts, before=None, today=today)
        return add(facts, number=uuid4(), code=code_for(facts.name, taken=codes_taken()), confirmed_on=today, by=by,
                   at=at)  # fmt: skip
    service = _held(code)
    if seen is not None and seen != service.version:
        raise CannotKeepService("Somebody changed this service since you opened it. Look at it again, then change it.")
    facts = _as_of(facts, before=facts_of(service), today=today)
    if changes(facts_of(service), after=facts):
        service.confirmed_on, service.confirmed_by = today, by.username
        return put(service, facts=facts, kind=ServiceHappened.CHANGED, by=by, at=at)
    return confirm_service(code, by=by, at=at)


@whole
def confirm_service(code: str, *, by: Actor, at: datetime) -> LocalService:
    """Say that what the directory says of a service is still right. Twice on one day by one person is once."""
    check_may_keep_directory(by)
    service = _held(code)
    if (service.confirmed_on, service.confirmed_by) == (_day(at), by.username):
        return service
    service.confirmed_on, service.confirmed_by, service.changed_at = _day(at), by.username, at
    service.save(update_fields=["confirmed_on", "confirmed_by", "changed_at"])
    ServiceStep.objects.create(service=service, kind=ServiceHappened.CONFIRMED, by=by.username, at=at)
    write_down(ServiceConfirmed(service.code), by=by, at=at)
    return service


@whole
def close_service(code: str, *, on: date, why: str, by: Actor, at: datetime) -> LocalService:
    """Say from which day on a service is closed, and why. It stays in the directory, and is said to be closed."""
    check_may_keep_directory(by)
    service, why = _held(code), " ".join(why.split())
    facts = facts_of(service)
    if facts.closes_on is not None and facts.closes_on <= _day(at):
        raise CannotKeepService("This service is closed already.")
    if not why:
        raise CannotKeepService("Say why it closes.", faults=(ServiceFault("why", "", "Say why it closes"),))
    if facts.opens_on and on < facts.opens_on:
        fault = ServiceFault("on", on.isoformat(), "It cannot close before it opens")
        raise CannotKeepService(fault.right, faults=(fault,))
    after = replace(facts, closes_on=on)
    return put(service, facts=after, kind=ServiceHappened.CLOSED, words=why, by=by, at=at)


def _held(code: str) -> LocalService:
    service = services_to_change(code=code).first()
    if service is None:
        raise CannotKeepService("There is no service of this code.")
    return service


def _as_of(facts: ServiceFacts, *, before: ServiceFacts | None, today: date) -> ServiceFacts:
    """Say of which day places and the wait are told, where whoever changes them does not."""
    if facts.places_free is None and facts.wait_weeks is None:
        return replace(facts, capacity_on=None)
    told_before = before is not None and facts.capacity_on == before.capacity_on
    changed = before is None or (facts.places_free, facts.wait_weeks) != (before.places_free, before.wait_weeks)
    keep = facts.capacity_on and not (changed and told_before)
    return facts if keep else replace(facts, capacity_on=today)


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
