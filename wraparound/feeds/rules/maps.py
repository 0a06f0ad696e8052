"""How a map of columns is kept, and read again."""

from collections.abc import Mapping
from typing import Any

from wraparound.feeds.words import ColumnMap, Use


def map_of(told: Mapping[str, Any]) -> ColumnMap:
    """Read a map as `kept_map` writes it."""
    columns = {
        name: Use(said) if isinstance(said, str) else Use(**said | {"true_when": tuple(said.get("true_when", ()))})
        for name, said in told["columns"]
    }
    return ColumnMap(
        told["id"], columns, told.get("date_order", "dmy"), told.get("duplicates", "allowed"), told.get("shape", "")
    )


def kept_map(by_map: ColumnMap) -> dict[str, Any]:
    """Give a map as it is kept: its columns as a list, since a database may keep the keys of an object in any order.

    The order matters: the first of two telephone columns is the number to try first.
    """
    columns = [[name, kept if len(kept := _kept_use(use)) > 1 else use.field] for name, use in by_map.columns.items()]
    kept = {"id": by_map.id, "date_order": by_map.date_order, "duplicates": by_map.duplicates}
    return kept | ({"shape": by_map.shape} if by_map.shape else {}) | {"columns": columns}


def _kept_use(use: Use) -> dict[str, Any]:
    """Give one column's use as it is kept, without what it does not say."""
    told = {"field": use.field, "true_when": list(use.true_when), "of": use.of, "relation": use.relation}
    return {name: value for name, value in told.items() if value}
