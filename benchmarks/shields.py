"""Let ten thousand histories of loads, links and shields happen, and ask every address whether it betrays anyone."""

import shutil
from concurrent.futures import ThreadPoolExecutor

from benchmarks.killed_loads import node
from benchmarks.measure import Run, run
from benchmarks.plan import FILES, SEED
from benchmarks.rows import asked, told

HISTORIES, OF_AN_AREA = 10_000, 500  # families, each with a history of its own; those of one area share what is linked
AT_ONCE = 2
APART = 0.05  # how far from even the chance may be that an answer of the hidden is the slower of two


def main() -> None:
    """Let the histories happen in as many areas as they need, and count what leaks."""
    row = asked("shields", records=HISTORIES, runs=1, timed=False)
    areas = max(1, row.records // OF_AN_AREA)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        families = min(row.records, OF_AN_AREA)
        done = list(pool.map(lambda seed: _area(seed, families=families), range(SEED, SEED + areas)))
    said = [one.said for one in done]
    leaked, answers = sum(one["leaked"] for one in said), sum(one["asked"] for one in said)
    slow, quick = ([seconds for one in said for seconds in one[name]] for name in ("slow", "quick"))
    slower = chance_of_slower(slow, others=quick)
    lines = [
        f"{row.records:,} histories in {areas} areas, {sum(one['hidden'] for one in said):,} codes hidden at the end",
        f"  {answers:,} answers of every address to every role but the keepers', of two agencies: {leaked} leaks",
        f"  an answer about someone hidden is slower than one about nobody in {slower:.1%} of pairs (50 %: no telling)",
        *(f"  {leak}" for one in said for leak in one["leaks"]),
    ]
    shown, caught = (sum(one[name] for one in said) for name in ("shown", "caught"))
    lines[2:2] = [
        f"  {shown:,} of them showed a page; of {20 * areas} that keepers of shields are shown, {caught} would be leaks"
    ]
    goals = {
        "no leak": not leaked,
        "no telling by time": abs(slower - 0.5) <= APART,
        "the walk sees what would be a leak": caught > 10 * areas and shown > row.records,
    }
    figures = {"leaks": leaked, "answers": answers, "shown": shown, "caught": caught, "slower": slower}
    told(row, goals=goals, figures=figures, lines=lines)


def _area(seed: int, *, families: int) -> Run:
    data = FILES / f"node-shields-{seed}"
    shutil.rmtree(data, ignore_errors=True)
    node(data, folder=data, what="people")
    done = run("our_shields", data, families, seed)
    shutil.rmtree(data)
    return done


def chance_of_slower(ones: list[float], *, others: list[float]) -> float:
    """Give the chance that one of some durations is longer than one of others, halves for those that are equal."""
    order = sorted([(seconds, 1) for seconds in ones] + [(seconds, 0) for seconds in others])
    below, wins = 0, 0
    for _, is_one in order:
        wins += below * is_one
        below += 1 - is_one
    return wins / (len(ones) * len(others)) if ones and others else 0.5


if __name__ == "__main__":
    main()
