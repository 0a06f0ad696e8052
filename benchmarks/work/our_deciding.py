"""Tell, decide, second, accept, refuse and give advice, one after another, until killed; or go through it all."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any


def main(*arguments: str) -> None:
    """Be a node at whose door one worker works without a pause."""
    data, url, what = Path(arguments[0]), arguments[1], arguments[2]
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": str(data),
        "WRAPAROUND_DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    data.mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    if what == "ready":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        import_module("tests.sample_area").adopt_ashmere()
    elif what == "run":
        _Working(data).go_on()
    else:
        print(json.dumps(held(data)))


class _Working:
    """One worker at the door, who writes beside the node what they begin and what they were told is done."""

    def __init__(self, data: Path) -> None:
        self.told = (data / "told").open("a", buffering=1)
        self.begun = (data / "begun").open("a", buffering=1)
        self.chance = Random()
        self.tests: Any = import_module("tests.frontdoor.deciding")
        self.telling: Any = import_module("tests.frontdoor.telling")

    @contextmanager
    def under_way(self, what: str) -> Iterator[None]:
        """Say that an action is under way, and that it is over."""
        self.begun.write(f"+ {what}\n")
        yield
        self.begun.write(f"- {what}\n")

    def go_on(self) -> None:
        """Work until killed."""
        from django.utils import timezone

        while True:
            self._one(at=timezone.now())

    def _one(self, *, at: Any) -> None:
        from wraparound.access.queries import account_called, actor_of
        from wraparound.frontdoor.actions.deciding import decide
        from wraparound.frontdoor.actions.receiving import receive_contact

        teacher = actor_of(account_called("beth.marlowick"), on=at.date(), purpose="protect")  # type: ignore[arg-type]  # the sample's
        with self.under_way("tell"):
            ref = receive_contact(self.telling.telling(), by=teacher, at=at).ref
        self.told.write(f"told {ref}\n")
        offers = (self.tests.TEAM, self.tests.ADVICE)[: self.chance.choice((1, 2))]
        twice = self.chance.random() < 0.3
        level = "specialist" if twice else "targeted"
        with self.under_way("decide"):
            decide(ref, deciding=self.tests.deciding(level=level, offers=offers), by=self.telling.WORKER, at=at)
        self.told.write(f"{'proposed' if twice else 'decided'} {ref}\n")
        if twice:
            self._second(ref, at=at)
        if not twice or self.chance.random() < 0.5:
            self._taken_on(ref, at=at)

    def _second(self, ref: str, *, at: Any) -> None:
        from wraparound.frontdoor.actions.deciding import second
        from wraparound.frontdoor.models import ContactDecision

        decision = ContactDecision.objects.filter(contact__ref=ref).latest("pk").pk
        with self.under_way("second"):
            second(ref, decision=decision, by=self.telling.MANAGER, at=at)
        self.told.write(f"decided {ref}\n")

    def _taken_on(self, ref: str, *, at: Any) -> None:
        from wraparound.frontdoor.actions.offering import give_advice
        from wraparound.frontdoor.models import Response
        from wraparound.teams.actions import accept_work, refuse_work

        for one in Response.objects.filter(contact__ref=ref):
            if one.kind == "advice":
                with self.under_way("advise"):
                    give_advice(ref, response=one.pk, to="Her mother", words="Tuesdays", by=self.telling.WORKER, at=at)
                self.told.write(f"given {ref} {one.pk}\n")
            elif self.chance.random() < 0.6:
                with self.under_way("accept"):
                    accept_work(one.work, by=self.tests.HELPER, at=at)
                self.told.write(f"accepted {ref} {one.pk}\n")
            else:
                with self.under_way("refuse"):
                    refuse_work(one.work, why="We have nobody this month.", by=self.tests.HELPER, at=at)
                self.told.write(f"refused {ref} {one.pk}\n")


def held(data: Path) -> dict[str, Any]:
    """Go through every contact, and give what is lost or by half, and how much there is."""
    from wraparound.frontdoor.models import Contact, ContactDecision, Response
    from wraparound.ledger.queries import lines_from
    from wraparound.ledger.rules import first_broken
    from wraparound.post.models import Letter

    faults = [*_lost((data / "told").read_text().splitlines()), *_halves()]
    return {
        "faults": faults,
        "contacts": Contact.objects.count(),
        "decisions": ContactDecision.objects.count(),
        "responses": Response.objects.count(),
        "letters": Letter.objects.count(),
        "ledger": str(first_broken(lines_from())),
    }


def _lost(told: list[str]) -> Iterator[str]:
    """Find what somebody was told is done, and is not."""
    from wraparound.frontdoor.models import Contact, Response

    contacts = {one.ref: one for one in Contact.objects.all()}
    states = dict(Response.objects.values_list("pk", "state"))
    for line in told:
        what, ref, *more = line.split()
        contact = contacts.get(ref)
        if contact is None or (what == "decided" and contact.decided_at is None):
            yield f"lost: {line}"
        if what in {"given", "accepted", "refused"} and states.get(int(more[0])) != what:
            yield f"lost: {line}"


def _halves() -> Iterator[str]:
    """Find contacts that stand otherwise than their decisions, responses, work, clocks, letters and the ledger say."""
    from wraparound.duties.models import Duty
    from wraparound.frontdoor.models import Contact
    from wraparound.ledger.models import Entry
    from wraparound.post.models import Letter
    from wraparound.teams.models import Work

    written = Counter(Entry.objects.filter(event="frontdoor.DecisionMade").values_list("facts__ref", flat=True))
    received = Counter(Entry.objects.filter(event="frontdoor.ContactReceived").values_list("facts__ref", flat=True))
    letters = Counter(Letter.objects.filter(template="contact-decided").values_list("about", flat=True))
    works = Counter(Work.objects.values_list("about", flat=True))
    closed = dict(Duty.objects.values_list("pk", "closed_at"))
    for one in Contact.objects.prefetch_related("decisions", "responses", "steps", "children"):
        made = [each for each in one.decisions.all() if each.made_at]
        offered = sum(len(each.offers) for each in made)
        steps = Counter(step.did for step in one.steps.all())
        asked = [each for each in one.responses.all() if each.work]
        about = f"contact:{one.ref}"
        is_whole = (
            received[one.ref] == steps["told"] == 1
            and len(made) == written[one.ref] == steps["decided"] == letters[about]
            and offered == one.responses.count()
            and len(asked) == works[about]
            and (closed[one.duty or 0] is not None) == bool(made)
            and one.children.count() == 1
            and _state(one, made=made) == one.state
        )
        if not is_whole:
            yield f"{one.ref} stands as {one.state} with {len(made)} decisions, {offered} offers, {dict(steps)}"


def _state(contact: Any, *, made: list[Any]) -> str:
    """Say how a contact must stand by what is held of it."""
    from wraparound.frontdoor.rules.states import ResponseHeld, moves_by_responses, state_after
    from wraparound.frontdoor.words import ContactState, ResponseState

    if not made:
        return ContactState.PROPOSED if contact.decisions.exists() else ContactState.RECEIVED
    stands = ContactState.OFFERED
    for move in moves_by_responses([ResponseHeld(ResponseState(one.state)) for one in contact.responses.all()]):
        stands = state_after(stands, move=move) or stands
    return stands


if __name__ == "__main__":
    main(*sys.argv[1:])
