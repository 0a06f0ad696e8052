"""`wraparound-match compile`: compile the engine for this machine before anyone waits for it, on two cores.

Kernels are compiled when they are first called, and a process compiles one at a time. So invented people are linked
and looked up in two processes that come to the kernels in different orders; what one has compiled the other takes.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from csv import writer
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from wraparound.kernel.identifiers import nhs_check_digit
from wraparound.matching import COMPILING, being_compiled
from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Code

PEOPLE = 400
COLUMNS = ("id", "forename", "surname", "known as", "date of birth", "sex", "postcode", "phone", "nhs number")
SOUNDS = ("ba", "da", "fen", "gor", "ka", "lu", "mi", "no", "ra", "sel", "ta", "win")
NAMES = [one + other for one in SOUNDS for other in SOUNDS]
FIRST, SECOND, ALONE = "first.csv", "second.csv", "alone.csv"
Row = list[str]


def run(asked: Asked) -> Code:
    """Compile what linking and looking up need; where another process compiles, wait until it has."""
    with being_compiled() as ours:
        if ours:
            if not asked.quiet:
                print("Compiling the engine for this machine …", file=sys.stderr)
            with TemporaryDirectory() as folder:
                return Code.DONE if _compiled(Path(folder)) else Code.FAULT
    return Code.DONE


def _compiled(folder: Path) -> bool:
    """Learn from people and link them, and beside it join two whom no rule brings together, then look someone up."""
    rows = _people(Random(1))  # noqa: S311 – nobody is to be surprised by them
    _lay(folder / FIRST, rows=rows)
    _lay(folder / SECOND, rows=[_written_otherwise(row) for row in rows])
    _lay(folder / ALONE, rows=[_alone("1", "Baba"), _alone("2", "Winwin")])
    (folder / "answers.csv").write_text("left_source,left_id,right_source,right_id,answer\nalone,1,alone,2,same\n")
    learnt = [["link", FIRST, SECOND, "--train", "--out", "linked"]]
    judged = [["link", ALONE, "--answers", "answers.csv"], ["find", "index", "surname=Baba", "--build", FIRST, SECOND]]
    beside = [_started(_in_turn(words), folder=folder) for words in (learnt, judged)]
    return not any([process.wait() for process in beside])


def _in_turn(commands: Sequence[Sequence[str]]) -> str:
    """Give a program that does some commands one after another in one process."""
    return f"from wraparound.matching.commands import main\nfor words in {list(commands)!r}:\n    main(words)"


def _started(program: str, *, folder: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    env = os.environ | {COMPILING: "1"}
    return subprocess.Popen([sys.executable, "-c", program], cwd=folder, env=env, stdout=quiet, stderr=quiet)  # noqa: S603


def _lay(file: Path, *, rows: list[Row]) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer(out).writerows([COLUMNS, *rows])


def _people(chance: Random) -> list[Row]:
    """Invent people with a test NHS number each, in homes at postcodes that are not in use."""
    people = []
    for number in range(PEOPLE):
        home = Random(number // 3)  # noqa: S311 – three live together
        surname, postcode, phone = home.choice(NAMES), f"QA1 {home.randrange(1, 9)}AB", f"0{home.randrange(4 * 10**9)}"
        born = f"{chance.randrange(2005, 2020)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        nine = f"{999_000_000 + number}"
        digit = nhs_check_digit(nine)
        nhs_number = "" if digit is None or digit > 9 else f"{nine}{digit}"
        name, known_as = chance.choice(NAMES), chance.choice(NAMES)
        people.append([str(number), name, surname, known_as, born, chance.choice("MF"), postcode, phone, nhs_number])
    return people


def _written_otherwise(row: Row) -> Row:
    """Write a person as another agency does: every other one with a slip, and some without a number."""
    number, name, surname, known_as, *others, nhs_number = row
    odd = int(number) % 2
    return [number, name[1:] if odd else name, surname, "" if odd else known_as, *others, "" if odd else nhs_number]


def _alone(number: str, name: str) -> Row:
    """Invent somebody who has nothing in common with anybody."""
    return [number, name, name, "", f"20{number}{number}-0{number}-0{number}", "", "", "", ""]
