"""Writes a service with a line of its past; only for the actions that call it."""

from dataclasses import asdict, astuple
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from wraparound.directory.events import ServiceAdded, ServiceChanged, ServiceClosed, ServiceConfirmed
from wraparound.directory.models import LocalService, ServiceStep
from wraparound.directory.queries.known import facts_of
from wraparound.directory.rules import changes
from wraparound.directory.words import ServiceFacts, ServiceFault, ServiceHappened
from wraparound.kernel.acting import Actor, CannotDo, Event
from wraparound.ledger.actions import whole, write_down

FROM_A_FILE = "From a file"
AT_THE_SAME_TIME = "Somebody added a service at the same moment. Nothing was kept of yours: send it again."


class CannotKeepService(CannotDo):
    """What is said of a service does not hold together, or is not what its reader saw; `faults` says which fields."""

    def __init__(self, words: str, *, faults: tuple[ServiceFault, ...] = ()) -> None:
        """Keep what is wrong, field by field."""
        super().__init__(words)
        self.faults = faults


@whole
def add(
    facts: ServiceFacts, *, number: UUID, code: str, confirmed_on: date | None, imported: str = "", by: Actor,
    at: datetime,
) -> LocalService:  # fmt: skip
    """Add a service; `imported` is the fingerprint of the row of a file that it was read from."""
    said = _columns(facts) | {"number": number, "code": code, "confirmed_on": confirmed_on, "changed_at": at}
    said |= {"confirmed_by": "" if imported else by.username, "fingerprint": imported}
    try:
        with transaction.atomic():
            service = LocalService.objects.create(**said)
    except IntegrityError as wrong:  # its code or its number was free when it was looked for
        raise CannotKeepService(AT_THE_SAME_TIME) from wrong
    words = FROM_A_FILE if imported else ""
    ServiceStep.objects.create(service=service, kind=ServiceHappened.ADDED, words=words, by=by.username, at=at)
    write_down(ServiceAdded(service.code), by=by, at=at)
    return service


@whole
def put(
    service: LocalService, *, facts: ServiceFacts, kind: ServiceHappened, words: str = "", by: Actor, at: datetime
) -> LocalService:
    """Have a service say other facts, and keep what it said before."""
    changed = changes(facts_of(service), after=facts)
    for name, value in _columns(facts).items():
        setattr(service, name, value)
    service.version, service.changed_at = service.version + bool(changed), at
    service.save()
    told = [list(astuple(one)) for one in changed]
    ServiceStep.objects.create(service=service, kind=kind, changed=told, words=words, by=by.username, at=at)
    write_down(_happened(service, kind=kind, fields=tuple(one.field for one in changed)), by=by, at=at)
    return service


def _happened(service: LocalService, *, kind: ServiceHappened, fields: tuple[str, ...]) -> Event:
    if kind is ServiceHappened.CLOSED:
        return ServiceClosed(service.code, f"{service.closes_on}")
    if kind is ServiceHappened.CONFIRMED:
        return ServiceConfirmed(service.code)
    return ServiceChanged(service.code, fields)


def _columns(facts: ServiceFacts) -> dict[str, object]:
    return asdict(facts) | {"levels": list(facts.levels), "needs": list(facts.needs)}
