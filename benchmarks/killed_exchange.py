"""Kill a node while partners are asked, answer, are written to and climb ladders: nothing lost, nothing sent twice.

A mailbox knows a letter by its number (Message-ID) and drops what it has. What the mail server was given twice all the
same is counted too, and told as it is: a process killed between the server's answer and its own next step.
"""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.databases import Database, each_database
from benchmarks.plan import FILES, SEED
from benchmarks.rows import asked, told

KILLS = 50
SOONEST, LATEST = 0.1, 2.0  # seconds after its first letter at which a process is killed
PATIENCE = 60  # seconds until a process that sends nothing is an error


def main() -> None:
    """Kill a node again and again on each database, let one finish, and compare what is held with what was taken."""
    row = asked("killed_exchange", records=KILLS, runs=1, timed=False)
    figures: dict[str, Any] = {}
    lines, kept, once = [], True, True
    for database in each_database(FILES / "node-killed-exchange"):
        shutil.rmtree(database.data, ignore_errors=True)
        found = killed(database, times=row.records)
        figures[database.name] = found
        kept = kept and not found["faults"] and not found["lost"] and not found["unsent"] and found["ledger"] == "None"
        once = once and not found["unknown"]
        among = ", ".join(f"{what} {number}" for what, number in found["killed_amid"].items())
        lines += [
            f"{database.name}: {found['killed']} processes killed with -9, amid {among}",
            "  " + ", ".join(f"{found[what]:,} {what}" for what in ("asks", "answers", "files", "rungs", "letters")),
            f"  given to the mail server twice: {found['given_twice']}",
            *(f"  wrong: {fault}" for fault in found["faults"][:20]),
        ]
    goals = {"nothing lost, nothing half done, the ledger whole": kept, "nothing sent twice": kept and once}
    told(row, goals=goals, figures=figures, lines=lines)


def killed(database: Database, *, times: int) -> dict[str, Any]:
    """Kill a node so many times, let it finish, and say what there is."""
    chance = random.Random(SEED)
    with mail_server(database.data / "mailbox") as port:
        _worked(database, port, "ready")
        amid: Counter[str] = Counter()
        for _ in range(times):
            amid.update(_kill(database, port, after=chance.uniform(SOONEST, LATEST)))
        held = json.loads(_worked(database, port, "finish").splitlines()[-1])
    given = Counter(line.split()[0] for line in (database.data / "mailbox").read_text().splitlines())
    sent, states = set(held.pop("sent")), held.pop("states")
    return held | {
        "killed": times,
        "killed_amid": dict(sorted(amid.items())),
        "letters": len(sent),
        "lost": len(sent - set(given)),
        "unsent": sum(number for state, number in states.items() if state not in {"sent", "withdrawn"}),
        "not_sent_as_their_link_was_taken_back": states.get("withdrawn", 0),
        "unknown": len(set(given) - sent),
        "given_twice": sum(number - 1 for number in given.values()),
    }


@contextmanager
def mail_server(taken: Path) -> Iterator[int]:
    """Run a mail server in a process of its own; gives its port."""
    taken.parent.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.work.our_mail_server", str(port), str(taken)]
    serving = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        if serving.stdout:
            serving.stdout.readline()
        yield port
    finally:
        serving.kill()
        serving.wait()


def _command(database: Database, port: int, what: str) -> list[str]:
    return [sys.executable, "-m", "benchmarks.work.our_exchange", str(database.data), database.url, str(port), what]


def _worked(database: Database, port: int, what: str) -> str:
    with (database.data / "errors").open("a") as errors:
        command = _command(database, port, what)
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=errors, text=True).stdout


def _kill(database: Database, port: int, *, after: float) -> list[str]:
    """Start a node, kill it and all that it started some time after its first letter; say what it was amid."""
    taken, begun = database.data / "mailbox", database.data / "begun"
    before, begins = _size(taken), _size(begun)
    with (database.data / "errors").open("a") as errors:
        command = _command(database, port, "run")
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, start_new_session=True)
    until = time.monotonic() + PATIENCE
    while _size(taken) == before:
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"The node sent no letter; {database.data / 'errors'} says why.")
        time.sleep(0.01)
    time.sleep(after)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    noted = database.data / "post" / "taken"
    in_hand = ["send"] if noted.exists() and os.listdir(noted) else []
    return [*_unended(begun.read_bytes()[begins:].decode()), *in_hand]


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0


def _unended(begun: str) -> list[str]:
    """Give what was begun and had not ended."""
    under_way: Counter[str] = Counter()
    for line in begun.splitlines():
        sign, what = line.split(" ", 1)
        under_way[what] += 1 if sign == "+" else -1
    return list(under_way.elements())


if __name__ == "__main__":
    main()
