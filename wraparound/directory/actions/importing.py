"""Taking a file of services in: good rows go in, others wait, and the same file again changes nothing."""

from dataclasses import asdict
from datetime import datetime

from wraparound.agencies.rules import LONDON
from wraparound.directory.actions.writing import FROM_A_FILE, add, put
from wraparound.directory.events import ServicesImported
from wraparound.directory.models import LocalService, RowWaiting, ServiceLoad
from wraparound.directory.policies import check_may_keep_directory
from wraparound.directory.queries.known import codes_taken, facts_of, known, services_to_change
from wraparound.directory.rules import changes, code_for
from wraparound.directory.rules.open_referral import Unreadable, read_file
from wraparound.directory.words import ServiceHappened, ServiceRead
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down

LARGEST = 25 << 20  # bytes
MOST_KEPT = 1_000  # rows that wait which are kept one by one
TOO_LARGE = "The file is larger than 25 MB. Send it in parts."


class CannotImport(CannotDo):
    """A file is no list of services that can be read."""


@whole
def import_services(content: bytes, *, file: str, by: Actor, at: datetime) -> ServiceLoad:
    """Take in a file of services as Open Referral UK writes them.

    A row that was taken in before is passed over, whatever keepers have changed in the page since. What a file no
    longer holds stays.
    """
    check_may_keep_directory(by)
    if len(content) > LARGEST:
        raise CannotImport(TOO_LARGE)
    try:
        read = read_file(content, known=known(), on=at.astimezone(LONDON).date())
    except Unreadable as wrong:
        raise CannotImport(str(wrong)) from wrong
    held = {one.number: one for one in services_to_change()}
    taken, done = codes_taken(), {"added": 0, "changed": 0}
    for one in read.services:
        became = _take(one, held=held.get(one.number), taken=taken, by=by, at=at)
        if became:
            done[became] += 1
    aside = len({one.row for one in read.aside})
    load = ServiceLoad.objects.create(file=file[:255], rows=read.rows, **done, set_aside=aside, at=at, by=by.username)
    RowWaiting.objects.bulk_create([RowWaiting(load=load, **asdict(one)) for one in read.aside[:MOST_KEPT]])
    told = ServicesImported(load.pk, load.file, load.rows, load.added, load.changed, load.set_aside)
    write_down(told, by=by, at=at)
    return load


def _take(one: ServiceRead, *, held: LocalService | None, taken: set[str], by: Actor, at: datetime) -> str:
    """Take one row in and say whether the service was added or changed; "" where it says nothing new."""
    if held is None:
        wished = one.code if one.code and code_for(one.code, taken=taken) == one.code else ""
        code = wished or code_for(one.facts.name, taken=taken)
        taken.add(code)
        add(one.facts, number=one.number, code=code, confirmed_on=one.confirmed_on, imported=one.fingerprint, by=by,
            at=at)  # fmt: skip
        return "added"
    if held.fingerprint == one.fingerprint:
        return ""
    held.fingerprint = one.fingerprint
    newer = one.confirmed_on is not None and (held.confirmed_on is None or one.confirmed_on > held.confirmed_on)
    if newer:
        held.confirmed_on, held.confirmed_by = one.confirmed_on, ""
    differs = bool(changes(facts_of(held), after=one.facts))
    if newer or differs:
        kind = ServiceHappened.CHANGED if differs else ServiceHappened.CONFIRMED
        put(held, facts=one.facts, kind=kind, words=FROM_A_FILE, by=by, at=at)
        return "changed"
    held.save(update_fields=["fingerprint"])
    return ""
