"""Questions asked of one record inside an expression, with SQL's three answers."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from wraparound.matching.columns.derive import casts


def compared(parts: list[Any], *, how: Callable[[Any, Any], Any]) -> Any:
    """Compare two values, text being read as the number or date that it is compared with."""
    return how(*_alike(parts))


def null_if(parts: list[Any]) -> Any:
    """Give the values, and none where they are the second value."""
    same = pc.fill_null(compared(parts, how=pc.equal), False)
    return pc.if_else(same, pa.scalar(None, _type(parts[0])), parts[0])


def is_between(parts: list[Any]) -> Any:
    """Say whether values are from the second to the third."""
    return pc.and_kleene(compared(parts[:2], how=pc.greater_equal), compared([parts[0], parts[2]], how=pc.less_equal))


def is_in(parts: list[Any]) -> Any:
    """Say whether values are among those that follow."""
    found = [compared([parts[0], other], how=pc.equal) for other in parts[1:]]
    said = found[0]
    for more in found[1:]:
        said = pc.or_kleene(said, more)
    return said


def case(parts: list[Any]) -> Any:
    """Give the value of the first condition that holds, from condition, value, condition, value, …, otherwise."""
    *branches, result = parts
    for condition, value in reversed(list(zip(branches[::2], branches[1::2], strict=True))):
        result = pc.if_else(pc.fill_null(casts.truth(condition), False), value, result)
    return result


def _type(value: Any) -> pa.DataType:
    return value.type if isinstance(value, pa.Array | pa.Scalar) else pa.scalar(value).type


def _alike(parts: list[Any]) -> tuple[Any, Any]:
    one, other = parts
    kinds = _type(one), _type(other)
    if pa.types.is_string(kinds[0]) and not pa.types.is_string(kinds[1]):
        return _as(one, kind=kinds[1]), other
    if pa.types.is_string(kinds[1]) and not pa.types.is_string(kinds[0]):
        return one, _as(other, kind=kinds[0])
    return one, other


def _as(value: Any, *, kind: pa.DataType) -> Any:
    if pa.types.is_boolean(kind) or pa.types.is_null(kind):
        return pc.cast(value, kind)
    return casts.cast(value, to="DATE" if pa.types.is_temporal(kind) else "DOUBLE")
