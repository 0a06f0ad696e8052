"""Ids of persons: the same from run to run while the records are the same, and never used again for anyone else.

A person is known by its records. When records move between persons, an id goes with the greatest part of its records;
where two ids meet in one person the older stays and the other is retired, with a line saying what became of it.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.compare.memory import Array
from wraparound.matching.pipeline.minting import code_of, minted, shown

CURRENT, JOINED, GONE = "current", "joined another", "without records"
REGISTER = pa.schema([(name, pa.string()) for name in ("person", "since", "state", "became", "came_from")])
PERSON = "person"
BETWEEN = "\x1f"  # between a source and an id; neither holds it


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
    """Each record's person id, as a dictionary-coded array, and the register with this run in it."""

    ids: pa.DictionaryArray
    register: pa.Table


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
    used = code_of(register.column("person").combine_chunks())
    fresh = np.flatnonzero(moves.kept < 0)
    place = moves.kept.copy()
    place[fresh] = len(former) + np.arange(len(fresh))
    names = pa.concat_arrays([former, shown(minted(founder[fresh], used=used))]).take(pa.array(place))
    ids = pa.DictionaryArray.from_arrays(pa.array(person.astype(np.int32)), names)
    return Named(ids, _registered(register, names=names, former=former, moves=moves))


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
    cell, counts = np.unique(was[known].astype(np.int64) * max(len(founder), 1) + person[known], return_counts=True)
    before, now = cell // max(len(founder), 1), cell % max(len(founder), 1)
    heir, parent = np.full(len(former), -1, np.int64), np.full(len(founder), -1, np.int64)
    best = np.lexsort((founder[now], -counts, before))
    heir[before[best[::-1]]] = now[best[::-1]]
    rank = np.argsort(pc.sort_indices(former).to_numpy())
    most = np.lexsort((rank[before], -counts, now))
    parent[now[most[::-1]]] = before[most[::-1]]
    kept = np.full(len(founder), -1, np.int64)
    inherits = heir[before] == now
    before, now, counts = before[inherits], now[inherits], counts[inherits]
    oldest = np.lexsort((rank[before], -counts, since[before], now))
    kept[now[oldest[::-1]]] = before[oldest[::-1]]
    return _Moves(heir, kept, parent)


def _registered(register: pa.Table, *, names: pa.Array, former: pa.Array, moves: _Moves) -> pa.Table:
    """Write this run into the register: who was retired and what became of them, and who is new."""
    run = str(int(pc.max(register.column("since").cast(pa.int64())).as_py() or 0) + 1) if len(register) else "1"
    heir = pa.array(moves.heir, mask=moves.heir < 0)
    stays = np.zeros(len(former), np.bool_)
    stays[moves.kept[moves.kept >= 0]] = True
    state = np.where(stays, CURRENT, np.where(moves.heir >= 0, JOINED, GONE)).tolist()
    became = pc.if_else(pa.array(stays), pa.scalar(None, pa.string()), names.take(heir))
    place = pc.index_in(register.column("person").combine_chunks(), value_set=former)
    told = pa.array(state, pa.string()).take(place), became.take(place)
    was = register.column("state").combine_chunks()
    now = pc.if_else(pc.is_valid(place), told[0], pc.if_else(pc.equal(was, CURRENT), GONE, was))
    goes = pc.if_else(pc.is_valid(place), told[1], register.column("became").combine_chunks())
    kept = register.set_column(2, "state", now).set_column(3, "became", goes)
    fresh = np.flatnonzero(moves.kept < 0)
    parent = moves.parent[fresh]
    came_from = former.take(pa.array(parent, mask=parent < 0))
    new = _rows(names.take(pa.array(fresh)), since=run, came_from=came_from)
    return pa.concat_tables([kept, new.sort_by("person")])


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
