"""What linking learns of a whole table, so that records linked later, many or few, are judged in just the same way."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property
from io import BytesIO
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from wraparound.matching.clusters.usual import Usual
from wraparound.matching.columns.looks import Looks, looks_of
from wraparound.matching.columns.packed import layout_of
from wraparound.matching.columns.store import Store
from wraparound.matching.compare.memory import Array
from wraparound.matching.fields.field_set import Sums
from wraparound.matching.model import Alternatives, Model
from wraparound.matching.model.splink import completed, read_splink, write_splink
from wraparound.matching.pipeline.fitting import fitted
from wraparound.matching.pipeline.inputs import VERIFIED, Gathered
from wraparound.matching.words import Field

QUICK = 1  # zlib's level


class Common(NamedTuple):
    """How common a column's values are: those that are not rare, by the hash of their content, and all others."""

    hashed: Array  # uint64[k], sorted
    bits: Array  # float64[k], log2 of their share
    rare: float

    def of(self, hashed: Array) -> Array:
        """Give log2 of the share that each of some values, told by their hashes, is taken to have."""
        if not len(self.hashed):
            return np.full(len(hashed), self.rare)
        at = np.minimum(np.searchsorted(self.hashed, hashed), len(self.hashed) - 1)
        return np.where(self.hashed[at] == hashed, self.bits[at], self.rare)


@dataclass
class Decisions:
    """Decides, for `fields.prepared`, what depends on a whole table: as once decided, and anew where nothing was."""

    sums: dict[str, Sums] = field(default_factory=dict)

    def __call__(self, what: str, /, *, here: Sums) -> Sums:
        """Give the sums to decide by, and remember them."""
        return self.sums.setdefault(what, tuple(map(float, here)))


class Coding(NamedTuple):
    """The columns that were prepared of the whole table, those coded in their order, and which bear on proof."""

    columns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Lessons:
    """All that was learnt of a whole table, and on which the judging of any two of its records depends.

    `model` weighs pairs; `better` differs in how common each explanation is, and judges. `told` are the fields that
    the table told of, `decided` what was decided about them by their sums; `cut` the blocking keys that too many share;
    `by` the columns that records are ordered by first, which decides between equals. `coding` is how they were coded,
    so that a few records can be coded alike.
    """

    model: Model
    better: Model
    told: tuple[str, ...]
    decided: Mapping[str, Sums]
    common: Mapping[str, Common]
    lengths: Mapping[str, float]
    sources: tuple[str, ...]
    usual: Usual
    cut: Array
    by: tuple[str, ...]
    coding: Coding = field(default_factory=Coding)

    @cached_property
    def fit(self) -> Model:
        """Give the model ready for the columns of the whole table."""
        return fitted(self.model, columns=self.coding.columns)

    @cached_property
    def looks(self) -> Looks:
        """Say what of records is measured by the model that is fit for them."""
        return looks_of(self.fit.comparisons)

    @cached_property
    def layout(self) -> bytes:
        """Tell how the records were coded from any other way."""
        return layout_of(self.coding.names)

    @cached_property
    def _fit_to_judge(self) -> Model:
        return replace(self.fit, prior=self.better.prior, alternatives=self.better.alternatives)

    def judging(self, fit: Model) -> Model:
        """Give the model that judges, told the one that weighs."""
        if fit is self.fit:
            return self._fit_to_judge
        return replace(fit, prior=self.better.prior, alternatives=self.better.alternatives)

    def completing(self, gathered: Gathered) -> Gathered:
        """Give records the fields that the whole table told of and these do not, and its sources in their order."""
        kinds = {name: pa.bool_() if Field(name) in VERIFIED else pa.string() for name in self.told}
        lacking = {name: [pa.nulls(len(gathered), kinds[name])] for name in self.told if name not in gathered.given}
        return replace(gathered, given={**gathered.given, **lacking}, source=self.among_sources(gathered.source))

    def among_sources(self, source: pa.DictionaryArray) -> pa.DictionaryArray:
        """Give rows' sources among those of the whole table, in their order."""
        names = source.dictionary.to_pylist()
        every = [*self.sources, *sorted(set(names) - set(self.sources))]
        place = np.array([every.index(name) for name in names] or [0], np.int32)
        codes = pa.array(place[source.indices.to_numpy(zero_copy_only=False)])
        return pa.DictionaryArray.from_arrays(codes, pa.array(every, pa.string()))

    def applied(self, store: Store) -> Store:
        """Give coded records whose values are as common, and whose columns are as long, as was learnt."""
        frequency = store.values.log_frequency.copy()
        for column, common in self.common.items():
            place = store.place[column]
            run = slice(store.base[place], store.base[place + 1])
            frequency[run] = common.of(store.values.hashed[run])
        lengths = np.array([self.lengths.get(name, 0.0) for name in store.names])
        return replace(store, values=store.values._replace(log_frequency=frequency), usual_lengths=lengths)

    def usual_of(self, sources: list[str]) -> Usual:
        """Give the usual shares of sources, in their order."""
        return self.usual.of_sources(sources, among=list(self.sources))


def common_in(store: Store, *, column: str, chance: float) -> Common:
    """Count how common a column's values are; where it has none, any is as common as the model's chance says."""
    place = store.place[column]
    run = slice(store.base[place], store.base[place + 1])
    hashed, bits = store.values.hashed[run], store.values.log_frequency[run]
    rare = float(bits.min(initial=np.inf)) if len(bits) else float(np.log2(chance))
    known = np.flatnonzero(bits > rare)
    known = known[np.argsort(hashed[known])]
    return Common(hashed[known], bits[known], rare)


def kept_lessons(lessons: Lessons) -> tuple[dict[str, Any], bytes]:
    """Give lessons as they are kept: the model as plain data, all the rest as bytes."""
    said = {
        "told": lessons.told,
        "decided": dict(lessons.decided),
        "rare": {column: common.rare for column, common in lessons.common.items()},
        "lengths": dict(lessons.lengths),
        "sources": lessons.sources,
        "by": lessons.by,
        "coding": lessons.coding._asdict(),
        "prior": lessons.better.prior,
        "alternatives": astuple(lessons.better.alternatives),
    }
    arrays: dict[str, Any] = {f"hashed {column}": common.hashed for column, common in lessons.common.items()}
    arrays |= {f"bits {column}": common.bits for column, common in lessons.common.items()}
    arrays |= {f"usual {name}": column for name, column in lessons.usual._asdict().items()}
    room = BytesIO()
    np.savez(room, said=np.frombuffer(json.dumps(said).encode(), np.uint8), cut=lessons.cut, **arrays)
    return write_splink(lessons.model), zlib.compress(room.getvalue(), QUICK)


def read_lessons(model: Mapping[str, Any], *, rest: bytes) -> Lessons:
    """Read lessons as `kept_lessons` gives them."""
    with np.load(BytesIO(zlib.decompress(rest)), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    said = json.loads(arrays["said"].tobytes())
    taught = completed(read_splink(model))
    return Lessons(
        model=taught,
        better=replace(taught, prior=said["prior"], alternatives=Alternatives(*said["alternatives"])),
        told=tuple(said["told"]),
        decided={what: tuple(sums) for what, sums in said["decided"].items()},
        common={
            column: Common(arrays[f"hashed {column}"], arrays[f"bits {column}"], rare)
            for column, rare in said["rare"].items()
        },
        lengths=said["lengths"],
        sources=tuple(said["sources"]),
        usual=Usual(*(arrays[f"usual {name}"] for name in Usual._fields)),
        cut=arrays["cut"],
        by=tuple(said["by"]),
        coding=Coding(**{name: tuple(values) for name, values in said.get("coding", {}).items()}),
    )
