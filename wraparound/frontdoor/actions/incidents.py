"""Rows of one incident become one contact, in a transaction of their own: a crash loses and doubles nothing."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from wraparound.frontdoor.actions.following import MOST, add_words
from wraparound.frontdoor.actions.receiving import CannotTell, add_child
from wraparound.frontdoor.actions.steps import held_again
from wraparound.frontdoor.actions.telling import tell_the_door
from wraparound.frontdoor.models import Contact, ContactChild, NoticeLine
from wraparound.frontdoor.policies import check_may_give_notices
from wraparound.frontdoor.queries.door import front_door
from wraparound.frontdoor.queries.notices import files_unfinished, notice_files, notice_in
from wraparound.frontdoor.rules.incidents import key_of_incident, more_of, telling_of
from wraparound.frontdoor.rules.notice_shapes import notice_shapes
from wraparound.frontdoor.words.notices import Notice, NoticeState
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import whole

DEALT_WITH = [NoticeState.IN, NoticeState.BEFORE]
TOO_MUCH = "split it into fewer children or words, or tell the front door on its page"


@whole
def take_in_next(file: int, *, by: Actor, at: datetime) -> int:
    """Take in the next incident of a file, with all its rows that are in order; gives how many, 0 when none is left."""
    held = notice_files(by).select_for_update(of=("self",)).filter(pk=file).first()
    if held is None:
        return 0
    check_may_give_notices(by, agency=held.agency.code, front_door=front_door())
    ready = NoticeLine.objects.filter(file=held, state=NoticeState.READY).order_by("row")
    first = ready.first()
    if first is None:
        return 0
    lines = list(ready.filter(reference=first.reference).select_related("file__agency"))
    take_in_incident(lines, by=by, at=at)
    return len(lines)


@whole
def take_in_waiting(*, by: Actor, at: datetime) -> int:
    """Take in the next incident of the oldest file that nobody finished; gives how many rows, 0 when none is left."""
    file = next(iter(files_unfinished()), None)
    return take_in_next(file, by=by, at=at) if file is not None else 0


@whole
def take_in_incident(lines: Sequence[NoticeLine], *, by: Actor, at: datetime) -> None:
    """Make a contact of rows of one incident, or add what is new to the contact that it has; or say why they wait.

    Whoever calls it holds their file, and has seen to it that each row is in order.
    """
    file = lines[0].file
    notices = [one for line in lines if isinstance(one := notice_in(line), Notice)]
    key = key_of_incident(file.agency.code, kind=file.kind, reference=notices[0].reference)
    telling = telling_of(notices, shape=notice_shapes()[file.kind], agency=file.agency.code, key=key)
    before = Contact.objects.filter(key=key).first()
    try:
        taken = None if before else tell_the_door(telling, by=by, at=at)
    except CannotTell as refused:
        _keep(lines, state=NoticeState.WAITS, reason=str(refused)[:300], right=TOO_MUCH)
        return
    contact = before or Contact.objects.get(key=key)
    went_in = (taken is not None and taken.is_new) or _add_to(contact, notices=notices, by=by, at=at)
    for line in lines:
        line.contact, line.settled_at, line.settled_by = contact, at, by.username
    _keep(lines, state=NoticeState.IN if went_in else NoticeState.BEFORE)


def _add_to(contact: Contact, *, notices: Sequence[Notice], by: Actor, at: datetime) -> bool:
    """Add what is new to an incident's contact, whoever the child is known to be since; says whether anything was."""
    held = held_again(contact)
    lines = NoticeLine.objects.filter(contact=held, state__in=DEALT_WITH).select_related("file__agency")
    before = [one for line in lines.order_by("pk") if isinstance(one := notice_in(line), Notice)]
    more = more_of(notices, before=before)
    last = ContactChild.objects.filter(contact=held).aggregate(last=Max("place"))["last"] or 0
    for place, told in enumerate(more.children, start=last + 1):
        add_child(held, place=place, told=told, by=by, at=at)
    for begin in range(0, len(more.words), MOST):
        add_words(held, words=more.words[begin : begin + MOST], by=by, at=at)
    return bool(more.words)


def _keep(lines: Sequence[NoticeLine], *, state: NoticeState, reason: str = "", right: str = "") -> None:
    """Keep what became of rows."""
    for line in lines:
        line.state, line.column, line.value, line.reason, line.right = state, "", "", reason, right
        line.save()
