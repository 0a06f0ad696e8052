"""Who is like whom around records that arrived, and who is joined to them, as it was laid down and as it is now."""

from collections.abc import Iterable
from itertools import chain, pairwise

import numpy as np
from django.db import connection

from wraparound.identity.queries import AMONG, among
from wraparound.identity.queries.laid import TOGETHER, Pages, is_among, pages_numbered, side_by_side
from wraparound.ledger.queries.compiled import kept_in_words
from wraparound.matching.pipeline.arriving import LIKELY, Alike
from wraparound.matching.words import Answer

AT_ONCE = 16  # records whose neighbours are read before those found so far are counted
MATES = {  # of records, all of their persons, each with whom people say it is one with
    vendor: "SELECT one.id, other.id, said.right_id, told.left_id FROM identity_record one"  # noqa: S608 – our words
    " JOIN identity_record other ON other.person_id = one.person_id"
    " LEFT JOIN identity_decision said ON said.left_id = other.id AND said.undone_at IS NULL AND said.answer = %s"
    " LEFT JOIN identity_decision told ON told.right_id = other.id AND told.undone_at IS NULL AND told.answer = %s"
    f" WHERE one.id {some} UNION ALL"
    " SELECT left_id, left_id, right_id, NULL FROM identity_decision"
    f" WHERE undone_at IS NULL AND answer = %s AND left_id {some} UNION ALL"
    " SELECT right_id, right_id, NULL, left_id FROM identity_decision"
    f" WHERE undone_at IS NULL AND answer = %s AND right_id {some}"
    for vendor, some in AMONG.items()
}


class TooManyAround(Exception):  # noqa: N818 – named by what is so
    """More records are around those that arrived than can be looked at while one waits."""


class LaidDown:
    """What is laid down around records: whom each was like, and who is joined to it; each read once."""

    def __init__(self) -> None:
        self.pages: Pages = {}
        self.like: dict[int, dict[int, float]] = {}
        self.mates: dict[int, set[int]] = {}

    def read(self, records: set[int]) -> None:
        """Read whom records were like, where that is not known yet."""
        lacking = records - self.like.keys()
        if not lacking:
            return
        numbers = {record >> TOGETHER for record in lacking}
        self.pages |= pages_numbered(numbers - self.pages.keys())
        pairs = side_by_side([self.pages[number] for number in numbers & self.pages.keys()])
        self.like |= {record: {} for record in lacking} | _by_end(pairs, of=np.array(sorted(lacking), np.uint32))

    def read_mates(self, records: set[int]) -> None:
        """Read who else is of the records' persons, and with whom people say they are one; of those persons too.

        Who is of one person with a record is so with all of that person's, so none of them need be asked about again.
        """
        lacking = records - self.mates.keys()
        if not lacking:
            return
        wanted, same = among(lacking), Answer.SAME.value
        persons: dict[int, set[int]] = {record: {record} for record in lacking}
        said: dict[int, set[int]] = {}
        with kept_in_words(as_bytes=True) as cursor:
            cursor.execute(MATES[connection.vendor], [same, same, wanted, same, wanted, same, wanted])
            for record, mate, *others in cursor.fetchall():
                persons[record].add(mate)
                said.setdefault(mate, set()).update(other for other in others if other is not None)
        self.mates |= {mate: mates | said.get(mate, set()) for mates in persons.values() for mate in mates}


class Surroundings:
    """Who is like whom around records that arrived: their own pairs as they are now, all others as laid down."""

    def __init__(self, down: LaidDown, records: set[int], pairs: np.ndarray) -> None:
        """Begin with the pairs of the records that arrived."""
        self.down, self.records, self.fresh = down, records, _by_end(pairs)

    def neighbours(self, records: Iterable[int]) -> set[int]:
        """Give the records that are like some, now or before."""
        wanted = set(records)
        self.down.read(wanted)
        return {other for record in wanted for other in (*self.like(record), *self.down.like[record])}

    def spread(self, records: set[int], *, turns: int, most: int) -> None:
        """Read whom records are like, whom these are like, and so on, and all who are of one person with any of them.

        Raises TooManyAround at more than so many.
        """
        found = set(records)
        for _ in range(turns):
            ends, some = sorted(found), AT_ONCE
            while ends:
                found |= self.neighbours(ends[:some])
                if len(found) > most:
                    raise TooManyAround
                ends, some = ends[some:], 2 * some
        found = self.persons(found)
        if len(found) > most:
            raise TooManyAround
        self.down.read(found)

    def closed(self, records: set[int], *, most: int) -> set[int]:
        """Add those who are joined to records by a likely link, by people's word, or in one person, and so on.

        Raises TooManyAround where that comes to more than so many.
        """
        found, added = set(records), set(records)
        while added:
            added |= self.persons(added) - found
            found |= added
            if len(found) > most:
                raise TooManyAround
            self.down.read(added)
            added = set(chain.from_iterable(map(self._likely, added))) - found
            found |= added
        return found

    def nearest(self, records: set[int], *, most: int) -> set[int]:
        """Add those most like records, then those most like these, whole persons at a time, up to about so many."""
        found = self.persons(records)
        while len(found) < most and (near := self._near(found)):
            strongest = sorted(near, key=lambda other: (-near[other], other))
            found = self.persons(found | set(strongest[: most - len(found)]))
        return found

    def persons(self, records: set[int]) -> set[int]:
        """Add those who are of the records' persons, or of one with them by people's word."""
        found, added = set(records), set(records)
        while added:
            self.down.read_mates(added)
            added = {mate for record in added for mate in self.down.mates[record]} - found
            found |= added
        return found

    def _near(self, found: set[int]) -> dict[int, float]:
        """Give the others who are like any of those found, each by the most bits that speak for it."""
        self.down.read(found)
        near: dict[int, float] = {}
        for record in found:
            for other, weight in chain(self.like(record).items(), self.down.like[record].items()):
                if other not in found and weight > near.get(other, -np.inf):
                    near[other] = weight
        return near

    def among(self, numbers: list[int]) -> Alike:
        """Give the pairs among some records, as rows in their order."""
        place = {number: row for row, number in enumerate(numbers)}
        self.down.read(set(numbers))
        alike = [(one, self.like(one)) for one in numbers]
        rows = [
            (place[one], place[other], like[other])
            for one, like in alike
            for other in like.keys() & place.keys()
            if one < other
        ]
        one, other, weight = (np.array(column) for column in zip(*rows, strict=True)) if rows else [np.zeros(0)] * 3
        return Alike(one.astype(np.int32), other.astype(np.int32), weight.astype(float))

    def like(self, record: int) -> dict[int, float]:
        """Give whom a record is like, and how many bits speak for it."""
        if record in self.records:
            return self.fresh.get(record, {})
        laid, fresh = self.down.like[record], self.fresh.get(record)
        if fresh is None and laid.keys().isdisjoint(self.records):
            return laid
        return {other: weight for other, weight in laid.items() if other not in self.records} | (fresh or {})

    def _likely(self, record: int) -> Iterable[int]:
        return (other for other, weight in self.like(record).items() if weight >= LIKELY)


def _by_end(pairs: np.ndarray, *, of: np.ndarray | None = None) -> dict[int, dict[int, float]]:
    """Give, for each record (or each of some, in order), those it is like, and how many bits speak for it."""
    ends, others = (np.concatenate([pairs[one], pairs[other]]) for one, other in (("one", "other"), ("other", "one")))
    some = np.arange(len(ends)) if of is None else np.flatnonzero(is_among(ends, some=of))
    order = some[np.argsort(ends[some], kind="stable")]
    ends, others, weights = ends[order], others[order], pairs["weight"][order % max(len(pairs), 1)].tolist()
    begins = np.flatnonzero(np.diff(ends, prepend=~ends[:1]))
    runs, others = pairwise([*begins.tolist(), len(ends)]), others.tolist()
    return {
        record: dict(zip(others[begin:end], weights[begin:end], strict=True))
        for record, (begin, end) in zip(ends[begins].tolist(), runs, strict=True)
    }
