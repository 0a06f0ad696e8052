"""Let histories happen to many families, and ask after each thing that happens, and at the end, what it betrays."""

import gc
import logging
import os
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from typing import Any

ROUNDS = 12  # things that happen to each family
INDEXED = 4  # rounds after which what searches go by takes in what has happened
SOUGHT = 0.1  # of the things that happen to somebody hidden, how many are followed by a search for them
OPEN = 0.5  # of the same, how many by a question about one of the family who is not
DRAWN = 3  # of the ways to ask about a child and those who ask, for each hidden child at the end
TIMED = 800  # pairs of answers whose seconds are compared
ALONE = 2_000  # pairs of the query alone with which they begin
AT_ONCE = 50  # pairs between two clearings of memory
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # of codes


def main(*arguments: str) -> None:
    """Let histories happen, ask, and tell."""
    data, families, seed = arguments
    os.environ |= {
        "WRAPAROUND_MODE": "development",
        "WRAPAROUND_DATA": data,
        "WRAPAROUND_DATABASE_URL": f"sqlite:///{data}/wraparound.sqlite3",
        "DJANGO_SETTINGS_MODULE": "wraparound.web.settings",
    }
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    logging.disable()
    from benchmarks.measure import Clock
    from wraparound.feeds.commands.indexing import index_what_waits

    clock, walk = Clock(), Walk(int(families), seed=int(seed))
    for turn in range(ROUNDS):
        walk.area.happens(turn)
        if turn % INDEXED == INDEXED - 1:
            index_what_waits()
    clock.mark("happened")
    walk.look_round()
    leaks = [*walk.leaks, *walk.everywhere(), *walk.of_each_child(), *walk.scraps()]
    clock.mark("asked at the end")
    pairs, alone = walk.timed(), walk.alone()
    clock.mark("timed")
    clock.tell(leaks=leaks[:20], leaked=len(leaks), pairs=pairs, alone=alone, **walk.told())


class Walk:
    """Asks about an area's families, after each thing that happens to one of them and at the end."""

    def __init__(self, families: int, *, seed: int) -> None:
        """Have everyone sign in, and shuffle who asks what."""
        asking: Any = import_module("benchmarks.work.asking")  # it wants a node that is set up, as all it imports does
        happening: Any = import_module("benchmarks.work.families")
        self.asking, self.chance = asking, random.Random(seed)
        self.secrets_of: Any = import_module("benchmarks.work.hidden_words").secrets_of
        self.asker, self.area = asking.Asker(), happening.Area(families, seed=seed, after=self.after)
        self.pairs = self.asker.pairs(asking.ways_of_a_child())
        self.decks = {kind: _Deck(self.pairs, chance=self.chance) for kind in (*happening.KINDS, "end", "open", "time")}
        self.searches = _Deck(self.asker.searches(), chance=self.chance)
        self.dealt: Counter[tuple[Any, ...]] = Counter()
        self.steps: Counter[str] = Counter()
        self.leaks: list[str] = []

    def after(self, kind: str, *, family: int) -> None:
        """Ask about one of a family who is hidden, and whether one who is not betrays those who are."""
        from wraparound.identity.models import Person

        self.steps[kind] += 1
        shut, free = self.area.hidden_of(family)
        if not shut:
            return
        codes = dict(Person.objects.filter(pk__in=shut | free).values_list("pk", "code"))
        way, who = self.decks[kind].deal()
        self.dealt[way.method, way.name, str(who), kind] += 1
        found = self.asker.tells_apart(codes[self.chance.choice(sorted(shut))], way=way, who=who)
        self.leaks += [f"after {kind}: {found}"] if found else []
        secrets = self.secrets_of(shut, keys=self.area.held[family])
        if free and self.chance.random() < OPEN:
            self.leaks += self._open(codes[self.chance.choice(sorted(free))], secrets=secrets)
        if secrets.names and self.chance.random() < SOUGHT:
            self.leaks += self._sought(self.chance.choice(sorted(secrets.names | secrets.numbers)), secrets=secrets)

    def look_round(self) -> None:
        """Gather who is hidden by now, and what nobody may be told of them."""
        from wraparound.identity.models import Person

        shut = self.area.shut()
        self.codes = sorted(Person.objects.filter(pk__in=shut).values_list("code", flat=True))
        self.open = sorted(Person.objects.exclude(pk__in=shut).values_list("code", flat=True))
        self.secrets = self.secrets_of(shut)

    def everywhere(self) -> Iterator[str]:
        """Ask every address that is about no child, and all pages of the lists."""
        for way in self.asking.ways_of_no_child():
            for who in self.asker.clients:
                if self.asking.is_for_systems(way) or not who.is_system:
                    told = self.asker.ask(who, way=way)
                    yield from self._found(told.content, where=f"{who} {way.method} {way.address}")
        for who in self.asker.clients:
            after = "/api/v1/children" if who.is_system else "/children"
            while after:
                told = self.asker.ask(who, way=self.asking.Way("list", "GET", after, {}))
                yield from self._found(told.content, where=f"{who} {after}")
                after = self.asking.following(told.content, address=after.partition("?")[0])

    def _open(self, code: str, *, secrets: Any) -> list[str]:
        way, who = self.decks["open"].deal()
        told = self.asker.ask(who, way=way.about(code))
        return [f"{who} {way.method} {way.name} of {code} names {one}" for one in secrets.found(told.content)]

    def _found(self, content: bytes, *, where: str) -> Iterator[str]:
        yield from (f"{where}: {found}" for found in self.secrets.found(content))

    def of_each_child(self) -> Iterator[str]:
        """Ask what is about a child: of one who is hidden it answers as of nobody, of others it names nobody hidden."""
        for code in self.codes:
            for _ in range(DRAWN):
                way, who = self.decks["end"].deal()
                self.dealt[way.method, way.name, str(who), "end"] += 1
                if found := self.asker.tells_apart(code, way=way, who=who):
                    yield found
        for code in self.open:
            yield from self._open(code, secrets=self.secrets)

    def scraps(self) -> Iterator[str]:
        """Look for everyone who is hidden by name, home and number, in every way in which somebody may look."""
        for scrap in sorted(self.secrets.names | self.secrets.numbers):
            yield from self._sought(scrap, secrets=self.secrets)

    def _sought(self, scrap: str, *, secrets: Any) -> list[str]:
        name, who, ask = self.searches.deal()
        return [f"{who} looks by {name} for {scrap}: {one}" for one in secrets.found(ask(scrap)) if one != scrap]

    def timed(self) -> list[tuple[object, ...]]:
        """Give the seconds of answers about somebody hidden and about nobody, which is asked first being chance."""
        pairs: list[tuple[object, ...]] = []
        gc.disable()
        for turn in range(TIMED):
            if turn % AT_ONCE == 0:
                gc.collect()
            way, who = self.decks["time"].deal()
            pairs.append((f"{way.method} {way.name}", str(who), *self._pair(partial(self._seconds, who, way))))
        gc.enable()
        return pairs

    def alone(self) -> list[tuple[float, float]]:
        """Give the same of the query alone with which every answer about a child begins: nothing drowns what it tells.

        The first of each pair is of somebody hidden.
        """
        from django.db import transaction

        gc.collect()
        gc.disable()
        with transaction.atomic():
            pairs = [self._pair(self.asking.seconds_to_find) for _ in range(ALONE)]
        gc.enable()
        return pairs

    def _pair(self, seconds_of: Callable[[str], float]) -> tuple[float, float]:
        codes = [self.chance.choice(self.codes), self._nobody()]
        took = dict.fromkeys(codes, 0.0)
        for code in (self._nobody(), *self.chance.sample(codes, 2)):  # the first of three warms what both need
            took[code] = seconds_of(code)
        hidden, nobody = (round(took[code], 8) for code in codes)
        return hidden, nobody

    def _seconds(self, who: Any, way: Any, code: str) -> float:
        return float(self.asker.ask(who, way=way.about(code)).seconds)

    def _nobody(self) -> str:
        """Give a code that nobody has, as those that are given look."""
        first, last = ("".join(self.chance.choices(LETTERS, k=4)) for _ in range(2))
        return f"P-{first}-{last}" if f"P-{first}-{last}" not in {*self.codes, *self.open} else self._nobody()

    def told(self) -> dict[str, Any]:
        """Give what was asked, how often, and what would be a leak if keepers were anybody."""
        from wraparound.identity.models import Shield

        standing = Shield.objects.filter(lifted_at__isnull=True).order_by("pk").values_list("pk", flat=True)[:20]
        keepers = (self.asker.ask_keeper(f"/shields/{pk}") for pk in standing)
        caught = sum(any(self.secrets.found(page)) for page in keepers)
        pairs = {(way.method, way.name, str(who)) for way, who in self.pairs}
        dealt = [[*pair, kind, self.dealt[*pair, kind]] for pair in sorted(pairs) for kind in sorted(self.decks)]
        return {
            "asked": self.asker.asked, "shown": self.asker.shown, "caught": caught, "hidden": len(self.codes),
            "dealt": [one for one in dealt if one[3] not in {"open", "time"}], "steps": self.steps,
        }  # fmt: skip


class _Deck:
    """Deals each of some things once, in an order of chance, before any comes again."""

    def __init__(self, things: Sequence[Any], *, chance: random.Random) -> None:
        self.things, self.chance, self.left = things, chance, list[Any]()

    def deal(self) -> Any:
        """Give the next."""
        if not self.left:
            self.left = self.chance.sample(self.things, len(self.things))
        return self.left.pop()


if __name__ == "__main__":
    main(*sys.argv[1:])
