"""Families of an invented area to whom things happen in random order, and who of them must be hidden by then.

What must be hidden is worked out here, apart from the program: whoever is shielded, whoever a record of theirs went to,
and every code that leads to them.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from benchmarks.work.children import family_of, row_of
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
from wraparound.identity.actions.apart import CannotKeepApart, keep_apart, let_meet
from wraparound.identity.actions.deciding import CannotDecide, CannotUndo
from wraparound.identity.actions.shielding import CannotShield
from wraparound.identity.models import Apart, Decision, Person, Record, Shield
from wraparound.identity.queries.linking import area_linked
from wraparound.identity.words import From, Row, ShieldKind
from wraparound.kernel.acting import Actor
from wraparound.matching.words import Answer

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)
FEEDS = {"workers": "social-care", "incidents": "police", "pupils": "schools"}  # and whose each is
HAPPEN = {  # how often each
    "load": 10, "change": 6, "shield": 6, "join": 4, "part": 4, "undo": 2, "lift": 3, "keep_apart": 1, "let_meet": 1
}  # fmt: skip
KINDS = (*HAPPEN, "link")  # of what happens; records are linked in between
ADOPTED = "She was adopted, and her social worker asked for it"


class Area:
    """Families to each of whom a history happens that is drawn by chance."""

    def __init__(self, families: int, *, seed: int, after: Callable[..., None]) -> None:
        """Give so many families of whom nobody holds a record, and what is done `after` each thing that happens."""
        self.after = after
        self.chance, self.keys, self.hidden = random.Random(seed), 0, defaultdict[int, set[str]](set)
        self.families = [family_of(number) for number in range(families)]
        self.agencies = dict(Agency.objects.values_list("code", "pk"))
        self.clerk = Actor("clerk", "social-care", roles=frozenset({Role.ANALYST.value, Role.FRONT_DOOR.value}))
        keeper = Actor("keeper", "social-care", roles=frozenset({Role.GOVERNANCE.value}), signed_in_at=AT)
        self.keeper, self.both = keeper, replace(keeper, roles=keeper.roles | self.clerk.roles)
        self.held: dict[int, list[str]] = {number: [] for number in range(families)}  # keys of each family's records

    def happens(self, turn: int) -> None:
        """Let one thing happen to each family, and link what waits."""
        rows: dict[str, list[Row]] = {feed: [] for feed in FEEDS}
        filed: dict[int, str] = {}
        for family in range(len(self.families)):
            what = self.chance.choices(list(HAPPEN), weights=list(HAPPEN.values()))[0]
            if what in {"load", "change"} or not self.held[family]:
                self._told(family, rows=rows, new=what == "load")
                filed[family] = "change" if what == "change" else "load"
            else:
                getattr(self, f"_{what}")(family)
                self.after(what, family=family)
        for feed, told in rows.items():
            of = From(feed, self.agencies[FEEDS[feed]], turn + 1)
            file_records(list({row.key: row for row in told}.values()), of=of, by=self.clerk, at=AT)
        for family, what in filed.items():
            self.after(what, family=family)
        for family in self._linked():
            self.after("link", family=family)

    def _told(self, family: int, *, rows: dict[str, list[Row]], new: bool) -> None:
        held = list(self.held[family])
        if new or not held:
            self.keys += 1
            key = f"{self.chance.choice(list(FEEDS))[0].upper()}{self.keys:06d}"
            self.held[family].append(key)
        else:
            key = self.chance.choice(held)
        feed = next(feed for feed in FEEDS if feed[0].upper() == key[0])
        rows[feed].append(row_of(self.families[family], key=key, number=family, chance=self.chance))

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
        persons.update(Person.objects.filter(became__in=persons).values_list("pk", flat=True))
        shields = list(Shield.objects.filter(lifted_at__isnull=True, person__in=persons).order_by("pk"))
        if shields:
            shield = self.chance.choice(shields)
            try:
                lift_shield(shield.pk, why="No longer", by=self.keeper, at=AT)
            except CannotShield:  # they are kept apart
                return
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
            with self._watching(family), suppress(CannotDecide):  # they are kept apart
                decide_of(left.pk, right=right.pk, answer=answer, by=self.both, at=AT)

    def _undo(self, family: int) -> None:
        pks = [record.pk for record in self._records(family)]
        decisions = list(Decision.objects.filter(undone_at__isnull=True, left__in=pks).order_by("pk"))
        if decisions:
            with self._watching(family), suppress(CannotUndo, CannotDecide):
                undo_decision(self.chance.choice(decisions).pk, by=self.both, at=AT)

    def _keep_apart(self, family: int) -> None:
        persons = {record.person_id: record.person for record in self._records(family) if record.person}
        if len(persons) > 1:
            former, new = self.chance.sample(list(persons.values()), 2)
            with self._watching(family), suppress(CannotKeepApart):  # somebody has said that they are one
                keep_apart(former.code, new=new.code, reason=ADOPTED, by=self.both, at=AT)
                for one in (former, new):
                    self.hidden[one.pk].add(ShieldKind.ADOPTED)

    def _let_meet(self, family: int) -> None:
        persons = {record.person_id for record in self._records(family)}
        aparts = list(Apart.objects.filter(ended_at__isnull=True, former__in=persons).order_by("pk"))
        if aparts:
            with self._watching(family):
                let_meet(self.chance.choice(aparts).pk, why=ADOPTED, by=self.both, at=AT)

    def _watching(self, family: int | None) -> "_Watching":
        return _Watching(self, keys=None if family is None else self.held[family])

    def _linked(self) -> Collection[int]:
        """Link what waits, and give the families of which a record was first linked, or went to somebody else."""
        waits = list(Record.objects.filter(waits=True).values_list("pk", flat=True))
        with self._watching(None) as some:  # each by itself: who is hidden after the first is not so in the first
            if self.chance.random() < 0.5 and Record.objects.filter(waits=False).exists():
                link_records(waits[: len(waits) // 2], by=self.clerk, at=AT)
        with self._watching(None) as all_others:
            if found := area_linked():
                believe(found, by=self.clerk, at=AT)
        of_key = {key: family for family, keys in self.held.items() for key in keys}
        moved = Record.objects.filter(pk__in=some.moved + all_others.moved).values_list("key", flat=True)
        return sorted({of_key[key] for key in moved})

    def hidden_of(self, family: int) -> tuple[set[int], set[int]]:
        """Give the numbers of a family's persons, and of all codes, that lead to someone who must be hidden or not."""
        persons = set(
            Record.objects.filter(key__in=self.held[family], person__isnull=False).values_list("person", flat=True)
        )
        shut = {person for person in persons if self.hidden.get(person)}
        led = shut
        while led := set(Person.objects.filter(became__in=led).values_list("pk", flat=True)) - shut:
            shut |= led
        return shut, persons - shut

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
        self.moved: list[int] = []  # records that are somebody else's by now, or somebody's for the first time

    def _whose(self) -> dict[int, int | None]:
        found = Record.objects.all() if self.keys is None else Record.objects.filter(key__in=self.keys)
        return dict(found.values_list("pk", "person_id"))

    def __enter__(self) -> "_Watching":
        self.before = self._whose()
        return self

    def __exit__(self, *_: object) -> None:
        for record, now in self._whose().items():
            was = self.before.get(record)
            if now is not None and was != now:
                self.moved.append(record)
            if was is not None and now is not None and was != now:
                self.area.hidden[now] |= self.area.hidden.get(was, set())
