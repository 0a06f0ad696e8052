"""Ask partners, answer by the links of letters, send and climb ladders, until killed; or end it, and say what is."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from random import Random
from threading import Event, Thread
from time import sleep
from typing import Any

RUNG, BRIEFLY = 0.2, 0.01  # seconds
CLIMBS = (45, 60, 120, 180)  # minutes after which the rule's rungs are reached: warning, due, manager, partnership
ASKER, AGAIN = "rosa.wendle", 0.1
KEY = "the one browser in which links are opened"


def main(*arguments: str) -> None:
    """Be a node whose letters go to the mail server at a port."""
    data, url, port, what = arguments
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": data,
        "WRAPAROUND_DATABASE_URL": url,
        "WRAPAROUND_MAIL": f"smtp://127.0.0.1:{port}",
        "WRAPAROUND_MAIL_FROM": "Wraparound <wraparound@example.org>",
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    Path(data).mkdir(parents=True, exist_ok=True)
    import django

    django.setup()
    if what == "ready":
        _make_ready()
        return
    from wraparound.journeys.commands import errands

    errands.free_the_dead()
    if what == "run":
        _run(Outside(Path(data)))
        return
    for _ in range(3):  # a clock that is seen to writes letters, which are sent in the next turn
        errands.work_once()
    print(json.dumps(import_module("benchmarks.work.exchange_held").held(Path(data))))


class Outside:
    """What stands beside the node and outlives it: what was begun, what was confirmed, and the partners' mailbox."""

    def __init__(self, data: Path) -> None:
        """Open what was written before."""
        self.mailbox, self._file = data / "mailbox", data / "told"
        self._told, self._begun = (
            os.open(data / name, os.O_CREAT | os.O_APPEND | os.O_WRONLY) for name in ("told", "begun")
        )

    def tell(self, *words: object) -> None:
        """Write down that something was done, once the action that did it has returned."""
        os.write(self._told, (" ".join(map(str, words)) + "\n").encode())

    @contextmanager
    def under_way(self, what: str) -> Iterator[None]:
        """Write down that an action is under way, and that it ended, so that one sees what was killed."""
        os.write(self._begun, f"+ {what}\n".encode())
        yield
        os.write(self._begun, f"- {what}\n".encode())

    def links(self) -> Iterator[str]:
        """Give what the link of every letter with a link ends with, those that are still to come too; each once."""
        done = {said.split()[1] for said in self._file.read_text().splitlines() if said.startswith("done ")}
        self.mailbox.touch()
        with self.mailbox.open("rb") as box:
            while True:
                begins, line = box.tell(), box.readline()
                if line.endswith(b"\n"):
                    *_, token = line.decode().split()
                    if token != "-" and token not in done:
                        yield token
                        self.tell("done", token)
                else:
                    box.seek(begins)
                    sleep(BRIEFLY)


def _make_ready() -> None:
    """Have an area with agreements, a child and her brother, and a rule by which an answer is owed within an hour."""
    from django.core.management import call_command
    from django.utils import timezone

    from wraparound.access.words import Role
    from wraparound.agencies.words import ClockKind, Rung
    from wraparound.duties.actions import change_rule
    from wraparound.duties.queries.rules import rules_known
    from wraparound.duties.words import Clock, LadderRung

    call_command("migrate", verbosity=0)
    import_module("tests.exchange.asking").begun()
    rule = rules_known(["answer-red"])["answer-red"][-1]
    ladder = (
        LadderRung(Rung.WARNING, share=75),
        LadderRung(Rung.DUE),
        LadderRung(Rung.MANAGER, hours=1),
        LadderRung(Rung.PARTNERSHIP, hours=2),
    )
    changed = replace(rule, clock=Clock(ClockKind.HOURS, 1, rule.clock.hours), ladder=ladder)
    by = import_module("tests.acting").someone(Role.GOVERNANCE)
    change_rule(changed, reason="So that ladders climb while one looks", by=by, at=timezone.now())


def _run(outside: Outside) -> None:
    """Do it all at once, each in a thread of its own, as a node's server and its errands do."""
    from wraparound.journeys.commands import errands
    from wraparound.journeys.errands import ERRANDS

    todo = ERRANDS["see-to-clocks"]

    def climbing(**said: Any) -> int:
        with outside.under_way("climb"):
            return todo.does(**said)

    for work in (_ask_on, _answer_on):
        Thread(target=_kept_going, args=(work, outside), daemon=True).start()
    often = replace(todo, every=RUNG, does=climbing)
    errands.work(Event(), errands={**ERRANDS, "see-to-clocks": often})


def _kept_going(work: Callable[[Outside], None], outside: Outside) -> None:
    """End the whole process where one of its threads fails, so that nobody takes a fault for a quiet run."""
    try:
        work(outside)
    except BaseException as fault:
        outside.tell("fault", type(fault).__name__, str(fault)[:300].replace("\n", " "))
        raise


def _ask_on(outside: Outside) -> None:
    """Ask one question after another, some time ago, so that each soon climbs; and now and then send a link again."""
    from django.utils import timezone

    from wraparound.access.words import Purpose
    from wraparound.exchange.actions.asking import ask_partners
    from wraparound.exchange.actions.reaching import send_link_again
    from wraparound.exchange.words import Basis
    from wraparound.exchange.words.asks import Asking, Urgency
    from wraparound.identity.models import Person
    from wraparound.kernel.acting import Actor

    by = Actor(ASKER, "social-care", "Rosa Wendle", frozenset({"front_door"}), purpose="protect")
    chance, codes = Random(os.getpid()), list(Person.objects.order_by("pk").values_list("code", flat=True))
    while True:
        before = timedelta(minutes=chance.choice(CLIMBS), seconds=-chance.uniform(0, 4))
        also = tuple(codes[1:]) if chance.random() < 0.5 else ()
        asking = Asking(
            code=codes[0], also=also, purpose=Purpose.PROTECT, basis=Basis.LEGAL_OBLIGATION, urgency=Urgency.RED,
            what_for="A neighbour hears crying at night. What do you know?",
            agencies=("child-health", "schools", "housing"),
        )  # fmt: skip
        with outside.under_way("ask"):
            ask = ask_partners(asking, by=by, at=timezone.now() - before)
        outside.tell("asked", ask.ref)
        if chance.random() < AGAIN:
            with outside.under_way("send a link again"):
                send_link_again(ask.ref, agency="child-health", by=by, at=timezone.now())
            outside.tell("again", ask.ref)
        sleep(BRIEFLY)


def _answer_on(outside: Outside) -> None:
    """Answer some of the questions whose letters came, by their links, as they come."""
    from django.utils import timezone

    from wraparound.access.actions.links import CannotOpenLink, open_link
    from wraparound.access.queries.links import actor_by_link, actor_of_link, link_shown

    for token in outside.links():
        shown = link_shown(token)
        if shown is None:
            outside.tell("fault", "no link", token)
            return
        if shown.pk % 2:
            continue  # they do not answer
        try:
            open_link(token, key=KEY, by=actor_of_link(shown), at=timezone.now())
        except CannotOpenLink:  # another was sent since
            continue
        by = actor_by_link(shown.pk, key=KEY, at=timezone.now())
        if by is not None:
            _answer(shown.about.removeprefix("ask:"), by=by, outside=outside)


def _answer(ref: str, *, by: Any, outside: Outside) -> None:
    """Answer a question in steps: it may want longer first, save a part, lay a file beside, and send."""
    from django.utils import timezone

    from wraparound.exchange.actions.answering import save_answer, send_answer
    from wraparound.exchange.actions.attaching import attach
    from wraparound.exchange.models import Asked, Attachment
    from wraparound.exchange.words.asks import Outcome

    asked = Asked.objects.get(ask__ref=ref, agency__code=by.agency)
    if asked.outcome not in {"", Outcome.NEED_LONGER}:
        return  # a process before this answered
    chance = Random(f"{ref} {by.agency}")
    first, said = _said(by.agency, chance=chance)
    if first and not asked.outcome:
        with outside.under_way("answer"):
            sent = send_answer(ref, said=first, by=by, at=timezone.now())
        outside.tell("sent", ref, by.agency, sent.pk)
    with outside.under_way("save"):
        saved = save_answer(ref, said=said, by=by, at=timezone.now())
    outside.tell("saved", ref, by.agency, saved.pk)
    for number in range(Attachment.objects.filter(answer=saved).count(), chance.randrange(3)):
        content = f"What {by.agency} knows, sheet {number} of {ref}.\n".encode() * 2_000
        with outside.under_way("attach"):
            file = attach(ref, name=f"sheet {number}.txt", content=content, by=by, at=timezone.now())
        outside.tell("attached", ref, by.agency, file.pk, file.sha256)
    if chance.random() < 0.9:
        with outside.under_way("answer"):
            sent = send_answer(ref, said=said, by=by, at=timezone.now())
        outside.tell("sent", ref, by.agency, sent.pk)


def _said(agency: str, *, chance: Random) -> tuple[Any, Any]:
    """Give what an agency answers first, if it needs longer, and what it answers then."""
    from wraparound.exchange.words.asks import Outcome, Said

    sealed = {"sealed": "A man with a record of violence stays there.", "wording": "There is a risk in the home."}
    known = import_module("tests.exchange.asking").known(**(sealed if agency != "schools" else {"worries": ""}))
    nothing = Said(outcome=Outcome.NOTHING_FOUND, name="T", reason="Both registers and the old paper files")
    until = date.today() + timedelta(days=3)
    longer = Said(outcome=Outcome.NEED_LONGER, name="T", until=until, reason="She is back on Monday")
    return longer if chance.random() < 0.2 else None, known if chance.random() < 0.7 else nothing


if __name__ == "__main__":
    main(*sys.argv[1:])
