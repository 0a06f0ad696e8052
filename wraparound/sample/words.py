"""The vocabulary of the invented population: what is known of each person and of each record."""

from dataclasses import dataclass, fields

import numpy as np

from wraparound.sample.chance import Flags, Floats, Ints, Texts

NEVER = -1_000_000  # a day before every other, for what has not happened
CHILD, ADULT = 0, 1
BORN_AS, BECAME = 1, 2  # the two identities of an adopted child; 0 for everyone else
FLAGS = (
    "in_need", "on_plan", "looked_after", "ehc_plan", "sen_support", "placement", "referrals", "referred_by", "pupil",
    "unknown", "two_homes", "alone",
)  # fmt: skip


@dataclass
class People:
    """One entry for each person of an area; days count from 1 January 1970, -1 stands for nobody or nothing."""

    household: Ints
    role: Ints
    sex: Ints
    birth: Ints
    tradition: Ints
    given: Texts
    second: Texts
    surname: Texts
    surname_before: Texts
    renamed: Ints
    known_as: Texts
    twin: Ints
    mother: Ints
    father: Ints
    homes: Ints  # (people, 3): now, before that, before that
    moved: Ints  # (people, 2): the day of the last move and of the one before
    phone: Texts
    phone_2: Texts
    phone_before: Texts
    phone_changed: Ints
    nhs: Ints
    upn: Texts
    school: Texts
    arrived: Ints
    need: Floats
    flags: dict[str, Ints]
    identity: Ints
    identified: Ints  # the day on which an adopted child's identity changed

    def __len__(self) -> int:
        return len(self.household)

    def take(self, at: Ints) -> "People":
        """Give the people at these positions."""
        kept = {f.name: getattr(self, f.name)[at] for f in fields(self) if f.name != "flags"}
        return People(**kept, flags={name: flag[at] for name, flag in self.flags.items()})

    def born(self, on: int) -> Flags:
        """Say who is a child already born on a day, and not an adopted child's former identity."""
        alive: Flags = (self.role == CHILD) & (self.birth <= on) & (self.identity != BORN_AS)
        return alive


def joined(*several: People) -> People:
    """Give several lists of people as one, in their order."""
    whole = {
        f.name: np.concatenate([getattr(people, f.name) for people in several])
        for f in fields(People)
        if f.name != "flags"
    }
    flags = {name: np.concatenate([people.flags[name] for people in several]) for name in several[0].flags}
    return People(**whole, flags=flags)
