"""Looking at questions and answers: what is shown is written down first, or not shown."""

from dataclasses import replace
from datetime import datetime

from django.core.paginator import Page

from wraparound.access.policies import check_may, check_may_look_up
from wraparound.access.rules import VERSION
from wraparound.access.words import Permission, Purpose
from wraparound.exchange.queries.answers import AskedPage, asked_of, asked_page
from wraparound.exchange.queries.asks import AskPage, ask_page, ask_sent
from wraparound.exchange.queries.lists import Line, Listed, lines_shown
from wraparound.exchange.queries.partners import AskForm, to_ask
from wraparound.identity.queries.seen import person_asked
from wraparound.kernel.acting import Actor
from wraparound.ledger.actions import looked, whole_look


@whole_look
def look_at_asks(asked: Listed, *, by: Actor, at: datetime) -> Page[Line]:
    """Show a page of the questions that one's agency asked, or is asked."""
    check_may(by, permission=Permission.ANSWER_ASKS)
    page = lines_shown(asked, by=by, at=at)
    about = {line.person for line in page}
    if about:
        looked("the list of questions", about=about, shown=("name",), rules=VERSION, by=by, at=at)
    return page


@whole_look
def look_at_ask(ref: str, *, by: Actor, at: datetime) -> AskPage | None:
    """Show a question that one's agency asked, with every answer; nothing where there is none."""
    check_may(by, permission=Permission.ANSWER_ASKS)
    ask = ask_sent(ref, by=by, at=at)
    if ask is None:
        return None
    page = ask_page(ask, by=by, at=at)
    about = {one.pk for one in page.persons}
    shown = ("name", "question", "answers", *(("sealed",) if page.reads_sealed else ()))
    looked(f"question {ref}", about=about, shown=shown, rules=VERSION, by=_for(ask.purpose, by=by), at=at)
    return page


@whole_look
def look_at_asked(ref: str, *, by: Actor, at: datetime) -> AskedPage | None:
    """Show a partner what it is asked; nothing where it is asked nothing, or nothing any more."""
    asked = asked_of(by, at=at).filter(ask__ref=ref).first()
    if asked is None:
        return None
    page = asked_page(asked, by=by)
    about = {one.pk for one in page.persons}
    looked(f"question {ref}", about=about, shown=("name", "born", "home"), by=_for(asked.ask.purpose, by=by), at=at)
    return page


@whole_look
def look_whom_to_ask(code: str, *, purpose: Purpose | None, by: Actor, at: datetime) -> AskForm | None:
    """Show about whom partners can be asked, and for a purpose which of them; nothing where there is no such child."""
    check_may_look_up(by)
    check_may(by, permission=Permission.ASK_PARTNERS)
    person, is_seen = person_asked(code, by=by, at=at)
    if person is None or not is_seen:
        return None
    form = to_ask(person, purpose=purpose, by=by, at=at)
    about = {person.pk, *form.household_numbers}
    looked("whom to ask about a child", about=about, shown=("name", "household", "agencies"), by=by, at=at)
    return form


def _for(purpose: str, *, by: Actor) -> Actor:
    return by if by.purpose else replace(by, purpose=purpose)
