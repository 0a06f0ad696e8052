"""Which children need help, and how much: as often as the national figures say, and in the same families."""

import numpy as np

from wraparound.sample.chance import Flags, Floats, Ints, Rng, happens, picked, top
from wraparound.sample.people.households import YEAR
from wraparound.sample.tables import rows

PLACEMENTS = ("", "foster", "home", "supported", "parents", "other")
REFERRERS = ("", "police", "school", "health", "other")


def rate(measure: str) -> float:
    """Give a national figure from the calibration table, in its own unit."""
    return next(float(row["value"]) for row in rows("calibration") if row["measure"] == measure)


def need(rng: Rng, *, household: Ints, age: Floats) -> Floats:
    """Give each child a leaning to need help: mostly the household's, some their own, more for babies and teenagers."""
    homes = rng.normal(0, 1, int(household.max()) + 1)
    own = rng.normal(0, 0.45, len(household))
    leaning: Floats = homes[household] + own + 0.25 * (age < 1) + 0.2 * (age > 13)
    return leaning


def flags(rng: Rng, *, leaning: Floats, age: Floats, pupil: Flags) -> dict[str, Ints]:
    """Mark who is in need, on a plan, looked after, has an education plan, and who was referred this year by whom."""
    born = age >= 0
    share = int(born.sum()) / 10_000
    in_need = top(leaning + 0.0, among=born, count=rate("children in need") * share)
    cared = top(
        leaning + rng.normal(0, 0.8, len(leaning)) + 0.05 * age, among=in_need, count=rate("looked after") * share
    )
    planned = top(
        leaning + rng.normal(0, 0.8, len(leaning)) - 0.03 * age,
        among=in_need & ~cared,
        count=rate("child protection plans") * share,
    )
    unborn = (age < 0) & (leaning > np.quantile(leaning, 0.96))
    marked = {"in_need": in_need | unborn, "on_plan": planned, "looked_after": cared}
    marked["ehc_plan"], marked["sen_support"] = _education(rng, in_need=in_need, cared=cared, pupil=pupil)
    made = {name: flag.astype(np.int64) for name, flag in marked.items()}
    made["placement"] = _placements(rng, cared=cared, age=age)
    made["referrals"], made["referred_by"] = _referrals(rng, leaning=leaning, born=born)
    return made


def _education(rng: Rng, *, in_need: Flags, cared: Flags, pupil: Flags) -> tuple[Flags, Flags]:
    chance = rng.random(len(pupil))
    wanted = rate("education health and care plan") / 100 * pupil.sum()
    with_need = rate("plan among children in need") / 100
    with_care = rate("plan among looked after") / 100
    both = (in_need & ~cared & pupil).sum() * with_need + (cared & pupil).sum() * with_care
    others = max(0.0, wanted - both) / max(1, int((pupil & ~in_need).sum()))
    threshold = np.where(cared, with_care, np.where(in_need, with_need, others))
    plan = pupil & (chance < threshold)
    support = top(
        rng.random(len(pupil)) + 0.3 * in_need,
        among=pupil & ~plan,
        count=rate("special educational needs support") / 100 * pupil.sum(),
    )
    return plan, support


def _placements(rng: Rng, *, cared: Flags, age: Floats) -> Ints:
    shares = [
        rate(name)
        for name in ("foster care", "children's and secure homes", "supported accommodation", "placed with parents")
    ]
    shares.append(100 - sum(shares))
    placed = np.zeros(len(age), dtype=np.int64)
    # Supported accommodation is for sixteen and seventeen only, and homes take mostly older children.
    places = np.flatnonzero(cared)
    kinds = np.sort(picked(rng, weights=shares, size=len(places)))
    ranks = {0: 0.0, 1: 6.0, 2: 30.0, 3: 0.0, 4: 3.0}
    wish = np.asarray([ranks[kind] for kind in kinds.tolist()]) + rng.random(len(places)) * 6
    oldest_first = places[np.argsort(-(age[places] + rng.random(len(places)) * 0.5), kind="stable")]
    placed[oldest_first] = kinds[np.argsort(-wish, kind="stable")] + 1
    return placed


def _referrals(rng: Rng, *, leaning: Floats, born: Flags) -> tuple[Ints, Ints]:
    total = rate("referrals") * int(born.sum()) / 10_000
    again = rate("referred again within a year") / 100 * total
    score = leaning + rng.normal(0, 0.7, len(leaning))
    once = top(score, among=born, count=total - again)
    twice = top(rng.random(len(leaning)), among=once, count=again)
    shares = [rate(f"referrals from {who}") for who in ("police", "schools", "health")]
    by = picked(rng, weights=[*shares, 100 - sum(shares)], size=len(leaning)) + 1
    return once.astype(np.int64) + twice, np.where(once, by, 0)


def school_age(birth: Ints, *, on: int) -> Flags:
    """Say who is of an age to be a pupil: in or past the reception year."""
    return np.asarray((on - birth) / YEAR >= 4.0)


def unknown(rng: Rng, *, count: int) -> Flags:
    """Mark the children whom no agency knows."""
    return happens(rng, chance=0.008, size=count)
