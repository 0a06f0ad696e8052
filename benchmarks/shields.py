"""Let ten thousand histories of loads, links and shields happen, and ask every address whether it betrays anyone.

To each family something happens twelve times: a row about one of its children comes or changes, people join, part or
take back, somebody is shielded or two identities are kept apart, or that is ended; what waits is linked in between, so
persons merge and split. What is asked, after which step:

- after each thing that happens to a family, and after each linking that moves one of its records: one way to ask about
  a child (pages, JSON API, FHIR), as one who may ask so, about somebody of the family who must be hidden by then and
  about nobody; the answers must be the same to the byte, in as many queries. A deck for each kind of step deals every
  way with everyone before it deals one again, so that each is asked many times after each kind of step (the least is
  told). Every other time one of the family who is not hidden is asked about too, every tenth time a search is made;
- for each final state: every address that is about no child, as everyone; every page of the lists; three of the ways
  for each code that must be hidden; each who is not hidden once; a search for each name, home and number of the hidden.

Everyone is people of every role but the keepers', and systems of every role, of two agencies, and somebody unknown.

Each area that is done is kept until the code is another, so a run that was cut off goes on where it was.
"""

import json
import os
import shutil
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.killed_loads import node
from benchmarks.measure import run
from benchmarks.plan import FILES, SEED
from benchmarks.rows import asked, told

HISTORIES, OF_AN_AREA = 10_000, 500  # families, each with a history of its own; those of one area share what is linked
AT_ONCE = 2
APART = 0.01  # how far from half the share may be of pairs in which the answer about the hidden is the slower
SO_NEAR = 0.5  # microseconds, in the median, by which the query may be slower with which each such answer begins
KEPT = FILES / "shields"
CODE = ("wraparound", "tests", "benchmarks", "docs/guide")  # what an outcome hangs on
Said = dict[str, Any]


def main() -> None:
    """Let the histories happen in as many areas as they need, and count what leaks."""
    row = asked("shields", records=HISTORIES, runs=1, timed=False)
    families, state = min(row.records, OF_AN_AREA), _state()
    areas = -(-row.records // families)
    KEPT.mkdir(parents=True, exist_ok=True)
    for former in (file for file in KEPT.iterdir() if not file.name.startswith(state)):
        shutil.rmtree(former) if former.is_dir() else former.unlink()
    first = KEPT / f"{state}-node"
    if not first.exists():
        making = _of_this_run(first)
        node(making, folder=making, what="people")
        making.rename(first)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        said = list(pool.map(lambda seed: _area(seed, families=families, first=first), range(SEED, SEED + areas)))
    leaked, least = sum(one["leaked"] for one in said), _least(said)
    shown, caught, answers = (sum(one[name] for one in said) for name in ("shown", "caught", "asked"))
    slower, by_address = _timed(said)
    alone = _slower([hidden - nobody for one in said for hidden, nobody in one["alone"]])
    goals = {
        "no leak": not leaked,
        "no telling by time": abs(slower - 0.5) <= APART,
        "its query by itself tells no more": abs(alone[1]) <= SO_NEAR,
        "each way to ask was asked by everyone after each kind of step": least > 0,
        "the walk sees what would be a leak": caught > 10 * areas and shown > row.records,
    }
    figures: Said = {"leaks": leaked, "answers": answers, "shown": shown, "caught": caught, "least": least}
    figures |= {"slower": slower, "by_address": by_address, "alone": alone, "cpu": sum(one["cpu"] for one in said)}
    told(row, goals=goals, figures=figures, lines=_lines(said, figures=figures))


def _area(seed: int, *, families: int, first: Path) -> Said:
    """Let an area's histories happen on a copy of a node, or give what came of them before."""
    kept = first.with_name(f"{first.name.removesuffix('-node')}-{families}-{seed}.json")
    if not kept.exists():
        data = _of_this_run(kept.with_suffix(""))
        shutil.copytree(first, data)
        done = run("our_shields", data, families, seed)
        shutil.rmtree(data)
        kept.with_suffix(".part").write_text(json.dumps(done.said | {"cpu": done.whole_cpu}))
        kept.with_suffix(".part").rename(kept)
    said: Said = json.loads(kept.read_text())
    return said


def _of_this_run(folder: Path) -> Path:
    """Give a folder of this run's own for what is under way, and take those of runs that were cut off away.

    What such a run had started may work on for a while: it must not work on the files of this one.
    """
    for former in folder.parent.glob(f"{folder.name}-*"):
        shutil.rmtree(former, ignore_errors=True)
    return folder.with_name(f"{folder.name}-{os.getpid()}")


def _state() -> str:
    """Name the code by ten digits: the program, what asks it, and the table of who may open what."""
    files = sorted(file for folder in CODE for file in Path(folder).rglob("*") if file.is_file())
    mine = sha256()
    for file in files:
        if "__pycache__" not in file.parts and "results" not in file.parts:
            mine.update(f"{file}\n".encode() + file.read_bytes())
    return mine.hexdigest()[:10]


def _least(said: list[Said]) -> int:
    """Give how often, at least, any way to ask about a child was asked by anyone after any kind of step."""
    count: Counter[tuple[str, ...]] = Counter()
    for one in said:
        for *which, times in one["dealt"]:
            count[tuple(which)] += times
    return min(count.values())


def _timed(said: list[Said]) -> tuple[float, dict[str, list[float]]]:
    """Give in what share of pairs the answer about the hidden was the slower, and the same of each address.

    With the share of an address stands the median of how much slower, in microseconds, and how many pairs there are.
    """
    pairs: dict[str, list[float]] = defaultdict(list)
    for one in said:
        for way, _, hidden, nobody in one["pairs"]:
            pairs[way].append(hidden - nobody)
    table = {way: _slower(gaps) for way, gaps in sorted(pairs.items())}
    return _share([gap for gaps in pairs.values() for gap in gaps]), table


def _slower(gaps: list[float]) -> list[float]:
    return [_share(gaps), round(median(gaps) * 1e6, 2), len(gaps)]


def _share(gaps: list[float]) -> float:
    return round(sum((gap > 0) + (gap == 0) / 2 for gap in gaps) / len(gaps), 4)


def _lines(said: list[Said], *, figures: Said) -> list[str]:
    count, pairs = len(said), sum(len(one["pairs"]) for one in said)
    steps, hidden = sum(sum(one["steps"].values()) for one in said), sum(one["hidden"] for one in said)
    worst, (share, gap, of) = max(figures["by_address"].items(), key=lambda one: abs(one[1][0] - 0.5))
    return [
        f"{steps:,} things that happened in {count} areas, {hidden:,} codes hidden at the end",
        f"  {figures['answers']:,} answers, {figures['shown']:,} of them pages: {figures['leaks']} leaks",
        f"  each way to ask about a child asked by everyone after each kind of step, {figures['least']} times at least",
        f"  of {20 * count} pages that keepers of shields are shown, {figures['caught']} would be leaks",
        f"  an answer about somebody hidden is the slower in {figures['slower']:.1%} of {pairs:,} pairs of answers",
        f"  furthest from that: {worst}, {share:.1%} of {of:,}, by {gap:.1f} µs in the median",
        "  the query alone with which it begins: in {:.1%}, by {:.2f} µs in the median, of {:,}".format(
            *figures["alone"]
        ),
        *(f"  {leak}" for one in said for leak in one["leaks"]),
    ]


if __name__ == "__main__":
    main()
