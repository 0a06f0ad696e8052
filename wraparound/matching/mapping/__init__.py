"""Which column is what: read from MAP.toml, or worked out from names and contents."""

from wraparound.matching.mapping.checking import check
from wraparound.matching.mapping.guess import guess
from wraparound.matching.mapping.mapping import ColumnUse, DateOrder, Duplicates, Mapping, Maps
from wraparound.matching.mapping.reading import read_map
from wraparound.matching.mapping.writing import as_toml

__all__ = ["ColumnUse", "DateOrder", "Duplicates", "Mapping", "Maps", "as_toml", "check", "guess", "read_map"]
