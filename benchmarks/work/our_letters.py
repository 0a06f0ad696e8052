"""Write letters with what they tell, and send them, until killed; or send what is left and say what there is."""

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep

TO = "desk@health.example.org"


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
    import django

    django.setup()
    from wraparound.journeys.commands import errands

    errands.free_the_dead()
    if what == "run":
        Thread(target=_steps, args=(Path(data) / "told",), daemon=True).start()
        errands.work(Event())
    else:
        errands.work_once()
        print(json.dumps(_held()))


def _steps(told: Path) -> None:
    """Take one step after another, and tell the outside of each when it is done: what was told must never be lost."""
    from django.utils import timezone

    line = os.open(told, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    for number in _numbers(told):
        _ask(number, at=timezone.now())
        os.write(line, f"{number}\n".encode())
        sleep(0.002)


def _numbers(told: Path) -> Iterator[int]:
    """Give numbers that no step had: whoever was killed may have done one more than it told of."""
    number = int((told.read_text().split() or ["0"])[-1]) + 1000
    while True:
        number += 1
        yield number


def _ask(number: int, *, at: object) -> None:
    """Ask one question: a link and its letter, in one transaction."""
    from wraparound.access.actions import make_link
    from wraparound.kernel.acting import Actor
    from wraparound.ledger.actions import whole
    from wraparound.post.actions import write_letter
    from wraparound.post.words import Recipient

    by = Actor("asker", "social-care", "Asker")

    @whole
    def ask(*, at: object) -> None:
        about = f"ask:{number}"
        ends_at = at + timedelta(days=30)  # type: ignore[operator]
        link = make_link(TO, agency="child-health", about=about, ends_at=ends_at, by=by, at=at)  # type: ignore[arg-type]
        facts = {"reference": "Q-7K3M", "due": "2026-12-03T17:00:00+00:00", "asker": "social-care"}
        to = Recipient(TO, "Desk", "child-health")
        write_letter("question", to=to, facts=facts, about=about, link=link.pk, once=about, by=by, at=at)  # type: ignore[arg-type]

    ask(at=at)


def _held() -> dict[str, object]:
    """Tell all that must agree with what the mailbox holds and with what was told to the outside."""
    from wraparound.access.models import Link
    from wraparound.ledger.models import Entry
    from wraparound.ledger.queries import lines_from
    from wraparound.ledger.rules import first_broken
    from wraparound.post.models import Letter

    letters = list(Letter.objects.values_list("message_id", "about", "state", "link"))
    return {
        "numbers": [number for number, *_ in letters],
        "about": [about for _, about, *_ in letters],
        "states": Counter(state for *_, state, _ in letters),
        "links_without_letter": sorted(
            {*Link.objects.values_list("pk", flat=True)} ^ {link or 0 for *_, link in letters}
        ),
        "sent_in_ledger": Entry.objects.filter(event="post.LetterSent").count(),
        "ledger": str(first_broken(lines_from())),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
