"""`wraparound-match train`: learn how much each piece of evidence weighs, and write it as a model file."""

import json

from wraparound.matching.commands.arguments import Asked
from wraparound.matching.commands.ending import Code
from wraparound.matching.commands.linking import Run, run_linking
from wraparound.matching.commands.telling import Telling
from wraparound.matching.model import Comparison
from wraparound.matching.model.splink import write_splink
from wraparound.matching.tables import Outputs


def run(asked: Asked) -> Code:
    """Learn a model from the files and write it, with a report if one is asked for."""
    asked.train, asked.model = True, None
    with Telling(quiet=asked.quiet) as tell:
        done = run_linking(asked, tell=tell)
        with Outputs(asked.out.absolute().parent) as out:
            out.write_json(asked.out.name, value=write_splink(done.linked.model))
        if asked.report:
            with Outputs(asked.report.absolute().parent) as out:
                out.write_text(asked.report.name, text=report_of(done))
        seconds = tell.seconds
    sessions, model = done.linked.sessions, done.linked.model
    settled = sum(session.learnt.settled for session in sessions)
    if asked.json:
        told = {"records": len(done.linked.store), "comparisons": [one.name for one in model.comparisons]}
        told |= {"sessions": len(sessions), "settled": settled, "seconds": round(seconds, 3), "model": str(asked.out)}
        print(json.dumps(told, ensure_ascii=False))
    elif not asked.quiet:
        print(f"Learnt from {len(done.linked.store):,} records in {seconds:.1f} seconds: {asked.out}.")
        print(f"{settled} of {len(sessions)} rounds of learning came to rest.")
    return Code.DONE


def report_of(done: Run) -> str:
    """Write, for people, how the model was learnt and what each level weighs."""
    linked = done.linked
    lines = [
        "# How this model was learnt",
        "",
        f"From {len(linked.store):,} records of {', '.join(one.name for one in done.taken.inputs)}, without any truth.",
        f"Two records drawn at random are one person with probability {linked.model.prior:.3g}.",
        "",
        "## Rounds of learning",
        "",
        "Each round looks at the pairs of one blocking rule until nothing changes by more than a hundred-thousandth.",
        "",
        "| Pairs with the | Pairs | Steps | Last change | At rest |",
        "|---|---:|---:|---:|---|",
    ]
    for session in linked.sessions:
        learnt = session.learnt
        last = f"{learnt.changes[-1]:.1e}" if learnt.changes else "-"
        rest = "yes" if learnt.settled else "no"
        lines.append(f"| {session.rule} | {learnt.pairs:,} | {len(learnt.changes)} | {last} | {rest} |")
    lines += ["", "## What each level weighs", ""]
    return "\n".join(lines + [line for one in linked.model.comparisons for line in _levels(one)])


def _levels(comparison: Comparison) -> list[str]:
    """Give one comparison's table: how often each level is seen in one person's pairs and in others, and its bits."""
    lines = [f"### {comparison.name}", "", "| Level | m | u | Bits |", "|---|---:|---:|---:|"]
    for place in comparison.graded:
        level = comparison.levels[place]
        lines.append(f"| {level.label} | {level.m or 0:.4g} | {level.u or 0:.4g} | {level.weight:+.2f} |")
    return [*lines, ""]
