"""Where someone lives, told no closer than a list needs it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from wraparound.kernel.postcodes import outward


def district_of(records: Iterable[Mapping[str, list[str]]]) -> str:
    """Give the postcode district that most records say; of equally many the first; "" where none says one."""
    said = Counter(district for record in records for code in record.get("postcode", []) if (district := outward(code)))
    return said.most_common(1)[0][0] if said else ""
