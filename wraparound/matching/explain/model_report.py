"""What a model has learnt, written in Markdown for people: each level's m, u and bits, and how learning went."""

from collections.abc import Sequence

from wraparound.kernel.markup import clean
from wraparound.matching.explain.comparing import label_of
from wraparound.matching.explain.wording import one_in, signed
from wraparound.matching.model import CARELESSLY, HOUSEHOLD, NAMESAKES, PERSON, TWINS, Comparison, Level, Model, Shares
from wraparound.matching.training.train import Session

SHARED = {
    Shares.NOBODY: "",
    Shares.HOUSEHOLD: "Everyone of a household agrees here, so it does not tell them apart.",
    Shares.TWINS: "Twins agree here, so it does not tell them apart.",
    Shares.NAMESAKES: "A parent and child of one name agree here, so it does not tell them apart.",
    Shares.MISTAKEN: "A relative’s record may carry it by mistake, so it is allowed to be wrong now and then.",
}


def model_report(model: Model, *, sessions: Sequence[Session] = ()) -> str:
    """Write what a model says, in Markdown: prior, each comparison's levels, blocking rules, and how it was learnt."""
    parts = ["# What the model says", _prior(model), "## Comparisons", MEANING]
    parts += [_comparison(comparison) for comparison in model.comparisons]
    parts += ["## Blocking rules", "Only records that agree under one of these rules are compared."]
    parts.append("\n".join(f"{k}. {plain(str(rule))}" for k, rule in enumerate(model.rules, 1)) or "None.")
    if sessions:
        parts += ["## How it was learnt", LEARNT, _sessions(sessions)]
    return "\n\n".join(parts) + "\n"


MEANING = (
    "*m* is how often a level is seen when two records are one person, *u* how often when they are not. Bits are "
    "log₂(*m* ÷ *u*): above nought they speak for one person, below nought against. A missing value weighs nothing."
)
LEARNT = (
    "No answers were given. *u* is from pairs drawn at random; *m* by expectation-maximisation among the pairs of each "
    "blocking rule, for the comparisons that the rule does not settle itself. Learning has settled when no probability "
    "moves any more."
)


def plain(text: str) -> str:
    """Give a text that Markdown takes as it is, also inside a table."""
    return "".join("\\" + sign if sign in "\\`*_{}[]<>#|" else sign for sign in clean(text))


def _prior(model: Model) -> str:
    """Say how common each explanation of a pair is before anything is compared."""
    other = model.alternatives
    shares = {
        "one person, carefully kept": model.prior,
        "one person, carelessly kept": other.careless,
        "two people of one household": other.household,
        "twins": other.twins,
        "a parent and child of one name": other.namesakes,
    }
    lines = [f"| {what} | {share:.3g} | {one_in(share)} |" for what, share in shares.items() if share > 0]
    return "\n".join(["| Two records drawn at random are | Probability | |", "|---|---:|---:|", *lines])


def _comparison(comparison: Comparison) -> str:
    """Give one comparison's levels as a table."""
    label = label_of(comparison)
    lines = [f"### {plain(label[:1].upper() + label[1:])}"]
    if SHARED[comparison.shares]:
        lines += ["", SHARED[comparison.shares]]
    lines += ["", "| Level | m | u | Bits | Rare values weigh more |", "|---|---:|---:|---:|---|"]
    return "\n".join([*lines, *map(_level, comparison.levels)])


def _level(level: Level) -> str:
    if level.is_null:
        return f"| {plain(level.label)} | | | 0 | |"
    rare = f"by {plain(level.tf_column)}" if level.tf_column else ""
    return f"| {plain(level.label)} | {_share(level.m)} | {_share(level.u)} | {signed(level.weight)} | {rare} |"


def _share(share: float | None) -> str:
    return "not learnt" if share is None else f"{share:.3g}"


def _sessions(sessions: Sequence[Session]) -> str:
    """Give each session's pairs, what it took them for, and how it came to rest."""
    head = ["Rule", "Pairs", "One person", "One household", "Rounds", "Last change", "Settled"]
    rows = ["| " + " | ".join(head) + " |", "|---|" + "---:|" * 5 + "---|"]
    for session in sessions:
        learnt = session.learnt
        same = float(learnt.shares[[PERSON, CARELESSLY]].sum())
        home = float(learnt.shares[[HOUSEHOLD, TWINS, NAMESAKES]].sum())
        last = f"{learnt.changes[-1]:.1g}" if learnt.changes else ""
        figures = [f"{learnt.pairs:,}", f"{same:.1%}", f"{home:.1%}", str(len(learnt.changes)), last]
        rows.append("| " + " | ".join([plain(str(session.rule)), *figures, "yes" if learnt.settled else "no"]) + " |")
    return "\n".join(rows)
