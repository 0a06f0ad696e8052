"""An example for development: a question of last week, answered by one partner, refused by another, late at a third."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from wraparound.access.queries import account_called, actor_of, people_who_may
from wraparound.access.words import Permission, Purpose
from wraparound.agencies.queries import area_now
from wraparound.duties.actions import see_to_clocks
from wraparound.exchange.actions.answering import send_answer
from wraparound.exchange.actions.asking import ask_partners
from wraparound.exchange.queries.lists import any_asked
from wraparound.exchange.queries.partners import partners_for
from wraparound.exchange.words import Basis
from wraparound.exchange.words.asks import Asking, Outcome, Said, Urgency, Withheld
from wraparound.identity.queries.pages import persons_after
from wraparound.kernel.acting import Actor

AGO = timedelta(days=9)  # so that more than 24 working hours have passed, whatever the day is
LOOKED_THROUGH = 40  # pages of the list of children
KNOWN = Said(
    outcome=Outcome.KNOWN,
    knows="We have seen them at every check since birth. Their mother comes, and asks good questions.",
    since="Birth",
    strengths="A grandmother lives near and helps.",
    worries="Two appointments were missed this autumn, and nobody answers the telephone.",
    contact="The duty nurse, by the number of this agency",
    considered=True,
    name="The duty nurse",
)
REFUSED = Said(
    outcome=Outcome.MAY_NOT_SAY,
    withheld=Withheld.LAW,
    reason="A court has ordered that nothing is told until its hearing on Monday. Ask again then.",
    name="The duty officer",
)
WHAT_FOR = "A neighbour hears shouting and crying at night. Do you know this family, and does anything worry you?"


def ask_for_example(*, by: Actor, at: datetime) -> str:
    """Ask about a child whom three other agencies know, some days ago; nothing where anybody has asked before."""
    if any_asked():
        return "asked already"
    asked_at = at - AGO
    asker = someone_who_may(Permission.ASK_PARTNERS, agency=front_door_agency(), purpose=Purpose.PROTECT, at=at)
    found = _child(asker, at=at) if asker else None
    if asker is None or found is None:
        return "nobody whom three others know"
    code, partners = found
    decider = next(iter(people_who_may(Permission.READ_SEALED, agency=asker.agency, on=at.date())), ("", ""))[0]
    asking = Asking(
        code=code,
        purpose=Purpose.PROTECT,
        basis=Basis.LEGAL_OBLIGATION,
        what_for=WHAT_FOR,
        urgency=Urgency.AMBER,
        agencies=tuple(agency for agency, _ in partners),
        decider=decider,
    )
    ask = ask_partners(asking, by=asker, at=asked_at)
    for said, (_, answerer), hours in zip((KNOWN, REFUSED), partners, (2, 5), strict=False):
        send_answer(ask.ref, said=said, by=answerer, at=asked_at + timedelta(hours=hours))
    for days in range(AGO.days + 1):
        see_to_clocks(by=by, at=asked_at + timedelta(days=days))
    return f"{ask.ref}: one partner answered, one may not say, one is late"


def front_door_agency() -> str:
    """Give the code of the agency whose front door it is."""
    area = area_now()
    return area.area.front_door if area else ""


def someone_who_may(permission: Permission, *, agency: str, purpose: Purpose, at: datetime) -> Actor | None:
    """Give an account of an agency whose role lets them do something, as someone at work."""
    for username, _ in people_who_may(permission, agency=agency, on=at.date()):
        account = account_called(username)
        if account is not None:
            return replace(actor_of(account, on=timezone.localdate(at), purpose=purpose), signed_in_at=at)
    return None


def _child(asker: Actor, *, at: datetime) -> tuple[str, list[tuple[str, Actor]]] | None:
    """Find a child whom three partners know, two of whom have somebody who may answer; those two come first."""
    after = 0
    for _ in range(LOOKED_THROUGH):
        for person, listed in (page := persons_after(after, by=asker, at=at)):
            after = person.pk
            if len(listed.agencies) < 4 or not listed.born > "2010":
                continue
            partners = partners_for(person, purpose=Purpose.PROTECT, by=asker, at=at)
            known = [one.code for one in partners if one.involved and one.allowed and one.reachable]
            may = Permission.ANSWER_ASKS
            told = [(code, someone_who_may(may, agency=code, purpose=Purpose.DISCLOSE, at=at)) for code in known]
            able = [(code, someone) for code, someone in told if someone is not None]
            late = [(code, asker) for code in known if code not in dict(able)] or able[2:]
            if len(able) >= 2 and late:
                return listed.code, [*able[:2], late[0]]
        if not page:
            return None
    return None
