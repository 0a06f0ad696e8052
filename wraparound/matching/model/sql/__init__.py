"""The SQL inside a Splink model: conditions and blocking rules, read into our plain values and written back."""

from wraparound.matching.model.sql.keys import CannotReadModel, base_columns, is_expression, key_tree
from wraparound.matching.model.sql.reading import read_column, read_condition, read_rule
from wraparound.matching.model.sql.writing import write_condition, write_rule

__all__ = [
    "CannotReadModel",
    "base_columns",
    "is_expression",
    "key_tree",
    "read_column",
    "read_condition",
    "read_rule",
    "write_condition",
    "write_rule",
]
