"""Files of notifications come in, every row kept at once, and rows that wait are mended, or said to be none."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction

from wraparound.access.rules import VERSION, says_why
from wraparound.agencies.queries import agency as agency_of
from wraparound.feeds.words import Fault
from wraparound.frontdoor.actions.incidents import take_in_incident
from wraparound.frontdoor.events import NoticeIsNone, NoticeMended, NoticesReceived
from wraparound.frontdoor.models import NoticeFile, NoticeLine
from wraparound.frontdoor.policies import check_may_give_notices
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.notices import CannotUseNotices, line_shown, notice_in
from wraparound.frontdoor.words.notices import NoticeRow, NoticesGiven, NoticeState
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import looked, whole, whole_look, write_down


class CannotMendNotice(CannotDo):
    """The row still has to wait, or is dealt with; `column` names where it is wrong."""

    def __init__(self, words: str, *, column: str = "") -> None:
        """Say which column it is about."""
        super().__init__(words)
        self.column = column


@whole
def receive_notices(given: NoticesGiven, *, by: Actor, at: datetime) -> NoticeFile:
    """Keep a file of notifications, row by row; the same file again is the one that came before."""
    check_may_give_notices(by, agency=given.agency, front_door=front_door())
    agency = agency_of(given.agency)
    if agency is None:
        raise CannotUseNotices(f"There is no agency with the code {given.agency[:40]}.")
    once = {"agency": agency, "kind": given.kind, "sha256": given.sha256}
    if before := NoticeFile.objects.filter(**once).first():
        return before
    said = {"name": given.name[:255], "headings": list(given.headings), "unread": list(given.unread)}
    try:
        with transaction.atomic():
            file = NoticeFile.objects.create(
                **once, **said, received_at=at, received_by=by.username, by_name=by.name or by.username
            )
    except IntegrityError:
        return NoticeFile.objects.get(**once)
    lines = [_line(file, row) for row in given.rows]
    NoticeLine.objects.bulk_create(lines, batch_size=500)
    waiting = sum(line.state == NoticeState.WAITS for line in lines)
    event = NoticesReceived(given.agency, given.kind, file.pk, file.name, file.sha256, len(lines), waiting)
    write_down(event, by=by, at=at)
    return file


@whole
def mend_notice(line: int, *, values: Mapping[str, str], by: Actor, at: datetime) -> NoticeLine:
    """Take in a row as somebody mended it; raises CannotMendNotice with what is still wrong."""
    held = _waiting(line, by=by)
    known = {name: text for name, text in values.items() if name in held.file.headings}
    held.values = {name: text for name, text in (held.values | known).items() if text.strip()}
    found = notice_in(held)
    if isinstance(found, Fault):
        raise CannotMendNotice(f"{found.reason}; {found.right}.", column=found.column)
    held.reference, held.mended, held.state = found.reference, True, NoticeState.READY
    take_in_incident([held], by=by, at=at)
    if held.state == NoticeState.WAITS:
        raise CannotMendNotice(f"{held.reason}; {held.right}.", column=held.column)
    write_down(NoticeMended(held.file_id, held.row), by=by, at=at)
    return held


@whole_look
def look_at_line(line: int, *, by: Actor, at: datetime) -> NoticeLine | None:
    """Show a row of a file as it came; nothing where there is none that one may see."""
    found = line_shown(line, by=by)
    if found is not None:
        what = f"row {found.row} of a file of notifications"
        looked(what, shown=("values",), rules=VERSION, by=by, at=at)
    return found


@whole
def say_none(line: int, *, why: str, by: Actor, at: datetime) -> NoticeLine:
    """Say that a row that waits is no notification, and why; it stays with its file."""
    held = _waiting(line, by=by)
    if not says_why(why):
        raise CannotMendNotice("Say in a sentence why it is none.", column="why")
    held.state, held.why, held.settled_at, held.settled_by = NoticeState.NOT_ONE, why.strip(), at, by.username
    held.save(update_fields=["state", "why", "settled_at", "settled_by"])
    write_down(NoticeIsNone(held.file_id, held.row, held.why), by=by, at=at)
    return held


def _line(file: NoticeFile, row: NoticeRow) -> NoticeLine:
    fault = row.fault or Fault("", "", "", "")
    return NoticeLine(
        file=file,
        row=row.row,
        reference=row.reference,
        values=dict(row.values),
        state=NoticeState.WAITS if row.fault else NoticeState.READY,
        column=fault.column[:200],
        value=fault.value[:200],
        reason=fault.reason[:300],
        right=fault.right[:300],
    )


def _waiting(line: int, *, by: Actor) -> NoticeLine:
    seen = line_shown(line, by=by)
    if seen is None:
        raise CannotMendNotice("There is no such row.")
    check_may_give_notices(by, agency=seen.file.agency.code, front_door=front_door())
    NoticeFile.objects.select_for_update(of=("self",)).get(pk=seen.file_id)
    seen.refresh_from_db(fields=["state", "values"])
    if seen.state != NoticeState.WAITS:
        raise CannotMendNotice("Somebody has dealt with this row already.")
    return seen
