"""Kill a node while letters are written and sent: none may be lost, and no mailbox may have one twice.

A mailbox knows a letter by its number (Message-ID) and drops what it has. What the mail server was given twice all the
same is counted too, and told as it is: a process killed between the server's answer and its own next step.
"""

import json
import os
import random
import shutil
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
from benchmarks.killed_loads import node
from benchmarks.plan import FILES, SEED
from benchmarks.rows import asked, told

KILLS = 50
SOONEST, LATEST = 0.1, 1.2  # seconds after its first letter at which a process is killed
PATIENCE = 60  # seconds until a process that sends nothing is an error


def main() -> None:
    """Kill a node again and again on each database, let one finish, and compare what is held with what was taken."""
    row = asked("killed_letters", records=KILLS, runs=1, timed=False)
    figures: dict[str, Any] = {}
    lines, kept, once = [], True, True
    for database in each_database(FILES / "node-killed-letters"):
        shutil.rmtree(database.data, ignore_errors=True)
        node(database.data, folder=database.data, what="ready", url=database.url)
        found = killed(database, times=row.records)
        figures[database.name] = found
        kept = kept and not found["lost"] and not found["unsent"] and not found["halves"] and found["ledger"] == "None"
        once = once and not found["twice_in_a_mailbox"]
        lines.append(
            f"{database.name}: {found['letters']:,} letters, {found['killed']} processes killed with -9, "
            f"{found['killed_while_sending']} of them with a letter in hand; given to the server twice "
            f"{found['given_twice']}, twice in a mailbox {found['twice_in_a_mailbox']}"
        )
    goals = {"nothing lost, nothing half done, the ledger whole": kept, "no letter twice in a mailbox": once}
    told(row, goals=goals, figures=figures, lines=lines)


def killed(database: Database, *, times: int) -> dict[str, Any]:
    """Kill a node so many times, let it finish, and say what there is."""
    chance = random.Random(SEED)
    taken = database.data / "mailbox"
    with mail_server(taken) as port:
        died = [_kill(database, port, taken=taken, after=chance.uniform(SOONEST, LATEST)) for _ in range(times)]
        held = json.loads(_letters(database, port, "finish").splitlines()[-1])
    given = Counter(line.split()[0] for line in taken.read_text().splitlines())
    steps = {f"ask:{number}" for number in (database.data / "told").read_text().split()}
    about = Counter(held["about"])
    return {
        "killed": len(died),
        "killed_while_sending": sum(died),
        "letters": len(held["numbers"]),
        "lost": len(steps - set(about)) + len(set(held["numbers"]) - set(given)),
        "unsent": sum(number for state, number in held["states"].items() if state != "sent"),
        "halves": len(held["links_without_letter"]),
        "twice_in_a_mailbox": sum(number - 1 for number in about.values()) + len(set(given) - set(held["numbers"])),
        "given_twice": sum(number - 1 for number in given.values()),
        "sent_in_ledger": held["sent_in_ledger"],
        "ledger": held["ledger"],
    }


@contextmanager
def mail_server(taken: Path) -> Iterator[int]:
    """Run a mail server in a process of its own; gives its port."""
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
    return [sys.executable, "-m", "benchmarks.work.our_letters", str(database.data), database.url, str(port), what]


def _letters(database: Database, port: int, what: str) -> str:
    return subprocess.run(_command(database, port, what), check=True, capture_output=True, text=True).stdout


def _kill(database: Database, port: int, *, taken: Path, after: float) -> bool:
    """Start a node, kill it some time after its first letter, and say whether it had one in hand."""
    before = taken.stat().st_size if taken.exists() else 0
    process = subprocess.Popen(_command(database, port, "run"), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + PATIENCE
    while not taken.exists() or taken.stat().st_size == before:
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError("The node sent no letter.")
        time.sleep(0.01)
    time.sleep(after)
    process.kill()
    process.wait()
    noted = database.data / "post" / "taken"
    return noted.exists() and bool(os.listdir(noted))


if __name__ == "__main__":
    main()
