"""Ask all partners about children of a node that is full, and wait until a mail server has taken every letter."""

import os
import random
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.killed_letters import mail_server
from benchmarks.measure import Clock
from benchmarks.work.serving import set_up

SEED, PATIENCE = 17, 60  # seconds until a letter that does not come is an error
WARM = 3  # questions before, not counted: a node that serves has been asked before
QUESTION = {
    "purpose": "protect", "what_for": "A neighbour hears crying at night. What do you know?", "urgency": "red",
    "named": "", "basis": "6-1-c", "decider": "",
}  # fmt: skip


def main(*arguments: str) -> None:
    """Ask so many questions, and tell how long each page and each last letter took."""
    data, url, count = arguments
    taken = Path(data) / "asked-taken"
    taken.unlink(missing_ok=True)
    with mail_server(taken) as port:
        os.environ["WRAPAROUND_MAIL"] = f"smtp://127.0.0.1:{port}"
        os.environ["WRAPAROUND_MAIL_FROM"] = "Wraparound <wraparound@example.org>"
        set_up(data, url=url)
        browser, codes = _ready(int(count) + WARM)
        clock = Clock()
        errands = subprocess.Popen([Path(sys.executable).with_name("wraparound"), "errands"])
        try:
            times = [_asked(browser, code=code, taken=taken) for code in codes][WARM:]
        finally:
            errands.terminate()
            errands.wait()
    pages, letters, partners = zip(*times, strict=True)
    clock.tell(pages=pages, letters=letters, partners=min(partners))


def _ready(count: int) -> tuple[Any, list[str]]:
    """Have people and agreements, and sign the front door in; gives its browser, and children who are seen by it."""
    from django.conf import settings
    from django.core.management import call_command

    from benchmarks.work.our_calls import _found
    from wraparound.exchange.commands.adopt_agreements import Command

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    area = import_module("tests.sample_area")
    area.adopt_ashmere()
    call_command(Command())
    codes = sorted({code for code, _ in _found(count)})
    random.Random(SEED).shuffle(codes)
    return area.signed_in("rosa.wendle", purpose="protect"), codes[:count]


def _asked(browser: Any, *, code: str, taken: Path) -> tuple[float, float, int]:
    """Ask about a child; give the seconds of the page, those until the last letter, and how many were asked."""
    from wraparound.agencies.queries import agencies_of_area
    from wraparound.post.models import Letter

    agencies = [one for one in agencies_of_area().values_list("code", flat=True) if one != "social-care"]
    began = time.perf_counter()
    answer = browser.post(f"/children/{code}/ask", QUESTION | {"agencies": agencies})
    page = time.perf_counter() - began
    if answer.status_code != 302:
        raise RuntimeError(f"The question about {code} was answered by {answer.status_code}.")
    ref = answer.headers["Location"].rpartition("/")[2]
    wanted = set(Letter.objects.filter(about=f"ask:{ref}", template="question").values_list("message_id", flat=True))
    while not wanted <= _numbers(taken):
        if time.perf_counter() - began > PATIENCE:
            raise RuntimeError(f"Letters of {ref} did not come.")
        time.sleep(0.005)
    return page, time.perf_counter() - began, len(wanted)


def _numbers(taken: Path) -> set[str]:
    return {line.split()[0] for line in taken.read_text().splitlines()} if taken.exists() else set()


if __name__ == "__main__":
    main(*sys.argv[1:])
