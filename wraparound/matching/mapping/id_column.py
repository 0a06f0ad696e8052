"""Chooses the column that identifies the rows of a file, if there is one."""

import pyarrow as pa

from wraparound.matching.mapping.draft import LEFT_OUT, Draft
from wraparound.matching.mapping.names import parts_of
from wraparound.matching.tables.repeated import duplicate_ids
from wraparound.matching.words import Field

LONGEST_ID = 64
ID_ENDS = ("id", "no", "ref", "key", "number")


def choose_id(draft: Draft) -> str | None:
    """Give the first column that is filled and different in every row, those named as ids first, or None."""
    source = next(iter(draft.having(Field.SOURCE)), None)
    named = draft.meaning("id") + draft.meaning("local_id", "person")
    unnamed = [name for name in _codes(draft) if name not in named]
    chosen = None
    for name in [*named, *unnamed]:
        if chosen is None and _identifies(draft.table, name, source):
            chosen = name
            of_one = f' of one "{source}"' if source else ""
            draft.say(name, decided=Field.ID, why=f"it is filled and different in every row{of_one}")
        elif name in named:
            draft.ignore(name, why=_why_not(draft, name, chosen))
    if chosen is None:
        draft.notes.append("no column is filled and different in every row, so row numbers serve as ids")
    return chosen


def _why_not(draft: Draft, name: str, chosen: str | None) -> str:
    held = draft.contents[name]
    if held.distinct_share == 1:
        if held.filled == 1 and chosen:
            return f'it is another id beside "{chosen}"; what differs in every row joins nothing'
        return "it is named as an id but is not filled and different in every row"
    return (
        "it is named as an id but repeats: it may be the answer itself, or a person's number in this agency alone; "
        'if other agencies use it too, map it as "identifier"'
    )


def _codes(draft: Draft) -> list[str]:
    """Give columns that are not named as ids but look like codes, in a likely place, each value once."""
    found = []
    for place, name in enumerate(draft.table.column_names):
        held, numbers_rows = draft.contents[name], draft.meant[name].means == "row"
        if name in draft.fields and not (numbers_rows and draft.whys[name] != LEFT_OUT):
            continue
        a_code = held.mean_words == 1 and held.mean_length <= LONGEST_ID and held.date < 0.5 and held.kind != "date"
        likely = place == 0 or numbers_rows or (parts_of(name) or [""])[-1] in ID_ENDS
        if a_code and likely and held.filled == 1 and held.distinct_share == 1 and held.values > 1:
            found.append(name)
    return found


def _identifies(table: pa.Table, name: str, source: str | None) -> bool:
    column = table.column(name)
    if column.null_count or not len(column) or pa.types.is_nested(column.type) or pa.types.is_floating(column.type):
        return False
    return len(duplicate_ids(table, id_column=name, within=source)) == 0
