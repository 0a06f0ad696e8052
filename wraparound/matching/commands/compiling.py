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
FIRST, SECOND, ALONE, ANSWERS = "first.csv", "second.csv", "alone.csv", "answers.csv"
LEARNT = ("link", FIRST, SECOND, "--train", "--out", "linked")
JUDGED = ("link", ALONE, "--answers", ANSWERS)
LOOKED_UP = ("find", "index", "surname=Baba", "--build", FIRST, SECOND)
Row = list[str]


def run(asked: Asked) -> Code:
    """Compile what linking needs, then what looking up needs; where another process compiles, wait until it has."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with being_compiled() as ours:
            if not ours:
                return Code.DONE
            if not asked.quiet:
                print("Compiling the engine for this machine …", file=sys.stderr)
            _lay_files(folder)
            if not _compiled([LEARNT, JUDGED], folder=folder):
                return Code.FAULT
        return Code.DONE if _compiled([LOOKED_UP], folder=folder) else Code.FAULT


def _lay_files(folder: Path) -> None:
    """Write down people of whom one can learn, and two whom no rule brings together but somebody's answer does."""
    rows = _people(Random(1))
    _lay(folder / FIRST, rows=rows)
    _lay(folder / SECOND, rows=[_written_otherwise(row) for row in rows])
    _lay(folder / ALONE, rows=[_alone("1", "Baba"), _alone("2", "Winwin")])
    (folder / ANSWERS).write_text("left_source,left_id,right_source,right_id,answer\nalone,1,alone,2,same\n")


def _compiled(commands: Sequence[Sequence[str]], *, folder: Path) -> bool:
    """Do commands beside one another, each in a process; say whether all went well."""
    beside = [_started(words, folder=folder) for words in commands]
    codes = [process.wait() for process in beside]  # of all of them, whatever became of the first
    return not any(codes)


def _started(words: Sequence[str], *, folder: Path) -> subprocess.Popen[bytes]:
    program = [sys.executable, "-m", "wraparound.matching.commands", *words]
    env, quiet = os.environ | {COMPILING: "1"}, subprocess.DEVNULL
    return subprocess.Popen(program, cwd=folder, env=env, stdout=quiet, stderr=quiet)  # noqa: S603 – ours, word by word


def _lay(file: Path, *, rows: list[Row]) -> None:
    with file.open("w", newline="", encoding="utf-8") as out:
        writer(out).writerows([COLUMNS, *rows])


def _people(chance: Random) -> list[Row]:
    """Invent people with a test NHS number each, in homes at postcodes that are not in use."""
    people = []
    for number in range(PEOPLE):
        home = Random(number // 3)
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
