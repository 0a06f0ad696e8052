"""Records as the engine takes them: all of the area, or some."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from django.db.models import Q, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from pyarrow.json import ParseOptions, read_json

from wraparound.identity.models import Decision, Record
from wraparound.identity.queries import AMONG, among, within
from wraparound.ledger.queries import Compiled
from wraparound.ledger.queries.compiled import kept_in_words
from wraparound.matching.mapping import ColumnUse, Duplicates
from wraparound.matching.mapping import Mapping as ColumnMap
from wraparound.matching.pipeline.answers import Said
from wraparound.matching.pipeline.inputs import Input
from wraparound.matching.pipeline.persons import BETWEEN
from wraparound.matching.words import Answer, Field

KNOWN = frozenset(str(field) for field in Field)
READ = ("pk", "feed", "key", "text", "digest", "person__code")
SOURCE, KEY = "its feed", "its key"
TOGETHER = 20_000  # records whose texts are held as Python's own at once
PACKED = {
    vendor: "SELECT record.id, feed, key, digest, person_id, waits, content FROM identity_record record "  # noqa: S608 – our words
    f"LEFT JOIN identity_compared ON number = record.id WHERE record.id {some}"
    for vendor, some in AMONG.items()
}
CODES = {vendor: f"SELECT id, code FROM identity_person WHERE id {some}" for vendor, some in AMONG.items()}  # noqa: S608 – our words
SAID = {
    vendor: f"SELECT id FROM identity_decision WHERE undone_at IS NULL AND left_id {some} AND right_id {some}"  # noqa: S608 – our words
    for vendor, some in AMONG.items()
}


@dataclass(frozen=True)
class Read:
    """Records in the order of the engine's rows: number, key from run to run, digest, whose it was ("" if nobody's)."""

    numbers: list[int]
    keys: list[str]
    digests: list[str]
    persons: list[str]
    inputs: list[Input]
    feeds: tuple[str, ...]

    @classmethod
    def of(cls, packed: Sequence["Packed"], *, codes: Sequence[str]) -> "Read":
        """Give what was read of records that were laid down, with their persons' codes."""
        keys = [f"{one.feed}{BETWEEN}{one.key}" for one in packed]
        return cls([one.number for one in packed], keys, [one.digest for one in packed], [*codes], [], ())


class Packed(NamedTuple):
    """A record as it was laid down when it was linked; `pack` is b"" where it waits to be linked again."""

    number: int
    feed: str
    key: str
    digest: str
    person: int  # 0 if nobody's
    pack: bytes


def all_records(once: Collection[str]) -> Read:
    """Read every record of the area, as texts some at a time. Cost: one statement a feed."""
    feeds = tuple(Record.objects.order_by("feed").values_list("feed", flat=True).distinct())
    read, inputs = Read([], [], [], [], [], feeds), []
    for feed in feeds:
        rows, tables = _rows(Q(feed=feed)).iterator(chunk_size=5_000), []
        while some := list(islice(rows, TOGETHER)):
            tables.append(_table(*_noted(some, read=read)))
        inputs.append(_input(feed, table=pa.concat_tables(tables), once=feed in once))
    read.inputs.extend(inputs)
    return read


def as_input(feed: str, *, told: Iterable[tuple[str, str]]) -> Input:
    """Lay records, each with its key and what it says as JSON, out as the engine reads a table; some at a time."""
    rows, tables = iter(told), []
    while some := list(islice(rows, TOGETHER)):
        keys, said = zip(*some, strict=True)
        tables.append(_table(keys, said))
    return _input(feed, table=pa.concat_tables(tables), once=False)


def some_records(numbers: Collection[int], *, once: Collection[str]) -> Read:
    """Read some records. Cost: one statement."""
    rows = SOME.rows(numbers=among(sorted(numbers)))
    feeds = tuple(dict.fromkeys(row[1] for row in rows))
    read = Read([], [], [], [], [], feeds)
    keys, said = _noted(rows, read=read)
    columns, uses = _columns([json.loads(one) for one in said])
    columns |= {"key": pa.array(keys, pa.string()), SOURCE: pa.array([row[1] for row in rows], pa.string())}
    of_feeds = ColumnMap("", "key", "allowed", "ymd", MappingProxyType(uses | {SOURCE: ColumnUse(Field.SOURCE)}))
    read.inputs.append(Input(pa.table(columns), of_feeds, ""))
    nothing = pa.table({"key": pa.array([], pa.string())})
    for feed in sorted(set(once) & set(feeds)):  # they have no rows here, and say that the feed holds everyone once
        read.inputs.append(Input(nothing, ColumnMap(feed, "key", "forbidden", "ymd", MappingProxyType({})), feed))
    return read


def packed_records(numbers: Collection[int]) -> dict[int, Packed]:
    """Read some records as they were laid down when they were linked. Cost: one statement."""
    if not numbers:
        return {}
    with kept_in_words(as_bytes=True) as cursor:
        cursor.execute(PACKED[connection.vendor], [among(sorted(numbers))])
        return {
            number: Packed(number, feed, key, digest, person or 0, b"" if waits or content is None else bytes(content))
            for number, feed, key, digest, person, waits, content in cursor.fetchall()
        }


def codes_of(persons: Collection[int]) -> dict[int, str]:
    """Give some persons' codes. Cost: one statement."""
    if not persons:
        return {}
    with kept_in_words() as cursor:
        cursor.execute(CODES[connection.vendor], [among(persons)])
        return dict(cursor.fetchall())


def packed_of(read: Read, *, packs: Iterable[bytes]) -> list[Packed]:
    """Give records that were prepared anew as those are that were laid down, but for whose they are."""
    names = [key.split(BETWEEN, 1) for key in read.keys]
    told = zip(read.numbers, names, read.digests, packs, strict=True)
    return [Packed(number, feed, key, digest, 0, pack) for number, (feed, key), digest, pack in told]


def _rows(which: Q | RawSQL) -> Any:
    told = Record.objects.filter(which).annotate(text=Cast("said", TextField()))
    return told.order_by("feed", "pk").values_list(*READ)


SOME = Compiled(lambda *, numbers: _rows(within("identity_record.id", values=numbers)))


def _noted(rows: Iterable[tuple[Any, ...]], *, read: Read) -> tuple[list[str], list[str]]:
    """Note what is read of records; give each one's key in its feed, and what it says."""
    keys, said = [], []
    for number, feed, key, text, digest, code in rows:
        read.numbers.append(number)
        read.keys.append(f"{feed}{BETWEEN}{key}")
        read.digests.append(digest)
        read.persons.append(code or "")
        keys.append(key)
        said.append(text)
    return keys, said


def _columns(said: Sequence[dict[str, list[str]]]) -> tuple[dict[str, Any], dict[str, ColumnUse]]:
    """Lay out what a few records say, as `_input` does for many."""
    columns, uses = {}, {}
    for field in sorted(KNOWN & {key for one in said for key in one}):
        lists = [one.get(field) or [] for one in said]
        for place in range(max(map(len, lists))):
            name = f"{field} {place + 1}"
            columns[name] = pa.array([one[place] if len(one) > place else None for one in lists], pa.string())
            uses[name] = _use(field)
    return columns, uses


def _use(field: str) -> ColumnUse:
    return ColumnUse(Field(field), true_when=("true",) if field.endswith("_verified") else ())


def _table(keys: Sequence[str], said: Sequence[str]) -> pa.Table:
    """Read what records say, each field as lists, with their keys."""
    schema = pa.schema([(field, pa.list_(pa.string())) for field in sorted(KNOWN)])
    options = ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore")
    table = read_json(BytesIO("\n".join(said).encode()), parse_options=options)
    return table.append_column(KEY, pa.array(keys, pa.string()))


def _input(feed: str, *, table: pa.Table, once: bool) -> Input:
    """Lay one feed's records out as the engine reads a table: a field with several values has several columns."""
    columns: dict[str, Any] = {"key": table.column(KEY)}
    uses = {}
    for field in sorted(KNOWN):
        lists = table.column(field).combine_chunks()
        lengths = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
        for place in range(int(lengths.max(initial=0))):
            name = f"{field} {place + 1}"
            columns[name] = _values(lists, lengths=lengths, place=place)
            uses[name] = _use(field)
    duplicates: Duplicates = "forbidden" if once else "allowed"
    mapping = ColumnMap(feed, "key", duplicates, "ymd", MappingProxyType(uses))
    return Input(pa.table(columns), mapping, feed)


def _values(lists: pa.ListArray, *, lengths: np.ndarray, place: int) -> pa.Array:
    """Give each list's value at a place, and nothing where it is shorter."""
    begins = np.cumsum(lengths) - lengths
    return lists.flatten().take(pa.array(begins + place, mask=lengths <= place))


def said_among(read: Read) -> list[Said]:
    """Read what people have said of two of some records and not taken back. Cost: one statement, and a wider one."""
    places = SAID[connection.vendor]
    with kept_in_words() as cursor:
        cursor.execute(places, [among(read.numbers)] * 2)
        found = [number for (number,) in cursor.fetchall()]
    return list(said_of(Q(pk__in=found))) if found else []


def said_of(which: Q | None = None) -> Iterator[Said]:
    """Read what people have said of records and not taken back."""
    words = Decision.objects.filter(which or Q(), undone_at__isnull=True).values_list(
        "left__feed", "left__key", "right__feed", "right__key", "answer", "by", "at"
    )
    for left_feed, left, right_feed, right, answer, by, at in words:
        yield Said((left_feed, left), (right_feed, right), Answer(answer), by, at)
