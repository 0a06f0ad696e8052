"""Random walks of a contact through the real actions: whatever may be done next is done, and what must hold is held."""

import random
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from tests.acting import AT
from tests.frontdoor.deciding import ADVICE, HELPER, TEAM, deciding
from tests.frontdoor.telling import MANAGER, WORKER, told
from wraparound.duties.models import Duty
from wraparound.frontdoor.actions.deciding import decide, second, send_back
from wraparound.frontdoor.actions.handling import decide_anew, join, part
from wraparound.frontdoor.actions.offering import give_advice
from wraparound.frontdoor.actions.telling_back import note_told
from wraparound.frontdoor.models import Contact, Response
from wraparound.frontdoor.rules.states import OWED_BY_THE_DOOR, TAKEN_ON, ResponseHeld, that_count
from wraparound.frontdoor.words import ContactState, ResponseKind, ResponseState, ToldHow
from wraparound.teams.actions import (
    accept_work,
    end_work,
    hand_over_work,
    note_begun,
    note_not_taken_up,
    refuse_work,
    take_back_work,
)
from wraparound.teams.models import Work
from wraparound.teams.words import WorkStanding

WHY = "There is a good reason, said in a sentence."
OFFERS = ((TEAM,), (ADVICE,), (TEAM, ADVICE))
DECIDES = (ContactState.RECEIVED, ContactState.RETURNED)
DECIDED = (ContactState.OFFERED, ContactState.ACCEPTED, ContactState.BEGUN)
Way = Callable[..., object]


def walk(seed: int, *, steps: int) -> list[str]:
    """Have one contact go so many random steps, and hold it against what must be so after each; gives the states."""
    chance = random.Random(seed)
    other = told(story="Something else about the same family, told before.").ref
    ref = told().ref
    states = []
    for number in range(steps):
        contact = Contact.objects.get(ref=ref)
        states.append(contact.state)
        held(contact)
        ways = ways_on(contact, other=other, chance=chance)
        assert ways, f"a dead end: {contact.state}"
        chance.choice(ways)(at=AT + timedelta(minutes=number + 1))
    held(Contact.objects.get(ref=ref))
    return states


def held(contact: Contact) -> None:
    """See that somebody owes the next step by a clock, or that all is accepted by somebody named and was told."""
    state = ContactState(contact.state)
    responses = list(Response.objects.filter(contact=contact))
    newest = max((one.decision_id for one in responses), default=0)
    count = that_count(ResponseHeld(ResponseState(one.state), one.decision_id == newest) for one in responses)
    if state in OWED_BY_THE_DOOR:
        assert is_owed(contact.local_duty) or is_owed(contact.duty)
    if state is ContactState.OFFERED:
        waits = [one for one in responses if one.state == ResponseState.WANTED]
        assert waits, "nobody is asked, and nobody decides"
        assert all(is_owed(owed_for(one)) for one in waits)
    if state in {ContactState.ACCEPTED, ContactState.BEGUN}:
        assert count
        assert set(count) <= TAKEN_ON
        assert contact.told_at or is_owed(contact.telling_duty)
    for one in responses:
        if one.work and one.state in {ResponseState.ACCEPTED, ResponseState.BEGUN}:
            holds = Work.objects.get(ref=one.work)
            assert holds.standing in {WorkStanding.ACCEPTED, WorkStanding.BEGUN, WorkStanding.ENDED}
            assert one.accepted_by == holds.holder_name
    if contact.ended_at:
        assert contact.told_at


def owed_for(response: Response) -> int | None:
    """Give what is owed while a response waits: by the team that is asked, or by the door that gives advice."""
    return Work.objects.get(ref=response.work).duty if response.work else response.duty


def is_owed(duty: int | None) -> bool:
    """Say whether a clock runs."""
    return duty is not None and Duty.objects.filter(pk=duty, closed_at__isnull=True).exists()


def ways_on(contact: Contact, *, other: str, chance: random.Random) -> list[Way]:
    """Give all that may be done with a contact as it stands, by those whose part it is."""
    ref, state, ways = contact.ref, ContactState(contact.state), list[Way]()
    if state in DECIDES:
        offers = chance.choice(OFFERS)
        ways += [
            partial(decide, ref, deciding=deciding(offers=offers), by=WORKER),
            partial(decide, ref, deciding=deciding(offers=offers, level="specialist"), by=WORKER),
            partial(join, ref, other=other, by=WORKER),
        ]
    if state is ContactState.PROPOSED:
        proposed = contact.decisions.latest("pk").pk
        ways += [partial(second, ref, decision=proposed, by=MANAGER)]
        ways += [partial(send_back, ref, decision=proposed, why=WHY, by=MANAGER)]
    if state in DECIDED:
        ways += [partial(decide_anew, ref, why=WHY, by=WORKER)]
    if state is ContactState.JOINED:
        ways += [partial(part, ref, by=WORKER)]
    if contact.telling_duty:
        ways += [partial(note_told, ref, how=ToldHow.PHONE, words="She was glad to hear.", by=WORKER)]
    return ways + [way for one in Response.objects.filter(contact=contact) for way in _ways_of(one, ref=ref)]


def _ways_of(response: Response, *, ref: str) -> list[Way]:
    """Give all that may be done with one response."""
    if response.kind == ResponseKind.ADVICE:
        gives = partial(give_advice, ref, response=response.pk, to="Her mother", words="Where the group is", by=WORKER)
        return [gives] if response.state == ResponseState.WANTED else []
    work = response.work
    ways: dict[str, list[Way]] = {
        WorkStanding.WANTED: [
            partial(accept_work, work, by=HELPER),
            partial(refuse_work, work, why=WHY, by=HELPER),
            partial(take_back_work, work, why=WHY, by=WORKER),
        ],
        WorkStanding.ACCEPTED: [
            partial(note_begun, work, by=HELPER),
            partial(note_not_taken_up, work, why=WHY, by=HELPER),
            partial(hand_over_work, work, why=WHY, by=HELPER),
        ],
        WorkStanding.BEGUN: [
            partial(end_work, work, why=WHY, by=HELPER),
            partial(hand_over_work, work, why=WHY, by=HELPER),
        ],
    }
    return ways.get(Work.objects.get(ref=work).standing, [])
