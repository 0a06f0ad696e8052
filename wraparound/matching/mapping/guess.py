"""Works out what each column of a file never seen before is, and says why."""

import re
from collections.abc import Collection

import pyarrow as pa

from wraparound.matching.mapping.contents import contents_of
from wraparound.matching.mapping.draft import LEFT_OUT, Draft
from wraparound.matching.mapping.id_column import choose_id
from wraparound.matching.mapping.leftovers import settle_the_rest
from wraparound.matching.mapping.mapping import ColumnUse, DateOrder, Mapping, uses
from wraparound.matching.mapping.names import meaning
from wraparound.matching.mapping.one_column import read_contents, read_names
from wraparound.matching.mapping.settling import settle_addresses, settle_birth, settle_names, settle_repeats
from wraparound.matching.words import Field

NUMBERS_ONLY = re.compile(r"\s*(\d{1,4})[-/.\s](\d{1,2})[-/.\s](\d{1,4})")


def guess(table: pa.Table, *, source: str = "file", leave_out: Collection[str] = ()) -> Mapping:
    """Work out what each column is from its name and what it holds.

    `source` names the file's agency or system where no column does. Columns in `leave_out`, such as the known truth,
    are never used. Every decision has its reason in the columns' `why`; `notes` say what concerns the whole file.
    """
    draft = Draft(
        table,
        meant={name: meaning(name) for name in table.column_names},
        contents={name: contents_of(table.column(name)) for name in table.column_names},
    )
    for name in table.column_names:
        if name in leave_out:
            draft.ignore(name, why=LEFT_OUT)
    read_names(draft)
    read_contents(draft)
    chosen = choose_id(draft)
    settle_birth(draft)
    settle_names(draft)
    settle_addresses(draft)
    settle_the_rest(draft)
    settle_repeats(draft)
    return _mapping(draft, source=source, chosen=chosen)


def _mapping(draft: Draft, *, source: str, chosen: str | None) -> Mapping:
    """Make the map, with every decision told."""
    columns = uses(
        (name, ColumnUse(draft.fields[name], draft.true_when.get(name, ()), draft.whys[name]))
        for name in draft.table.column_names
    )
    told = [f'"{name}" is {use.field.label}: {use.why}' for name, use in columns.items()]
    order = _date_order(draft)
    return Mapping(source=source, id=chosen, date_order=order, columns=columns, notes=(*draft.notes, *told))


def _date_order(draft: Draft) -> DateOrder:
    """See from the dates themselves whether day or month comes first; the day, when they do not tell."""
    days_first = months_first = years_first = 0
    for name in draft.having(Field.BIRTH_DATE, Field.EXPECTED_BIRTH_DATE, Field.DATE):
        for value in draft.contents[name].sample:
            found = NUMBERS_ONLY.match(value)
            if not found:
                continue
            first, second = int(found[1]), int(found[2])
            if len(found[1]) == 4 or first > 31:
                years_first += 1
            elif len(found[3]) <= 4:
                days_first += first > 12
                months_first += second > 12
    if months_first > days_first:
        return "mdy"
    return "ymd" if years_first and not days_first else "dmy"
