"""Families of an invented area to whom things happen in random order, and who of them must be hidden by then.

What must be hidden is worked out here, apart from the program: whoever is shielded, whoever a record of theirs went to,
and every code that leads to them.
"""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from typing import NamedTuple

from wraparound.access.words import Role
from wraparound.agencies.models import Agency
from wraparound.identity.actions import (
    believe,
    decide_of,
    file_records,
    lift_shield,
    link_records,
    set_shield,
    undo_decision,
)
from wraparound.identity.models import Decision, Person, Record, Shield
from wraparound.identity.queries.linking import area_linked
from wraparound.identity.words import From, Kin, Relation, Row, ShieldKind
from wraparound.kernel.acting import Actor
from wraparound.kernel.identifiers import nhs_check_digit
from wraparound.matching.words import Answer

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
FEEDS = {"workers": "social-care", "incidents": "police", "pupils": "schools"}  # and whose each is
SYLLABLES = ["".join(pair) for pair in product("bdfgklmnprstvz", "aeiou")]
CHILDREN = 3  # of a family
HAPPEN = {"load": 5, "change": 3, "shield": 3, "join": 2, "part": 2, "undo": 1, "lift": 1}  # how often each


class Child(NamedTuple):
    """A child as they truly are; the names are nobody else's in the area."""

    first: str
    last: str
    born: str
    number: str


def word(number: int) -> str:
    """Give a name of three syllables that is that number's alone, up to 343,000."""
    a, rest = divmod(number * 7_919 % 343_000, len(SYLLABLES) ** 2)
    return "".join(SYLLABLES[place] for place in (a, *divmod(rest, len(SYLLABLES)))).title()


def nhs_number(number: int) -> str:
    """Give the number-th NHS number that is for tests."""
    first = f"99{number:07d}"
    return f"{first}{nhs_check_digit(first)}" if nhs_check_digit(first) is not None else nhs_number(number + 500_000)


class Area:
    """Families to each of whom a history happens that is drawn by chance."""

    def __init__(self, families: int, *, seed: int) -> None:
        """Give so many families; nobody holds a record of any."""
        self.chance, self.keys, self.hidden = random.Random(seed), 0, defaultdict[int, set[str]](set)
        self.families = [self._family(number) for number in range(families)]
        self.agencies = dict(Agency.objects.values_list("code", "pk"))
        self.clerk = Actor("clerk", "social-care", roles=frozenset({Role.ANALYST.value, Role.FRONT_DOOR.value}))
        keeper = Actor("keeper", "social-care", roles=frozenset({Role.GOVERNANCE.value}), signed_in_at=AT)
        self.keeper, self.both = keeper, replace(keeper, roles=keeper.roles | self.clerk.roles)
        self.held: dict[int, list[str]] = {number: [] for number in range(families)}  # keys of each family's records

    def _family(self, number: int) -> list[Child]:
        last = word(number * 7)
        return [
            Child(
                word(number * 7 + 1 + place),
                last,
                f"201{place + 1}-0{place + 2}-1{number % 10}",
                nhs_number(number * 3 + place),
            )
            for place in range(CHILDREN)
        ]

    def happens(self, rounds: int) -> None:
        """Let one thing happen to each family, so many times, and link what waits in between."""
        for turn in range(rounds):
            rows: dict[str, list[Row]] = {feed: [] for feed in FEEDS}
            for family in range(len(self.families)):
                what = self.chance.choices(list(HAPPEN), weights=list(HAPPEN.values()))[0]
                if what in {"load", "change"} or not self.held[family]:
                    self._told(family, rows=rows, new=what == "load")
                else:
                    getattr(self, f"_{what}")(family)
            for feed, told in rows.items():
                of = From(feed, self.agencies[FEEDS[feed]], turn + 1)
                file_records(list({row.key: row for row in told}.values()), of=of, by=self.clerk, at=AT)
            self._linked()

    def _told(self, family: int, *, rows: dict[str, list[Row]], new: bool) -> None:
        held = list(self.held[family])
        if new or not held:
            self.keys += 1
            key = f"{self.chance.choice(list(FEEDS))[0].upper()}{self.keys:06d}"
            self.held[family].append(key)
        else:
            key = self.chance.choice(held)
        feed = next(feed for feed in FEEDS if feed[0].upper() == key[0])
        rows[feed].append(self._row(key, family=family))

    def _row(self, key: str, *, family: int) -> Row:
        children = self.families[family]
        child = self.chance.choice(children)
        home = f"1 {word(200_000 + int(key[1:]))} Row" if self.chance.random() < 0.6 else f"9 {children[0].last} Road"
        said = {
            "given_names": [child.first], "surname": [child.last], "birth_date": [child.born], "address": [home],
            "postcode": [f"QA{family % 9 + 1} {family % 7 + 1}QN"],
        }  # fmt: skip
        if self.chance.random() < 0.6:
            said["nhs_number"] = [child.number]
        named = [one for one in children if one != child and self.chance.random() < 0.4]
        kin = [Kin(f"{one.first} {one.last}", Relation.SIBLING) for one in named]
        return Row(key, said, family=(*kin, Kin(f"Ngozi {child.last}", Relation.MOTHER)))

    def _records(self, family: int) -> list[Record]:
        found = Record.objects.filter(key__in=self.held[family], person__isnull=False)
        return list(found.select_related("person").order_by("pk"))

    def _shield(self, family: int) -> None:
        if records := self._records(family):
            person = self.chance.choice(records).person
            kind = self.chance.choice(list(ShieldKind))
            if person and not self._stands(person.pk, kind=kind):
                set_shield(person.code, kind=kind, reason="Hidden from her father", by=self.keeper, at=AT)
                self.hidden[person.pk].add(kind)

    def _lift(self, family: int) -> None:
        persons = {record.person_id for record in self._records(family)}
        shields = list(Shield.objects.filter(lifted_at__isnull=True, person__in=persons).order_by("pk"))
        if shields:
            shield = self.chance.choice(shields)
            lift_shield(shield.pk, why="No longer", by=self.keeper, at=AT)
            led = dict(Person.objects.filter(became__isnull=False).values_list("pk", "became_id"))
            for person in {shield.person_id, *led}:
                to = person
                while to != shield.person_id and to in led:
                    to = led[to]
                if to == shield.person_id and not self._stands(person, kind=shield.kind):
                    self.hidden[person].discard(shield.kind)

    def _stands(self, person: int, *, kind: str) -> bool:
        """Say whether a shield of a kind stands for a person, whether set for them or because of others."""
        return Shield.objects.filter(person=person, kind=kind, lifted_at__isnull=True).exists()

    def _join(self, family: int) -> None:
        self._decide(family, answer=Answer.SAME)

    def _part(self, family: int) -> None:
        self._decide(family, answer=Answer.DIFFERENT)

    def _decide(self, family: int, *, answer: Answer) -> None:
        records = self._records(family)
        if len(records) > 1:
            left, right = self.chance.sample(records, 2)
            with self._watching(family):
                decide_of(left.pk, right=right.pk, answer=answer, by=self.both, at=AT)

    def _undo(self, family: int) -> None:
        pks = [record.pk for record in self._records(family)]
        decisions = list(Decision.objects.filter(undone_at__isnull=True, left__in=pks).order_by("pk"))
        if decisions:
            with self._watching(family):
                undo_decision(self.chance.choice(decisions).pk, by=self.both, at=AT)

    def _watching(self, family: int | None) -> "_Watching":
        return _Watching(self, keys=None if family is None else self.held[family])

    def _linked(self) -> None:
        waits = list(Record.objects.filter(waits=True).values_list("pk", flat=True))
        with self._watching(None):
            if self.chance.random() < 0.5 and Record.objects.filter(waits=False).exists():
                link_records(waits[: len(waits) // 2], by=self.clerk, at=AT)
            if found := area_linked():
                believe(found, by=self.clerk, at=AT)

    def shut(self) -> set[int]:
        """Give the numbers of everyone who must be hidden, with those whose codes lead to them."""
        shut = {person for person, kinds in self.hidden.items() if kinds}
        led = dict(Person.objects.filter(became__isnull=False).values_list("pk", "became_id"))
        while more := {code for code, to in led.items() if to in shut} - shut:
            shut |= more
        return shut


class _Watching:
    """Sees which records went from whom to whom while something happens, and has shields go with them."""

    def __init__(self, area: Area, *, keys: Iterable[str] | None) -> None:
        self.area, self.keys = area, keys

    def _whose(self) -> dict[int, int | None]:
        found = Record.objects.all() if self.keys is None else Record.objects.filter(key__in=self.keys)
        return dict(found.values_list("pk", "person_id"))

    def __enter__(self) -> None:
        self.before = self._whose()

    def __exit__(self, *_: object) -> None:
        for record, now in self._whose().items():
            was = self.before.get(record)
            if was is not None and now is not None and was != now:
                self.area.hidden[now] |= self.area.hidden.get(was, set())
