"""Takes the records in, part by part: prepared, counted, put in canonical order and laid on disk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree

import numpy as np
import pyarrow as pa

from wraparound.matching.columns.encode import as_text
from wraparound.matching.columns.looks import Looks
from wraparound.matching.columns.ordering import order_of
from wraparound.matching.columns.store import Store, keys_to_order_by, stored_as_given
from wraparound.matching.columns.values import content_hashes_of
from wraparound.matching.compare.memory import Array
from wraparound.matching.fields import FieldSet, Whole, prepared
from wraparound.matching.model import BY_ID, Model
from wraparound.matching.pipeline.as_written import columns_as_written
from wraparound.matching.pipeline.coding import names_coded, table_coded
from wraparound.matching.pipeline.counting import numbered, years_of
from wraparound.matching.pipeline.defaults import default_model
from wraparound.matching.pipeline.fitting import CannotLink, fitted
from wraparound.matching.pipeline.holding import give_back
from wraparound.matching.pipeline.inputs import Gathered, Input, gathered_inputs
from wraparound.matching.pipeline.parts.census import Census, Totals
from wraparound.matching.pipeline.parts.coded import codes_of, lone
from wraparound.matching.pipeline.parts.spool import Spool, write_numbers
from wraparound.matching.pipeline.readying import Tell

Parts = Iterable[Sequence[Input]]
"""The files again and again, a bounded number of rows at a time: each part has an Input for every file, most empty."""

TRIED = 1_000  # rows that show how fields are decided


@dataclass
class Laid:
    """All the records on disk, and what is known of each in memory, in canonical order."""

    spool: Spool
    labels: Spool  # ids and sources, in the order given
    fields: FieldSet
    model: Model | None  # the model given, made to fit
    as_written: bool
    names: list[str]
    census: Census
    order: Array  # int32[n]: canonical number → row in the order given
    number: Array  # int32[n]: the other way round
    source: Array  # int16[n], canonical
    sources: list[str]
    forbidden: Array  # bool[sources]
    year: Array  # int32[n], canonical: `counting.years_of`, numbered
    sizes: tuple[int, ...]  # of the files

    def __len__(self) -> int:
        """Count the records."""
        return len(self.order)

    def guards(self) -> Array:
        """Read the verified numbers, int32[n, guards], canonical: equal where they are, 0 where there is none."""
        codes, begin = np.zeros((len(self), len(self.fields.guards)), np.int32), 0
        for table in self.spool.columns(self.fields.guards):
            here = self.number[begin : begin + len(table)]
            begin += len(table)
            for k, name in enumerate(self.fields.guards):
                codes[here, k] = lone(table.column(name))
        return codes


def laid_out(parts: Parts, *, model: Model | None, folder: Path, tell: Tell) -> Laid:
    """Prepare all records and lay them on disk; again where some part decided otherwise than the whole would."""
    totals = Totals()
    first = _Laying(folder / "records", model, totals.counted).all_of(parts, tell=tell)
    if first.seen == {first.decided_by(totals.settled)}:
        return first.laid()
    rmtree(first.folder)
    return _Laying(folder / "records again", model, totals.settled).all_of(parts, tell=tell).laid()


@dataclass
class _Laying:
    """One pass over the records."""

    folder: Path
    model: Model | None
    whole: Whole
    seen: set[str] = field(default_factory=set)
    sources: list[str] = field(default_factory=list)
    forbidden: set[str] = field(default_factory=set)
    source: list[Array] = field(default_factory=list)
    sizes: Array = field(default_factory=lambda: np.zeros(1, np.int64))

    def all_of(self, parts: Parts, *, tell: Tell) -> "_Laying":
        """Take every part in."""
        self.spool, self.labels = Spool(self.folder / "prepared"), Spool(self.folder / "labels")
        for part in parts:
            tell(f"preparing records, {len(self.labels):,} so far", 0.1)
            self._take(part)
            give_back()
        return self

    def _take(self, part: Sequence[Input]) -> None:
        gathered = gathered_inputs(part)
        fields, fit = _fields(part, gathered, self.model, self.whole)
        self.names, self.by = names_coded(fields, model=fit, by_id=_is_as_written(self.model, part))
        table = table_coded(fields, names=self.names, records=len(gathered))
        table = table.append_column(BY_ID, [gathered.keys]) if BY_ID in self.names else table
        counted = [name for name in self.names if name != BY_ID]
        if not self.source:
            self.first, self.fields, self.fit = [_shortened(one) for one in part], replace(fields, columns={}), fit
            self.census = Census(self.folder / "census", tuple(counted))
        self.seen.add(_decisions(fields))
        self.fields.comparisons, self.sizes = fields.comparisons, self.sizes + np.array(gathered.sizes)
        self._note_source(gathered)
        if counted == list(self.census.names):
            store = stored_as_given(table, names=counted, looks=Looks(letters=frozenset()))
            self.census.count(store)
            self._note(store, gathered)
            ids = {BY_ID: as_text(gathered.keys)} if BY_ID in self.names else {}
            self.spool.put(pa.table(codes_of(store) | ids))
        self.labels.put(pa.table({"id": as_text(gathered.ids), "source": self.source[-1]}))

    def _note(self, store: Store, gathered: Gathered) -> None:
        """Write what the canonical order goes by, and the years of birth."""
        tie = content_hashes_of(as_text(gathered.keys))
        hashes = {"tie": tie, "key": keys_to_order_by(store, by=self.by) if self.by else tie}
        hashes["year"] = years_of(store)
        for name, values in hashes.items():
            write_numbers(self.folder / name, values=values, mode="ab")

    def _note_source(self, gathered: Gathered) -> None:
        names = gathered.source.dictionary.to_pylist()
        self.sources += [name for name in names if name not in self.sources]
        self.forbidden |= gathered.forbidden
        codes = np.array([self.sources.index(name) for name in names] or [0], np.int16)
        self.source.append(codes[gathered.source.indices.to_numpy(zero_copy_only=False)])

    def decided_by(self, whole: Whole) -> str:
        """Say how the whole table decides its fields."""
        fields, _ = _fields(self.first, gathered_inputs(self.first), self.model, whole)
        return _decisions(fields)

    def laid(self) -> Laid:
        """Settle counts and the canonical order."""
        self.census.settle()
        spool = Spool(self.folder / "coded")
        for part, table in enumerate(self.spool):
            spool.put(self.census.recoded(table, part=part))
        rmtree(self.spool.folder)
        order = order_of(self._noted("key"), tie=self._noted("tie"))
        number = np.empty_like(order)
        number[order] = np.arange(len(order), dtype=np.int32)
        year = numbered(self._noted("year"))
        return Laid(
            spool=spool,
            labels=self.labels,
            fields=self.fields,
            model=self.fit,
            as_written=_is_as_written(self.model, self.first),
            names=self.names,
            census=self.census,
            order=order,
            number=number,
            source=np.concatenate(self.source)[order],
            sources=self.sources,
            forbidden=np.array([name in self.forbidden for name in self.sources] or [False]),
            year=year[order],
            sizes=tuple(self.sizes.tolist()),
        )

    def _noted(self, name: str) -> Array:
        return np.fromfile(self.folder / name, np.uint64)


def _fields(
    part: Sequence[Input], gathered: Gathered, model: Model | None, whole: Whole
) -> tuple[FieldSet, Model | None]:
    """Prepare one part's fields; a model given is made to fit them, and may read columns as written."""
    fields = prepared(gathered.given, whole=whole)
    if not fields.comparisons:
        raise CannotLink("None of the columns says anything to compare records by; map at least a name or a number.")
    if _is_as_written(model, part) and model is not None:
        fields.columns |= columns_as_written(model, inputs=part) or {}
    return fields, fitted(model, columns=fields.columns) if model else None


def _is_as_written(model: Model | None, part: Sequence[Input]) -> bool:
    few = [_shortened(one) for one in part]
    return model is not None and model is not default_model() and columns_as_written(model, inputs=few) is not None


def _decisions(fields: FieldSet) -> str:
    """Say all that was decided of the fields."""
    return repr(
        (fields.comparisons, fields.blocking, fields.made_of, fields.guards, fields.stand_ins, [*fields.columns])
    )


def _shortened(one: Input) -> Input:
    """Take some rows, so that the others need not be kept."""
    rows = pa.array(np.arange(min(TRIED, one.table.num_rows)))
    return Input(one.table.take(rows), one.mapping, one.name)
