"""Ids of persons: the same from run to run while the records are the same, and never used again for anyone else.

A person is known by its records. When records move between persons, an id goes with the greatest part of its records;
where two ids meet in one person the older stays and the other is retired, with a line saying what became of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.minting import code_of, minted, shown

CURRENT, JOINED, GONE = "current", "joined another", "without records"
STATES = pa.array([CURRENT, JOINED, GONE])
REGISTER = pa.schema([(name, pa.string()) for name in ("person", "since", "state", "became", "came_from")])
PERSON = "person"
BETWEEN = "\x1f"  # between a source and an id; neither holds it
ROWS = 1 << 16  # of the register, written at a time


@dataclass(frozen=True)
class Previous:
    """What an earlier run believed: whose each record was, and the register of every id ever used."""

    keys: pa.Array
    person: pa.Array
    register: pa.Table

    @classmethod
    def none(cls) -> "Previous":
        """Give the past of a first run."""
        return cls(pa.array([], pa.string()), pa.array([], pa.string()), REGISTER.empty_table())


@dataclass(frozen=True)
class Past:
    """The persons of the earlier run, each once, and the register of every id ever used."""

    persons: pa.Array
    register: pa.Table


@dataclass(frozen=True)
class Named:
    """Each record's person id, as a dictionary-coded array, and the register with this run in it.

    `known` are the register's rows from before, as this run leaves them; the ids that are new in `run`, and those of
    the persons that most of their records came from, are told by their places in the dictionary.
    """

    ids: pa.DictionaryArray
    known: pa.Table
    run: str
    new: Array  # int32[k], in the order of the ids
    parent: Array  # int32[k], -1 where they came from nobody

    @property
    def register(self) -> pa.Table:
        """Give the whole register."""
        return pa.concat_tables(self.rows())

    def rows(self) -> Iterator[pa.Table]:
        """Give the register, some rows at a time."""
        yield self.known
        names = self.ids.dictionary
        for begin in range(0, len(self.new), ROWS):
            new, parent = (places[begin : begin + ROWS] for places in (self.new, self.parent))
            came_from = names.take(pa.array(parent, mask=parent < 0))
            yield _rows(names.take(pa.array(new)), since=self.run, came_from=came_from)


@dataclass(frozen=True)
class _Moves:
    """How previous persons lead to present ones; -1 where there is none."""

    heir: Array  # of each previous person: the present one with most of its records
    kept: Array  # of each present person: the previous one whose id it keeps
    parent: Array  # of each present person: the previous one that most of its records were


def keys_of(source: pa.Array, *, ids: pa.Array) -> pa.Array:
    """Join each record's source and id into the key it is known by."""
    return pc.binary_join_element_wise(as_text(source), as_text(ids), BETWEEN)


def named_persons(label: Array, *, keys: pa.Array, previous: Previous) -> Named:
    """Give each record its person's id.

    label: int[n], equal for records of one person; keys: text[n], each once. The result depends on the set of records
    and persons and on the past, not on any order. Cost: O(n log n).
    """
    _, person = np.unique(label, return_inverse=True)
    founder = founders(int(person.max(initial=-1)) + 1)
    found(founder, person=person, keys=keys)
    past, place = previous.person.dictionary_encode(), _places(keys, former=previous.keys)
    was = np.concatenate([past.indices.to_numpy(zero_copy_only=False), [-1]])[place]
    return named(person, founder=founder, was=was, past=Past(past.dictionary, previous.register))


def named(person: Array, *, founder: Array, was: Array, past: "Past") -> Named:
    """Give each record its person's id, where its person of before is found already.

    person: int[n], numbered from 0; founder: uint64[persons], see `found`; was: int[n], -1 where a record is new.
    """
    former, register = past.persons, _with_missing(past.register, former=past.persons)
    moves = _moves(person, founder=founder, was=was, former=former, since=_since(register, persons=former))
    fresh = moves.kept < 0
    codes = minted(founder[fresh], used=code_of(register.column("person").combine_chunks()))
    new, names = np.argsort(codes).astype(np.int32), shown(codes)
    del codes
    parent, place = moves.parent[fresh][new], moves.kept.copy()
    new += len(former)
    names = pa.concat_arrays([former, names]) if len(former) else names
    place[fresh] = np.arange(len(former), len(names), dtype=np.int32)
    known = _known(register, names=names, place=place, former=former, moves=moves)
    ids = pa.DictionaryArray.from_arrays(pa.array(place[person]), names)
    return Named(ids, known, _run(register), new, parent)


def founders(persons: int) -> Array:
    """Begin to look for the hash of each person's founding record: the least, whatever order they stand in."""
    return np.full(persons, np.iinfo(np.uint64).max, np.uint64)


def found(founder: Array, *, person: Array, keys: pa.Array) -> None:
    """Take some records in as founders."""
    np.minimum.at(founder, person, content_hashes_of(as_text(keys)))


def _places(keys: pa.Array, *, former: pa.Array) -> Array:
    """Find each record among those of the earlier run; -1 where it is new."""
    return pc.fill_null(pc.index_in(keys, value_set=former), -1).to_numpy(zero_copy_only=False).astype(np.int64)


def _with_missing(register: pa.Table, *, former: pa.Array) -> pa.Table:
    """Add to a register the persons of a result that it does not know."""
    unknown = former.filter(pc.invert(pc.is_in(former, value_set=register.column("person").combine_chunks())))
    return pa.concat_tables([register, _rows(unknown, since="0")])


def _since(register: pa.Table, *, persons: pa.Array) -> Array:
    """Give the run in which each person's id was first used."""
    place = pc.index_in(persons, value_set=register.column("person").combine_chunks())
    return register.column("since").take(place).cast(pa.int64()).to_numpy()


def _moves(person: Array, *, founder: Array, was: Array, former: pa.Array, since: Array) -> _Moves:
    """Follow the records from the previous persons to the present ones."""
    known = was >= 0
    cell = was[known].astype(np.int64)
    cell *= max(len(founder), 1)
    cell += person[known]
    cell, counts = np.unique(cell, return_counts=True)
    before, now = cell // max(len(founder), 1), cell % max(len(founder), 1)
    heir, parent, kept = (np.full(len(of), -1, np.int32) for of in (former, founder, founder))
    best = np.lexsort((founder[now], -counts, before))
    heir[before[best[::-1]]] = now[best[::-1]]
    rank = np.argsort(pc.sort_indices(former).to_numpy())
    most = np.lexsort((rank[before], -counts, now))
    parent[now[most[::-1]]] = before[most[::-1]]
    inherits = heir[before] == now
    before, now, counts = before[inherits], now[inherits], counts[inherits]
    oldest = np.lexsort((rank[before], -counts, since[before], now))
    kept[now[oldest[::-1]]] = before[oldest[::-1]]
    return _Moves(heir, kept, parent)


def _run(register: pa.Table) -> str:
    """Give the number of the run: one more than the last in which an id was first used."""
    return str(int(pc.max(register.column("since").cast(pa.int64())).as_py() or 0) + 1) if len(register) else "1"


def _known(register: pa.Table, *, names: pa.Array, place: Array, former: pa.Array, moves: _Moves) -> pa.Table:
    """Write into the register who was retired and what became of them."""
    stays = np.zeros(len(former), np.bool_)
    stays[moves.kept[moves.kept >= 0]] = True
    state = STATES.take(pa.array(np.where(stays, 0, np.where(moves.heir >= 0, 1, 2))))
    heir = pa.array(moves.heir, mask=stays | (moves.heir < 0))
    became = names.take(pa.array(place).take(heir))
    at = pc.index_in(register.column("person").combine_chunks(), value_set=former)
    told = state.take(at), became.take(at)
    was = register.column("state").combine_chunks()
    now = pc.if_else(pc.is_valid(at), told[0], pc.if_else(pc.equal(was, CURRENT), GONE, was))
    goes = pc.if_else(pc.is_valid(at), told[1], register.column("became").combine_chunks())
    return register.set_column(2, "state", now).set_column(3, "became", goes)


def _rows(persons: pa.Array, *, since: str, came_from: pa.Array | None = None) -> pa.Table:
    """Give the register's rows of persons that stand in it for the first time."""
    nothing = pa.nulls(len(persons), pa.string())
    columns = [
        persons,
        pa.repeat(pa.scalar(since), len(persons)),
        pa.repeat(pa.scalar(CURRENT), len(persons)),
        nothing,
        nothing if came_from is None else came_from,
    ]
    return pa.table(columns, schema=REGISTER)
