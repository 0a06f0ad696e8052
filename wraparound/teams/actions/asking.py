"""Asking a team or a local service to take work on, reaching it by a letter with a link, and taking it back."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import token_bytes
from typing import Any

from wraparound.access.actions import make_link, withdraw_links
from wraparound.access.policies import check_may
from wraparound.access.words import Permission
from wraparound.agencies.queries import agencies_of_area, agency, team
from wraparound.agencies.words import LetterCode
from wraparound.duties.queries.due import clocks_numbered
from wraparound.identity.queries.codes import numbers_retired
from wraparound.identity.queries.seen import codes_seen
from wraparound.kernel.acting import Actor, CannotDo
from wraparound.ledger.actions import whole, write_down
from wraparound.post.actions import withdraw_letters, write_letter
from wraparound.post.words import Recipient
from wraparound.teams.actions.moving import NOT_THERE, CannotTakeWork, hold_work, move_work
from wraparound.teams.actions.owing import let_go, owe
from wraparound.teams.events import WorkWanted, WorkWithdrawn
from wraparound.teams.models import Work, WorkChild, WorkStep
from wraparound.teams.policies import check_may_note
from wraparound.teams.queries.owing import agency_owing
from wraparound.teams.queries.seen import not_hidden, subject_of, works_hidden, works_seen
from wraparound.teams.queries.works import address_of, children_of
from wraparound.teams.rules.refs import ref_of
from wraparound.teams.rules.states import CLOSED, WITHDRAWABLE
from wraparound.teams.words import WorkAct, WorkAsked

LINK_LASTS = timedelta(days=28)  # so that word of the family can be given by it, too


class CannotAskForWork(CannotDo):
    """It is not said what is asked of whom, or for whom."""

    def __init__(self, words: str, *, field: str = "") -> None:
        """Say which field it is about."""
        super().__init__(words)
        self.field = field


@whole
def ask_for_work(asked: WorkAsked, *, by: Actor, at: datetime) -> Work:
    """Ask a team or a service to take work on: it owes an answer by the rule, and has a letter if it has an address."""
    check_may(by, permission=Permission.ASK_FOR_WORK)
    persons = _persons(asked.persons, by=by, at=at)
    whom = _whom(asked)
    asking = agency(by.agency)
    if asking is None or not asked.words.strip():
        raise CannotAskForWork("Say what is asked, so that whoever reads it can say yes or no.", field="words")
    said = {"about": asked.about, "words": asked.words.strip(), "level": asked.level, "leads": asked.leads}
    work = Work.objects.create(
        ref=ref_of(token_bytes(5)), asking_agency=asking, asked_by=by.username, asked_at=at, due_rule=asked.due_rule,
        **said, **whom,
    )  # fmt: skip
    WorkChild.objects.bulk_create([WorkChild(work=work, person_id=person) for person in persons])
    WorkStep.objects.create(work=work, act=WorkAct.ASK, by=by.username, name=str(by), words=work.words, at=at)
    owe(work, rule=asked.due_rule, by=by, at=at)
    if work.address and not works_hidden().filter(pk=work.pk).exists():
        send_work_link(work, template=LetterCode.WORK_WANTED, by=by, at=at)
    event = WorkWanted(work.ref, work.about, work.team.code if work.team else "")
    write_down(event, about=persons, by=by, at=at)
    return work


@whole
def withdraw_work(about: str, *, why: str, by: Actor, at: datetime) -> int:
    """Take back all work asked for about something with which no family has begun; says how much it was."""
    if not why.strip():
        raise CannotAskForWork("Say why it is taken back: whoever was asked is told.", field="why")
    found = Work.objects.select_for_update(of=("self",)).select_related("agency", "team__agency", "asking_agency")
    works = list(not_hidden(found.filter(about=about, standing__in=WITHDRAWABLE), by=by))
    for work in works:
        check_may_note(by, work=work)
        _withdrawn(work, why=why.strip(), by=by, at=at)
    return len(works)


@whole
def take_back_work(work: str, *, why: str, by: Actor, at: datetime) -> Work:
    """Take back one piece of work, as those who asked for it; whoever was asked reads why."""
    held = hold_work(work, act=WorkAct.WITHDRAW, by=by, at=at)
    check_may_note(by, work=held)
    if not why.strip():
        raise CannotTakeWork("Say why it is taken back: whoever was asked reads it.", field="why")
    _withdrawn(held, why=why.strip(), by=by, at=at)
    return held


@whole
def send_work_link(work: Work, *, template: LetterCode, by: Actor, at: datetime) -> None:
    """Send whoever is asked a link by which they can answer without an account; one sent before opens nothing more."""
    subject, owing, ends_at = subject_of(work), agency_owing(work), at + LINK_LASTS
    withdraw_links(subject, agency=owing, by=by, at=at)
    link = make_link(work.address, agency=owing, about=subject, ends_at=ends_at, by=by, at=at)
    due = min((one.due_at for one in clocks_numbered([work.duty] if work.duty else []).values()), default=ends_at)
    facts = {"reference": work.ref, "asker": work.asking_agency.code, "due": due.isoformat()}
    to = Recipient(work.address, work.service_name, owing)
    write_letter(template, to=to, facts=facts, about=subject, link=link.pk, by=by, at=at)


@whole
def send_work_link_again(work: str, *, by: Actor, at: datetime) -> Work:
    """Send whoever is asked a new link, as those wish who asked."""
    seen = works_seen(by, at=at).filter(ref=work).exclude(address="").exclude(standing__in=CLOSED).first()
    if seen is None:
        raise CannotTakeWork(NOT_THERE)
    check_may_note(by, work=seen)
    send_work_link(seen, template=LetterCode.WORK_AGAIN, by=by, at=at)
    return seen


def _persons(asked: Sequence[int], *, by: Actor, at: datetime) -> list[int]:
    """Give whom work is for, by the numbers in use; only those whom the one who asks may see."""
    led = numbers_retired(asked) if asked else {}
    persons = list(dict.fromkeys(led.get(one, one) for one in asked))
    if persons and set(persons) - set(codes_seen(persons, by=by, at=at)):
        raise CannotAskForWork("Somebody it is for is nobody whom you may see.", field="persons")
    return persons


def _whom(asked: WorkAsked) -> dict[str, Any]:
    """Give whom it is asked of: a team, an agency's service, or a service of an organisation that is no agency here."""
    own = team(asked.team) if asked.team else None
    code = own.agency.code if own is not None else asked.agency
    whose = agencies_of_area().filter(code=code).first() if code else None
    name = asked.service_name.strip() or (own.name if own is not None else whose.name if whose is not None else "")
    missing = (asked.team and (own is None or own.ended_on is not None)) or (code and whose is None) or not name
    if missing or (asked.agency and code != asked.agency):
        raise CannotAskForWork("Choose a team or a service that is there now.", field="team")
    service = asked.service or (own.service if own is not None else "")
    address = asked.address or address_of(team=asked.team, agency=whose)
    return {
        "team": own, "agency": whose, "service": service, "service_name": name[:150], "address": address,
    }  # fmt: skip


def _withdrawn(work: Work, *, why: str, by: Actor, at: datetime) -> None:
    let_go(work, why=why, by=by, at=at)
    move_work(work, act=WorkAct.WITHDRAW, words=why, by=by, at=at)
    withdraw_links(subject_of(work), agency=agency_owing(work), by=by, at=at)
    withdraw_letters(subject_of(work), by=by, at=at)
    write_down(WorkWithdrawn(work.ref, work.about, work.why), about=children_of(work), by=by, at=at)
