"""How many names each tradition has, and how often each is given: a written core and a long tail made of parts."""

from functools import cache
from itertools import product

import numpy as np

from wraparound.sample.chance import Floats, Urn, falling, urn
from wraparound.sample.tables import TRADITIONS, numbers, parts

_TAIL_LIMIT = 70_000
_FATHERS_NAMES = {"pakistani", "somali", "bengali", "arabic"}  # a surname is often a forefather's own name


def _share(tradition: str, *, column: str) -> float:
    return numbers("traditions")[column][TRADITIONS.index(tradition)]


def _tail(made: list[str], *, core: tuple[str, ...], salt: int) -> list[str]:
    # The order decides how common a name is, so it is shuffled once, the same in every population.
    fresh = sorted(set(made) - set(core))
    order = np.random.default_rng(salt).permutation(len(fresh))
    return [fresh[place] for place in order[:_TAIL_LIMIT]]


def _joined(core: tuple[str, ...], *, tail: list[str], core_share: float, shape: tuple[Floats, Floats]) -> Urn:
    core = tuple(dict.fromkeys(core))
    head, rest = shape[0][: len(core)], shape[1][: len(tail)]
    if not tail:
        return urn(list(core), weights=head)
    weights = np.concatenate([core_share * head / head.sum(), (1 - core_share) * rest / rest.sum()])
    return urn([*core, *tail], weights=weights)


def _glued(*pieces: tuple[str, ...]) -> list[str]:
    made = ("".join(chosen) for chosen in product(*pieces))
    # A capital inside comes from a prefix such as Mc or O'; three equal letters in a row from a clumsy joint.
    return [name for name in made if not any(a == b == c for a, b, c in zip(name, name[1:], name[2:], strict=False))]


@cache
def given_names(tradition: str, *, sex: str) -> Urn:
    """Give the given names of a tradition for one sex ("m" or "f"), with their shares."""
    core = parts("names", tradition, f"given_{sex}")
    made = _glued(parts("names", tradition, f"start_{sex}"), parts("names", tradition, f"end_{sex}"))
    paired = parts("names", tradition, "hyphen_end" if sex == "f" else "hyphen_end_m")
    firsts = parts("names", tradition, f"hyphen_{sex}") if sex == "f" else parts("names", tradition, "hyphen_m")
    made += [f"{first}-{last}" for first, last in product(firsts, paired) if first != last]
    made += _respelt(core) if tradition != "chinese" else []
    tail = _tail(made, core=core, salt=TRADITIONS.index(tradition) * 2 + (sex == "f"))
    shape = falling(len(core), flat=18, steep=1.05), falling(len(tail), flat=30, steep=0.85)
    return _joined(core, tail=tail, core_share=_share(tradition, column="core_given"), shape=shape)


@cache
def surnames(tradition: str) -> Urn:
    """Give the surnames of a tradition, with their shares."""
    core = parts("names", tradition, "surname")
    made = _glued(*(parts("names", tradition, f"sur_{part}") for part in ("start", "mid", "end")))
    if tradition in _FATHERS_NAMES:
        made += list(given_names(tradition, sex="m").words)
    tail = _tail(made, core=core, salt=100 + TRADITIONS.index(tradition))
    shape = falling(len(core), flat=5, steep=0.8), falling(len(tail), flat=60, steep=0.8)
    return _joined(core, tail=tail, core_share=_share(tradition, column="core_surname"), shape=shape)


@cache
def pool(tradition: str, *, kind: str) -> Urn:
    """Give a written list of names of one kind, the first the most common."""
    listed = parts("names", tradition, kind)
    return urn(list(listed), weights=falling(len(listed), flat=2, steep=0.8))


def _respelt(core: tuple[str, ...]) -> list[str]:
    # Parents respell: Millie, Milly, Milley; Jayden, Jaydon, Jaydyn; Sofie for Sophie.
    swaps = [
        ("ie", "y"),
        ("y", "ie"),
        ("ey", "y"),
        ("en", "yn"),
        ("an", "en"),
        ("ph", "f"),
        ("c", "k"),
        ("k", "c"),
        ("a", "ah"),
        ("ll", "l"),
        ("l", "ll"),
        ("i", "y"),
        ("ai", "ay"),
        ("ia", "iya"),
        ("n", "nn"),
        ("s", "z"),
    ]
    made = []
    for name in core:
        for old, new in swaps:
            if name.endswith(old) or old in name[1:-1]:
                start, _, end = name.rpartition(old)
                made.append((start + new + end).capitalize())
    return made
